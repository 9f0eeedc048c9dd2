//! What the compiler reports, read as shape mistakes.
use super::classify;
use super::mistake::{Change, Mistake, Operand, Place, Problem};
use super::scope::Extent;
use super::types::{array, decimal, parse, shapes};
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel, DiagnosticSpan};

/// The mistake that a diagnostic tells of, or `None` if it is no shape error.
///
/// Nothing is taken for granted about the message: what does not read as one of ours is not ours.
pub fn read(diagnostic: &Diagnostic) -> Option<Mistake> {
    if !matches!(diagnostic.level, DiagnosticLevel::Error) {
        return None;
    }
    let span = place_of(diagnostic)?;
    let mut place = place(span);
    let (lesson, problem) = match printed_lesson(diagnostic) {
        Some(lesson) => (lesson, problem(&diagnostic.message, &place)),
        None => classify::by_words(diagnostic, &place)?,
    };
    let headline = match diagnostic.message.as_str() {
        // Says nothing by itself; its label has both types.
        "mismatched types" if !place.label.is_empty() => std::mem::take(&mut place.label),
        message => decimal(message),
    };
    Some(Mistake {
        lesson,
        code: diagnostic.code.as_ref().map_or(String::new(), |code| code.code.clone()),
        headline,
        place,
        problem,
        notes: notes(diagnostic),
        advice: None,
    })
}

/// The place to change, in the user's program: where a macro was called, if the error is inside one.
fn place_of(diagnostic: &Diagnostic) -> Option<&DiagnosticSpan> {
    let mut span = diagnostic.spans.iter().find(|span| span.is_primary)?;
    // A file of the standard library or of a macro elsewhere is not what the user can change.
    while let Some(expansion) = &span.expansion {
        span = &expansion.span;
    }
    Some(span)
}

/// The part of the program that a diagnostic marks.
pub fn extent(diagnostic: &Diagnostic) -> Option<Extent> {
    let span = place_of(diagnostic)?;
    Some(((span.line_start, span.column_start.saturating_sub(1)), (span.line_end, span.column_end.saturating_sub(1))))
}

fn place(span: &DiagnosticSpan) -> Place {
    let line = span.text.first();
    let text = line.map_or(String::new(), |line| line.text.clone());
    let length = text.chars().count();
    let start = line.map_or(0, |line| line.highlight_start.saturating_sub(1)).min(length);
    let end = line.map_or(0, |line| line.highlight_end.saturating_sub(1)).clamp(start, length);
    Place {
        file: span.file_name.clone(),
        line: span.line_start,
        column: span.column_start,
        text,
        marked: start..end,
        label: decimal(span.label.as_deref().unwrap_or_default()),
    }
}

/// The number in `lesson S33`, which the notes of our relations end with.
fn printed_lesson(diagnostic: &Diagnostic) -> Option<u16> {
    let notes = diagnostic.children.iter().map(|child| child.message.as_str());
    let mut words = notes.filter_map(|note| note.split_once("lesson S"));
    words.find_map(|(_, after)| {
        let digits = after.find(|digit: char| !digit.is_ascii_digit()).unwrap_or(after.len());
        after[..digits].parse().ok()
    })
}

/// The rule and the repair: the notes without places, and without those that rustc adds.
fn notes(diagnostic: &Diagnostic) -> Vec<String> {
    let ours = diagnostic.children.iter().filter(|child| child.spans.is_empty()).map(|child| child.message.as_str());
    let rustcs = |note: &str| {
        [
            "the trait `",
            "required for `",
            "the full name for",
            "consider using `--verbose`",
            "the following other types",
            "expected ",
        ]
        .iter()
        .any(|start| note.starts_with(start))
            || note.contains("redundant requirement")
            || note.contains("this error originates in the macro")
            || note
                .trim()
                .strip_prefix("lesson S")
                .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    ours.filter(|note| !rustcs(note)).map(|note| decimal(without_lesson(note))).collect()
}

/// `…; lesson S33` without its end.
fn without_lesson(note: &str) -> &str {
    note.rsplit_once("; lesson S").map_or(note, |(rule, _)| rule)
}

/// What to draw, by the sentence of the relation and the shapes in it.
fn problem(message: &str, place: &Place) -> Problem {
    let shapes = shapes(message);
    let plain = |place: usize| Operand { name: String::new(), shape: shapes[place].clone() };
    let named = |name: &str, place: usize| Operand { name: name.to_string(), shape: shapes[place].clone() };
    if let (2, Some(change)) = (shapes.len(), change(message)) {
        return Problem::Reshape { change, from: plain(0), to: plain(1) };
    }
    match (shapes.len(), message) {
        (2, _) if message.contains("cannot multiply") || message.contains("no matrix product of") => {
            Problem::Product { left: plain(0), right: plain(1) }
        }
        (2, _) if message.contains("are different shapes") => Problem::Elementwise { left: plain(0), right: plain(1) },
        (2, _) if message.contains("cannot broadcast") => Problem::Stretch { from: plain(0), to: plain(1) },
        (1.., _) if message.contains("has no axis ") => {
            let axis = message.rsplit_once("has no axis ").map_or("", |(_, axis)| axis);
            Problem::NoAxis { operand: plain(0), axis: decimal(axis) }
        }
        (3, _) if message.contains("affine layer") => {
            let backward = message.contains("dout (");
            let [first, second, third] = if backward { ["dout", "x", "w"] } else { ["x", "w", "b"] };
            Problem::Affine { operands: [named(first, 0), named(second, 1), named(third, 2)], backward }
        }
        (1.., _) if message.contains("layer `") => {
            let layer = message.split_once("layer `").and_then(|(_, rest)| rest.split_once('`'));
            Problem::Layer {
                layer: layer.map_or(String::new(), |(layer, _)| decimal(layer)),
                // A layer may have tuples in its own type: what it cannot take stands last.
                input: plain(shapes.len() - 1),
            }
        }
        _ => Problem::Other {
            operands: if shapes.is_empty() {
                array_in(&place.label).into_iter().collect()
            } else {
                (0..shapes.len()).map(plain).collect()
            },
        },
    }
}

/// The change of shape that a sentence is about.
fn change(message: &str) -> Option<Change> {
    let words = [
        ("cannot be relabelled", Change::Relabel),
        ("split into", Change::Split),
        ("unravel into", Change::Unravel),
        ("permuted to", Change::Permute),
    ];
    words.into_iter().find(|(words, _)| message.contains(words)).map(|(_, change)| change)
}

/// The array whose type is quoted in a sentence.
pub fn array_in(sentence: &str) -> Option<Operand> {
    let mut quoted = sentence.split('`').skip(1).step_by(2);
    quoted.find_map(|ty| array(&parse(ty)?)).map(|array| Operand { name: String::new(), shape: array.shape })
}
