//! All mistakes of a program as one page of HTML, which needs nothing beside itself.
use super::draw::formula::{Term, formula};
use super::draw::svg::{escaped, svg};
use super::draw::text::clean;
use super::draw::{Check, Fit, Scene, scene_of};
use super::mistake::{Mistake, Place};
use super::solver::Advice;
use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};
use shapeful::lessons::Lesson;

#[cfg(test)]
mod tests;

/// The page of a program's mistakes. `lesson` finds the lesson of a number.
pub fn page(mistakes: &[Mistake], program: &str, lesson: impl Fn(u16) -> Option<&'static Lesson>) -> String {
    let count = match mistakes.len() {
        0 => "No shape errors".to_string(),
        1 => "1 shape error".to_string(),
        count => format!("{count} shape errors"),
    };
    let program = text(program);
    let of = if program.is_empty() { String::new() } else { format!("<small>{program}</small>") };
    let title = if program.is_empty() { count.clone() } else { format!("{count} in {program}") };
    let mut links = String::new();
    let mut articles = String::new();
    for (place, mistake) in mistakes.iter().enumerate() {
        let lesson = lesson(mistake.lesson);
        let id = place + 1;
        let (number, heading, at) = (number(mistake), heading(lesson), at(&mistake.place));
        let what = text(&mistake.headline);
        links += &format!(
            "<li><a href=\"#error-{id}\">{number} <span>{heading}</span> <span class=\"place\">{at}</span> \
             <span class=\"what\">{what}</span></a></li>\n"
        );
        articles += &article(id, mistake, lesson);
    }
    let list = if mistakes.is_empty() {
        String::new()
    } else {
        format!(
            "<nav aria-label=\"Errors\">\n<ol>\n{links}</ol>\n<p class=\"keys\" id=\"keys\" hidden><kbd>j</kbd> <kbd>k</kbd> or \
             <kbd>←</kbd> <kbd>→</kbd> go from error to error</p>\n</nav>\n"
        )
    };
    if mistakes.is_empty() {
        articles = "<p>Every shape of the program fits.</p>\n".to_string();
    }
    let (style, script) = (include_str!("page/style.css"), include_str!("page/script.js"));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{style}</style>\n\
         </head>\n<body>\n<a class=\"skip\" href=\"#errors\">To the errors</a>\n\
         <header>\n<h1>{count} {of}</h1>\n<button type=\"button\" id=\"theme\" hidden>Dark colours</button>\n</header>\n\
         {list}<main id=\"errors\" tabindex=\"-1\">\n{articles}</main>\n<script>\n{script}</script>\n</body>\n</html>\n"
    )
}

/// Text of the program or the compiler: no markup, no control characters.
fn text(text: &str) -> String {
    escaped(&clean(text))
}

/// The same, with what stands between backticks as code.
fn words(words: &str) -> String {
    let parts: Vec<String> = words.split('`').map(text).collect();
    if parts.len() % 2 == 0 {
        return text(words);
    }
    let code =
        |(place, part): (usize, &String)| if place % 2 == 1 { format!("<code>{part}</code>") } else { part.clone() };
    parts.iter().enumerate().map(code).collect()
}

fn number(mistake: &Mistake) -> String {
    format!("<span class=\"number\">S{:02}</span>", mistake.lesson)
}

fn heading(lesson: Option<&Lesson>) -> String {
    words(lesson.map_or("Shapes that do not fit", |lesson| lesson.title))
}

fn at(place: &Place) -> String {
    format!("{}:{}:{}", text(&place.file), place.line, place.column)
}

fn article(id: usize, mistake: &Mistake, lesson: Option<&Lesson>) -> String {
    let (number, heading, at, code) = (number(mistake), heading(lesson), at(&mistake.place), text(&mistake.code));
    let headline = words(&mistake.headline);
    let mut article = format!(
        "<article id=\"error-{id}\" tabindex=\"0\" aria-labelledby=\"error-{id}-title\">\n\
         <h2 id=\"error-{id}-title\">{number} {heading}</h2>\n<p>{headline}</p>\n<p class=\"place\">{at} {code}</p>\n"
    );
    article += &program(&mistake.place);
    article += &figure(scene_of(mistake));
    if let Some(terms) = formula(mistake) {
        article += &table(&terms);
    }
    for (title, sentences) in [("The rule", &mistake.notes), ("rustc suggests", &mistake.helps)] {
        if !sentences.is_empty() {
            let items: String = sentences.iter().map(|sentence| format!("<li>{}</li>\n", words(sentence))).collect();
            article += &format!("<h3>{title}</h3>\n<ul class=\"rules\">\n{items}</ul>\n");
        }
    }
    if let Some(advice) = &mistake.advice {
        article += &repair(advice);
    }
    if let Some(lesson) = lesson {
        article += &folded(lesson);
    }
    article + "</article>\n"
}

