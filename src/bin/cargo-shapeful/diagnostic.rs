//! What the compiler reports, read as shape mistakes.
use super::classify::{self, UNKNOWN_AXIS, are_exchanged};
use super::helps::{helps, piece};
use super::hints::{self, hints};
use super::layers;
use super::lessons_of as on;
use super::mistake::{Change, Mistake, Operand, Place, Problem};
use super::scope::Extent;
use super::shape::{Axis, Shape};
use super::types::{array, decimal, named_shapes, parse, shapes};
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel, DiagnosticSpan};
use shapeful::lessons::lesson;

/// The mistake that a diagnostic tells of, or `None` if it is no shape error.
///
/// Nothing is taken for granted about the message: what does not read as one of ours is not ours.
pub fn read(diagnostic: &Diagnostic) -> Option<Mistake> {
    if !matches!(diagnostic.level, DiagnosticLevel::Error) {
        return None;
    }
    let span = place_of(diagnostic)?;
    let mut place = place(span);
    if diagnostic.message == UNKNOWN_AXIS {
        return None;
    }
    let printed = printed_lesson(diagnostic);
    let (number, mut problem) = match printed {
        Some(number) => (number, problem(&diagnostic.message, &place)),
        None => classify::by_words(diagnostic, &place)?,
    };
    // What rustc adds to its own errors is no rule: it lists impls.
    let mut notes = if printed.is_some() { notes(diagnostic) } else { Vec::new() };
    notes.extend(hints(diagnostic, &place, &problem));
    if let Problem::Layer { layer, input } = &problem {
        notes.extend(layers::hint(layer, &input.shape));
        place.label = layers::label(diagnostic, layer, &input.shape);
    }
    if printed.is_none() && number == on::NAME_TWICE {
        place.label = "more than one axis has this name".to_string();
    }
    if are_exchanged(diagnostic) {
        mark_arguments(diagnostic, &mut place);
    }
    named(&mut problem, &place);
    let headline = match diagnostic.message.as_str() {
        // Says nothing by itself; its label has both types.
        "mismatched types" if !place.label.is_empty() => std::mem::take(&mut place.label),
        message => decimal(message),
    };
    Some(Mistake {
        lesson: number,
        code: diagnostic.code.as_ref().map_or(String::new(), |code| code.code.clone()),
        headline,
        place,
        problem,
        notes,
        helps: helps(diagnostic),
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

/// Marks the arguments that have changed places, and not the function they are given to.
fn mark_arguments(diagnostic: &Diagnostic, place: &mut Place) {
    let wrong = |span: &&DiagnosticSpan| {
        span.line_start == place.line
            && span.text.len() == 1
            && span.label.as_deref().is_some_and(|label| label.starts_with("expected "))
    };
    let mut wrong: Vec<&DiagnosticSpan> = diagnostic.spans.iter().filter(wrong).collect();
    wrong.sort_by_key(|span| span.column_start);
    let [first, .., last] = wrong.as_slice() else { return };
    if let (Some(one), Some(other)) = (piece(first), piece(last)) {
        let length = place.text.chars().count();
        let start = first.column_start.saturating_sub(1).min(length);
        place.marked = start..last.column_end.saturating_sub(1).clamp(start, length);
        place.column = first.column_start;
        place.label = format!("`{one}` and `{other}` are exchanged");
    }
}

/// Calls the array of an error by its words in the program; an array without words is not drawn.
fn named(problem: &mut Problem, place: &Place) {
    let Problem::Other { operands } = problem else { return };
    let [operand] = operands.as_mut_slice() else { return };
    if operand.name.is_empty() {
        match hints::array_at(place) {
            Some(name) => operand.name = name,
            None => operands.clear(),
        }
    }
}

/// The number in `lesson S33`, which the notes of our relations end with. A number that no lesson has is not ours.
fn printed_lesson(diagnostic: &Diagnostic) -> Option<u16> {
    let notes = diagnostic.children.iter().map(|child| child.message.as_str());
    let mut words = notes.filter_map(|note| note.split_once("lesson S"));
    words.find_map(|(_, after)| {
        let digits = after.find(|digit: char| !digit.is_ascii_digit()).unwrap_or(after.len());
        after[..digits].parse().ok().filter(|&number| lesson(number).is_some())
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
        (2, _) if message.contains("but forward gave (") => {
            Problem::Expected { expected: named("what forward gave", 1), found: named("dout", 0) }
        }
        (3, _) if message.contains("affine layer") => {
            let backward = message.contains("dout (");
            let [first, second, third] = if backward { ["dout", "x", "w"] } else { ["x", "w", "b"] };
            Problem::Affine { operands: [named(first, 0), named(second, 1), named(third, 2)], backward }
        }
        (1, _) if message.contains("does not have the sizes of `") => {
            let given = message.split('`').nth(1).and_then(nested);
            let given = given.map(|shape| Operand { name: "the array given".to_string(), shape });
            Problem::Other { operands: [named("the shape", 0)].into_iter().chain(given).collect() }
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
                by_letters(message).unwrap_or_else(|| (0..shapes.len()).map(plain).collect())
            },
        },
    }
}

/// What the sentences of the library call arrays.
const LETTERS: [&str; 19] = [
    "x", "h", "Wx", "Wh", "b", "bx", "bh", "dout", "q", "k", "v", "w", "weights", "queries", "keys", "values",
    "scores", "memory", "mask",
];

/// The shapes of a sentence that calls each of several by its letter.
fn by_letters(message: &str) -> Option<Vec<Operand>> {
    let named = named_shapes(message);
    let all = named.len() > 1 && named.iter().all(|(word, _)| LETTERS.contains(word));
    let operand = |(word, shape): (&str, Shape)| Operand { name: word.to_string(), shape };
    all.then(|| named.into_iter().map(operand).collect())
}

/// The sizes of nested arrays: of `[[f32; 2]; 3]` 3 and 2.
fn nested(text: &str) -> Option<Shape> {
    let mut sizes = Vec::new();
    let mut inner = text;
    while let Some(array) = inner.strip_prefix('[') {
        let (element, size) = array.strip_suffix(']')?.rsplit_once("; ")?;
        sizes.push(Axis::number(size.parse().ok()?));
        inner = element;
    }
    Some(Shape(sizes)).filter(|shape| shape.rank() > 0)
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
