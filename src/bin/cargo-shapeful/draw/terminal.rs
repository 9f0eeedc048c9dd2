//! The lesson of one mistake, for a terminal.
use super::canvas::{Ink, Span};
use super::figure::{self, Paper};
use super::formula::{Term, formula};
use super::text::{ascii, clean, columns, shortened, width, wrap};
use super::{Fit, Scene, scene, scene_of};
use crate::command::mistake::{Mistake, Place, Problem};
use anstyle::{AnsiColor, Style as Escape};

/// What the terminal can show.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// In columns; at least 40 are used.
    pub width: usize,
    pub color: bool,
    pub unicode: bool,
}
impl Style {
    fn room(&self) -> usize {
        self.width.max(40)
    }
    fn paper(&self) -> Paper {
        Paper { room: self.room() - INDENT, unicode: self.unicode }
    }
    fn spell(&self, text: &str) -> String {
        if self.unicode { clean(text) } else { ascii(&clean(text)) }
    }
    fn paint(&self, text: &str, ink: Ink) -> String {
        let escape = match ink {
            Ink::Plain => Escape::new(),
            Ink::Dim => Escape::new().dimmed(),
            Ink::Bold => Escape::new().bold(),
            Ink::Good => AnsiColor::Green.on_default(),
            Ink::Bad => AnsiColor::Red.on_default().bold(),
            Ink::Accent => AnsiColor::Cyan.on_default(),
        };
        if self.color && ink != Ink::Plain { format!("{escape}{text}{escape:#}") } else { text.to_string() }
    }
}

/// Everything but the headings stands this far in.
const INDENT: usize = 2;

/// The lesson of a mistake: where it stands, what the shapes do, the rule, and every way that fits.
pub fn terminal(mistake: &Mistake, lesson_title: &str, style: &Style) -> String {
    let mut sheet = Sheet { style, text: String::new() };
    sheet.heading(mistake, lesson_title);
    sheet.blank();
    sheet.program(&mistake.place);
    sheet.blank();
    sheet.scene(scene_of(mistake));
    if let Some(terms) = formula(mistake) {
        sheet.section("What fits");
        sheet.formula(&terms);
    }
    if !mistake.notes.is_empty() {
        sheet.section("The rule");
        for note in &mistake.notes {
            sheet.words("", Ink::Plain, note, Ink::Plain);
        }
    }
    if !mistake.helps.is_empty() {
        sheet.section("rustc suggests");
        for help in &mistake.helps {
            sheet.words("", Ink::Plain, help, Ink::Plain);
        }
    }
    if let Some(advice) = &mistake.advice {
        let alone = advice.candidates.len() == 1;
        sheet.section(match advice.candidates.len() {
            0 => "What follows",
            1 => "The repair",
            _ => "The ways to it",
        });
        if let (Some((shape, why)), false) = (&advice.wanted, alone) {
            sheet.words("", Ink::Plain, &format!("Wanted is {shape}: {why}."), Ink::Plain);
        }
        for candidate in &advice.candidates {
            let ways = format!("{} gives {}", candidate.formula, candidate.result);
            let mark = if alone { String::new() } else { format!("{} ", if style.unicode { "•" } else { "*" }) };
            if !alone {
                sheet.words(&mark, Ink::Dim, &ways, Ink::Plain);
            }
            sheet.words(&" ".repeat(width(&mark)), Ink::Plain, &candidate.code, Ink::Good);
        }
        sheet.words("", Ink::Plain, &advice.verdict, Ink::Plain);
    }
    sheet.text
}

/// Another place of a mistake that has been told.
pub fn again(mistake: &Mistake, earlier: &Place, lesson_title: &str, style: &Style) -> String {
    let mut sheet = Sheet { style, text: String::new() };
    sheet.heading(mistake, lesson_title);
    sheet.blank();
    sheet.program(&mistake.place);
    sheet.blank();
    let told = format!("This follows from the same mistake as {}:{}:{}.", earlier.file, earlier.line, earlier.column);
    sheet.words("", Ink::Plain, &told, Ink::Plain);
    sheet.text
}

/// The drawing of a problem alone, with what there is to see of it.
pub fn drawing(problem: &Problem, style: &Style) -> String {
    let mut sheet = Sheet { style, text: String::new() };
    sheet.scene(scene(problem));
    sheet.text
}