/// The line of the program, the part to change marked.
fn program(place: &Place) -> String {
    let characters: Vec<char> = place.text.trim_end().chars().collect();
    let end = place.marked.end.min(characters.len());
    let start = place.marked.start.min(end);
    let part = |part: &[char]| text(&part.iter().collect::<String>());
    let (before, marked, after) = (part(&characters[..start]), part(&characters[start..end]), part(&characters[end..]));
    let marked = if marked.is_empty() { marked } else { format!("<mark>{marked}</mark>") };
    let label = words(&place.label);
    let label = if label.is_empty() { label } else { format!("<p class=\"label\">{label}</p>\n") };
    let line = place.line;
    format!(
        "<pre class=\"program\"><code><span class=\"line\">{line}</span>{before}{marked}{after}</code></pre>\n{label}"
    )
}

/// The drawing, and what there is to see of it.
fn figure(scene: Scene) -> String {
    if scene.is_empty() {
        return String::new();
    }
    let checks: String = scene.checks.iter().map(check).collect();
    let checks = if checks.is_empty() {
        checks
    } else {
        format!("<figcaption>\n<ul class=\"checks\">\n{checks}</ul>\n</figcaption>\n")
    };
    format!("<figure>\n<div class=\"drawing\">\n{}</div>\n{checks}</figure>\n", svg(scene))
}

fn check(check: &Check) -> String {
    let class = match check.fit {
        Fit::Free => "free",
        Fit::Fits => "fits",
        Fit::Clash => "clash",
    };
    format!("<li class=\"{class}\">{}</li>\n", words(&check.text))
}

/// Letters above their shapes.
fn table(terms: &[Term]) -> String {
    let (mut letters, mut shapes) = (String::new(), String::new());
    for term in terms {
        if !term.sign.is_empty() {
            letters += &format!("<th>{}</th>", term.sign);
            shapes += "<td></td>";
        }
        letters += &format!("<th>{}</th>", text(&term.letter));
        shapes += &format!("<td>{}</td>", text(&term.shape));
    }
    format!(
        "<h3>What fits</h3>\n<div class=\"scroll\">\n\
         <table class=\"formula\">\n<tr>{letters}</tr>\n<tr>{shapes}</tr>\n</table>\n</div>\n"
    )
}

fn repair(advice: &Advice) -> String {
    let code = |code: &str| format!("<pre class=\"code-right\"><code>{}</code></pre>\n", text(code));
    let verdict = words(&advice.verdict);
    let (title, ways) = match advice.candidates.as_slice() {
        [] => ("What follows", String::new()),
        [one] => ("The repair", code(&one.code)),
        several => {
            let way = |way: &super::solver::Candidate| {
                format!(
                    "<li>{} gives {}\n{}</li>\n",
                    text(&way.formula),
                    text(&way.result.to_string()),
                    code(&way.code)
                )
            };
            ("The ways to it", format!("<ul class=\"ways\">\n{}</ul>\n", several.iter().map(way).collect::<String>()))
        }
    };
    let wanted = match &advice.wanted {
        Some((shape, why)) if advice.candidates.len() != 1 => {
            format!("<p>Wanted is {}: {}.</p>\n", text(&shape.to_string()), words(why))
        }
        _ => String::new(),
    };
    format!("<h3>{title}</h3>\n{wanted}{ways}<p>{verdict}</p>\n")
}

/// The lesson, which may be long.
fn folded(lesson: &Lesson) -> String {
    let (number, title, right) = (lesson.number, words(lesson.title), escaped(lesson.right));
    let mathematics = markdown(lesson.mathematics);
    format!(
        "<details>\n<summary>Lesson S{number:02}: {title}</summary>\n{mathematics}<p>The right program:</p>\n\
         <pre class=\"code-right\"><code>{right}</code></pre>\n</details>\n"
    )
}

/// The Markdown of a lesson. Its links are those of the documentation, which the page does not have: their text stays.
fn markdown(source: &str) -> String {
    let known = |link: BrokenLink| Some((link.reference.to_string().into(), CowStr::Borrowed("")));
    let events = Parser::new_with_broken_link_callback(source, Options::ENABLE_TABLES, Some(known));
    let mut html = String::new();
    let is_link = |event: &Event| matches!(event, Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link));
    pulldown_cmark::html::push_html(&mut html, events.filter(|event| !is_link(event)));
    html
}
