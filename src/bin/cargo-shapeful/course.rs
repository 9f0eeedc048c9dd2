//! `cargo shapeful lessons` and `cargo shapeful lesson S07`: the catalogue, to list and to read.
use super::draw::terminal::Style;
use super::draw::text::{ascii, wrap};
use anstyle::{AnsiColor, Style as Paint};
use shapeful::lessons::{COURSE, Lesson, lesson};
use std::fmt::Write;

/// All lessons, by chapter.
pub fn list(style: &Style) -> String {
    let mut out = String::new();
    let heading = paint(style, Paint::new().bold());
    for chapter in COURSE {
        let _ = writeln!(out, "{heading}{}{heading:#}", chapter.title);
        for lesson in chapter.lessons {
            let silent = if lesson.error.is_none() { " (no type can see it)" } else { "" };
            let _ = writeln!(out, "  S{:02}  {}{silent}", lesson.number, lesson.title);
        }
        out.push('\n');
    }
    out.push_str("To read one: cargo shapeful lesson S07\n");
    spelt(out, style)
}

/// The lesson that a person asks for by `S07`, `s7` or `7`.
pub fn find(number: &str) -> Result<&'static Lesson, String> {
    let digits = number.trim_start_matches(['S', 's']);
    let known = || {
        let numbers = COURSE.iter().flat_map(|chapter| chapter.lessons).map(|lesson| lesson.number);
        numbers.fold((u16::MAX, 0), |(least, most), number| (least.min(number), most.max(number)))
    };
    digits.parse().ok().and_then(lesson).ok_or_else(|| {
        let (least, most) = known();
        format!(
            "there is no lesson `{number}`: they go from S{least:02} to S{most:02}; `cargo shapeful lessons` lists them"
        )
    })
}

/// A lesson, whole.
pub fn show(lesson: &Lesson, style: &Style) -> String {
    let mut out = String::new();
    let title = paint(style, Paint::new().bold());
    let wrong = paint(style, AnsiColor::Red.on_default().bold());
    let right = paint(style, AnsiColor::Green.on_default().bold());
    let _ = writeln!(out, "{title}S{:02}: {}{title:#}\n", lesson.number, lesson.title);
    let _ = writeln!(out, "{}\n", words(lesson.mathematics, style));
    let _ = writeln!(out, "{wrong}The wrong program{wrong:#}\n\n{}", indented(lesson.wrong));
    match lesson.error {
        Some(error) => {
            let _ = writeln!(out, "{wrong}What the compiler says{wrong:#}\n\n{}", indented(error));
        }
        None => {
            let _ = writeln!(
                out,
                "The compiler says nothing: no type can tell this program from the right one. Its numbers can.\n"
            );
        }
    }
    let _ = write!(out, "{right}The right program{right:#}\n\n{}", indented(lesson.right));
    spelt(out, style)
}

/// A paragraph in lines. What stands between backticks is coloured; where there are no colours, the backticks stay.
fn words(text: &str, style: &Style) -> String {
    let code = paint(style, AnsiColor::Cyan.on_default());
    let mut inside = false;
    let mut line = |line: String| {
        // A colour ends with its line.
        let mut out = String::new();
        for (place, part) in line.split('`').enumerate() {
            inside ^= place > 0;
            let part = if inside && !part.is_empty() { format!("{code}{part}{code:#}") } else { part.to_string() };
            out += &part;
        }
        out
    };
    let lines = wrap(text, style.width.max(40)).into_iter();
    let lines: Vec<String> = if style.color { lines.map(&mut line).collect() } else { lines.collect() };
    lines.join("\n")
}

fn spelt(text: String, style: &Style) -> String {
    if style.unicode { text } else { ascii(&text) }
}

fn paint(style: &Style, paint: Paint) -> Paint {
    if style.color { paint } else { Paint::new() }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_string() } else { format!("    {line}\n") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style { width: 40, color: false, unicode: true };

    #[test]
    fn code_is_coloured_to_the_end_of_its_line() {
        let text = "Along the classes `p[n, c] = exp(s[n, c]) / sum` is one.";
        let plain = words(text, &PLAIN);
        assert_eq!(plain, "Along the classes `p[n, c] = exp(s[n,\nc]) / sum` is one.");
        let coloured = words(text, &Style { color: true, ..PLAIN });
        let (on, off) = ("\u{1b}[36m", "\u{1b}[0m");
        assert_eq!(coloured, format!("Along the classes {on}p[n, c] = exp(s[n,{off}\n{on}c]) / sum{off} is one."));
    }

    #[test]
    fn ascii_where_there_is_no_unicode() {
        let style = Style { unicode: false, ..PLAIN };
        for lesson in COURSE.iter().flat_map(|chapter| chapter.lessons) {
            let shown = show(lesson, &style);
            let other = shown.chars().find(|character| !character.is_ascii());
            assert_eq!(other, None, "S{:02}", lesson.number);
        }
        assert!(list(&style).is_ascii());
    }
}