/// Written from the top.
struct Sheet<'a> {
    style: &'a Style,
    text: String,
}
impl Sheet<'_> {
    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn line(&mut self, indent: usize, spans: &[Span]) {
        if !spans.is_empty() {
            self.text.push_str(&" ".repeat(indent));
        }
        for (text, ink) in spans {
            self.text.push_str(&self.style.paint(text, *ink));
        }
        self.text.push('\n');
    }

    /// A paragraph; what stands in front of it hangs out of it.
    fn words(&mut self, front: &str, mark: Ink, text: &str, ink: Ink) {
        let hang = width(front);
        for (place, line) in wrap(&self.style.spell(text), self.style.room() - INDENT - hang).into_iter().enumerate() {
            let front = if place == 0 { front.to_string() } else { " ".repeat(hang) };
            if !line.is_empty() {
                self.line(INDENT, &[(front, mark), (line, ink)]);
            }
        }
    }

    fn section(&mut self, title: &str) {
        self.blank();
        self.line(0, &[(title.to_string(), Ink::Accent)]);
    }

    fn heading(&mut self, mistake: &Mistake, title: &str) {
        let rule = if self.style.unicode { '━' } else { '=' };
        let number = format!("S{:02}", mistake.lesson);
        let title = self.style.spell(title);
        let code = self.style.spell(&mistake.code);
        let dashes = self.style.room().saturating_sub(width(&number) + width(&title) + width(&code) + 8);
        if dashes > 0 && !title.contains('\n') {
            let spans = [
                (format!("{rule}{rule} "), Ink::Bad),
                (format!("{number} "), Ink::Bad),
                (format!("{title} "), Ink::Bold),
                (format!("{} {code} {rule}", rule.to_string().repeat(dashes)), Ink::Dim),
            ];
            self.line(0, &spans);
        } else {
            // The title hangs behind the number.
            let front = format!("{rule}{rule} {number} ");
            let mut lines = wrap(&format!("{title} {code}"), self.style.room() - width(&front));
            let last = lines.pop().unwrap_or_default();
            let (bold, dim) = last.strip_suffix(&code).map_or((last.as_str(), ""), |bold| (bold, code.as_str()));
            let shift = |place: usize| if place == 0 { front.clone() } else { " ".repeat(width(&front)) };
            for (place, line) in lines.iter().enumerate() {
                self.line(0, &[(shift(place), Ink::Bad), (line.clone(), Ink::Bold)]);
            }
            self.line(0, &[(shift(lines.len()), Ink::Bad), (bold.to_string(), Ink::Bold), (dim.to_string(), Ink::Dim)]);
        }
        self.words("", Ink::Plain, &mistake.headline, Ink::Plain);
    }

    /// The place, and the line with the marked part underlined.
    fn program(&mut self, place: &Place) {
        let at = format!("{}:{}:{}", place.file, place.line, place.column);
        self.words("", Ink::Plain, &at, Ink::Accent);
        let number = place.line.to_string();
        let bar = if self.style.unicode { "│" } else { "|" };
        let gutter = width(&number) + 3;
        let room = self.style.room().saturating_sub(INDENT + gutter).max(10);
        let (text, marked) = self.marked(place, room);
        self.line(INDENT, &[(format!("{number} {bar} "), Ink::Dim), (text, Ink::Plain)]);
        let under = if self.style.unicode { "━" } else { "^" }.repeat(marked.len().max(1));
        let label = self.style.spell(&place.label);
        let front = (format!("{} {bar} ", " ".repeat(width(&number))), Ink::Dim);
        let beside = marked.start + width(&under) + 1 + width(&label) <= room;
        let shift = (" ".repeat(marked.start), Ink::Plain);
        if beside {
            let text = if label.is_empty() { under } else { format!("{under} {label}") };
            self.line(INDENT, &[front, shift, (text, Ink::Bad)]);
            return;
        }
        self.line(INDENT, &[front.clone(), shift, (under, Ink::Bad)]);
        // A label without room beside the mark stands below it, as far left as it has to.
        let widest = width(&label).min(room);
        let shift = " ".repeat(marked.start.min(room - widest));
        for line in wrap(&label, room) {
            self.line(INDENT, &[front.clone(), (shift.clone(), Ink::Plain), (line, Ink::Bad)]);
        }
    }

    /// The part of the line around the mark, and the columns of the mark in it.
    fn marked(&self, place: &Place, room: usize) -> (String, std::ops::Range<usize>) {
        let (mut before, mut inside, mut after) = (String::new(), String::new(), String::new());
        let end = place.marked.end.max(place.marked.start);
        for (index, character) in place.text.trim_end().chars().enumerate() {
            let part = match index {
                index if index < place.marked.start => &mut before,
                index if index < end => &mut inside,
                _ => &mut after,
            };
            // Each character alone: the columns of the mark are counted in what is printed.
            part.push_str(&self.style.spell_program(character));
        }
        // A mark behind the last character takes a column too.
        let room = room - 1;
        let more = if self.style.unicode { "…" } else { "..." };
        let total = width(&before) + width(&inside) + width(&after);
        if total > room {
            let spare = room.saturating_sub(width(&inside)).max(room / 3);
            let wanted = width(&before).min(spare * 2 / 3 + (spare / 3).saturating_sub(width(&after)));
            before = shortened_front(&before, wanted, more);
            inside = shortened(&inside, room - width(&before), more);
            after = shortened(&after, room - width(&before) - width(&inside), more);
        }
        let start = width(&before);
        let marked = start..start + width(&inside);
        (before + &inside + &after, marked)
    }

    fn scene(&mut self, scene: Scene) {
        if scene.is_empty() {
            return;
        }
        let scene = scene.spelt(|text| self.style.spell(text));
        let paper = self.style.paper();
        for line in figure::figure(&scene.figure, paper).lines(self.style.unicode) {
            self.line(INDENT, &line);
        }
        self.blank();
        for check in &scene.checks {
            let mark = match (check.fit, self.style.unicode) {
                (Fit::Free, true) => "→ ".to_string(),
                (Fit::Free, false) => "-> ".to_string(),
                (fit, _) => format!("{} ", paper.tick(fit)),
            };
            self.words(&mark, figure::ink(check.fit), &check.text, Ink::Plain);
        }
    }

    /// The shapes under their letters, or behind them where they do not fit beside each other.
    fn formula(&mut self, terms: &[Term]) {
        let spell = |text: &str| self.style.spell(text);
        let terms: Vec<[String; 3]> =
            terms.iter().map(|term| [term.sign, &term.letter, &term.shape].map(spell)).collect();
        let wide = |term: &[String; 3]| width(&term[1]).max(width(&term[2]));
        let total: usize = terms.iter().map(|term| wide(term) + 2 + width(&term[0])).sum();
        if total <= self.style.room() - INDENT {
            let (mut letters, mut shapes) = (Vec::new(), Vec::new());
            for term in &terms {
                let (wide, gap) = (wide(term), width(&term[0]));
                let centred = |text: &str| {
                    let left = (wide - width(text)) / 2;
                    format!("{}{text}{}", " ".repeat(left), " ".repeat(wide - width(text) - left))
                };
                if gap > 0 {
                    letters.push((format!(" {} ", term[0]), Ink::Plain));
                    shapes.push((" ".repeat(gap + 2), Ink::Plain));
                }
                letters.push((centred(&term[1]), Ink::Bold));
                shapes.push((centred(&term[2]), Ink::Good));
            }
            self.line(INDENT, &trimmed(letters));
            self.line(INDENT, &trimmed(shapes));
            return;
        }
        let (signs, letters) =
            terms.iter().fold((0, 0), |(sign, letter), term| (sign.max(width(&term[0])), letter.max(width(&term[1]))));
        for term in &terms {
            let sign = format!("{}{} ", term[0], " ".repeat(signs - width(&term[0])));
            let letter = format!("{}{}  ", term[1], " ".repeat(letters - width(&term[1])));
            let beside = width(&sign) + width(&letter) + width(&term[2]) <= self.style.room() - INDENT;
            if beside {
                self.line(INDENT, &[(sign, Ink::Plain), (letter, Ink::Bold), (term[2].clone(), Ink::Good)]);
            } else {
                self.words(&sign, Ink::Plain, &term[1], Ink::Bold);
                self.words("    ", Ink::Plain, &term[2], Ink::Good);
            }
        }
    }
}
impl Style {
    /// A character of the program, which stays what it is.
    fn spell_program(&self, character: char) -> String {
        clean(character.encode_utf8(&mut [0; 4]))
    }
}

/// Without the blanks at the end of the last span.
fn trimmed(mut spans: Vec<Span>) -> Vec<Span> {
    if let Some((text, _)) = spans.last_mut() {
        text.truncate(text.trim_end().len());
    }
    spans
}

/// The end of a text, in at most so many columns.
fn shortened_front(text: &str, room: usize, ellipsis: &str) -> String {
    if width(text) <= room {
        return text.to_string();
    }
    let mut left = room.saturating_sub(width(ellipsis));
    let mut tail: Vec<char> = Vec::new();
    for character in text.chars().rev() {
        if columns(character) > left {
            break;
        }
        left -= columns(character);
        tail.push(character);
    }
    let front = if width(ellipsis) <= room { ellipsis } else { "" };
    front.chars().chain(tail.into_iter().rev()).collect()
}
