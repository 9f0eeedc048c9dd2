//! `cargo shapeful lessons` and `cargo shapeful lesson S07`: the catalogue, to list and to read.
use super::draw::terminal::Style;
use super::draw::text::wrap;
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
    out
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
    let _ = writeln!(out, "{}\n", wrap(lesson.mathematics, style.width).join("\n"));
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
    out
}

fn paint(style: &Style, paint: Paint) -> Paint {
    if style.color { paint } else { Paint::new() }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_string() } else { format!("    {line}\n") }).collect()
}
