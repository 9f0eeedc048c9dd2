//! Errors that rustc words itself: which lesson they are, by the types that stand in them.
use super::diagnostic::array_in;
use super::mistake::{Operand, Place, Problem};
use super::shape::Shape;
use super::types::{ArrayType, array, parse, shapes};
use cargo_metadata::diagnostic::Diagnostic;

/// The lesson and the problem, if the error is about shapes.
pub fn by_words(diagnostic: &Diagnostic, place: &Place) -> Option<(u16, Problem)> {
    let message = diagnostic.message.as_str();
    let code = diagnostic.code.as_ref().map_or("", |code| code.code.as_str());
    let other = |sentence: &str| Problem::Other { operands: array_in(sentence).into_iter().collect() };
    match code {
        "E0308" => mismatched(diagnostic, place),
        "E0283" | "E0282" | "E0284" if message.contains("annotations needed") => {
            let texts = || {
                diagnostic.children.iter().map(|child| child.message.as_str()).chain([place.label.as_str(), message])
            };
            if texts().any(|text| text.contains("HasAxis")) {
                let all = texts().flat_map(shapes).next();
                let operands = all.into_iter().map(|shape| Operand { name: String::new(), shape }).collect();
                Some((26, Problem::Other { operands }))
            } else {
                let ours = ["Tensor<", "Array<", ": Shape", ": Dim", "BroadcastsTo", "Relabel", "Split", "Unravel"];
                texts().any(|text| ours.iter().any(|word| text.contains(word))).then(|| (14, other(&place.label)))
            }
        }
        "E0599" if ["struct `Tensor<", "struct `Array<", "Array<("].iter().any(|ours| message.contains(ours)) => {
            let elements = diagnostic.children.iter().any(|child| child.message.contains("Float"));
            Some((if elements { 38 } else { 12 }, other(message)))
        }
        "E0277"
            if ["add", "subtract", "multiply", "divide"]
                .iter()
                .any(|verb| message.contains(&format!("cannot {verb} `"))) =>
        {
            array_in(message).map(|operand| (15, Problem::Other { operands: vec![operand] }))
        }
        "E0435" if place.text.contains("dim!") || place.text.contains("axes!") => {
            Some((3, Problem::Other { operands: Vec::new() }))
        }
        "E0080" if message.contains("the size of an axis") => Some((4, Problem::Other { operands: Vec::new() })),
        _ => None,
    }
}

/// `expected …, found …`.
fn mismatched(diagnostic: &Diagnostic, place: &Place) -> Option<(u16, Problem)> {
    let (expected, found) = sides(diagnostic, place)?;
    let (wanted, given) = (array_of(&expected), array_of(&found));
    if wanted.is_none() && given.is_none() {
        return None;
    }
    let operand = |array: &Option<ArrayType>, text: &str| match array {
        Some(array) => Operand { name: array.name.clone(), shape: array.shape.clone() },
        None => Operand { name: text.to_string(), shape: Shape(Vec::new()) },
    };
    let generic = diagnostic
        .spans
        .iter()
        .any(|span| span.label.as_deref().is_some_and(|label| label.contains("expected this type parameter")));
    let lesson = match (&wanted, &given) {
        _ if generic => 97,
        (Some(wanted), Some(given)) => lesson_of(wanted, given, &expected, &found),
        _ => 52,
    };
    let problem = match (&wanted, &given) {
        (Some(_), Some(_)) => {
            Problem::Expected { expected: operand(&wanted, &expected), found: operand(&given, &found) }
        }
        _ => Problem::Other {
            operands: [wanted, given].into_iter().flatten().map(|array| operand(&Some(array), "")).collect(),
        },
    };
    Some((lesson, problem))
}

/// The two types: from the label, or from the notes, where the label leaves parts out.
fn sides(diagnostic: &Diagnostic, place: &Place) -> Option<(String, String)> {
    let label = diagnostic
        .spans
        .iter()
        .find(|span| span.is_primary)
        .and_then(|span| span.label.as_deref())
        .unwrap_or(&place.label);
    let notes = diagnostic.children.iter().map(|child| child.message.as_str());
    let texts: Vec<&str> = std::iter::once(label).chain(notes).collect();
    let two = |text: &str| -> Option<(String, String)> {
        let (_, after) = text.split_once("expected ")?;
        let (wanted, given) = after.split_once("found ")?;
        let quoted = |text: &str| text.split('`').nth(1).map(str::to_string);
        Some((quoted(wanted)?, quoted(given)?))
    };
    let pairs = || texts.iter().filter_map(|text| two(text));
    let whole = |(wanted, given): &(String, String)| {
        ![wanted, given].iter().any(|text| text.contains("...") || text.contains("_,") || text.contains(", _"))
    };
    pairs().find(whole).or_else(|| pairs().next())
}

fn array_of(text: &str) -> Option<ArrayType> {
    array(&parse(text)?)
}

fn lesson_of(wanted: &ArrayType, given: &ArrayType, expected: &str, found: &str) -> u16 {
    let (want, give) = (&wanted.shape.0, &given.shape.0);
    let one = |axis: &super::shape::Axis| axis.name == "1";
    let labels = |array: &ArrayType| array.name == "Labels";
    if labels(wanted) {
        return match (labels(given), give.as_slice()) {
            (true, _) if want.iter().any(|axis| axis.name == "_") => 59,
            (true, _) => 60,
            (false, [_, last]) if one(last) => 57,
            (false, _) => 58,
        };
    }
    let mut sorted = (want.clone(), give.clone());
    sorted.0.sort_by(|a, b| a.name.cmp(&b.name));
    sorted.1.sort_by(|a, b| a.name.cmp(&b.name));
    let differing = || want.iter().zip(give).filter(|(want, give)| want != give);
    if wanted.element != given.element {
        15
    } else if want == give {
        // The shapes are one; what differs is the reference or the kind of array.
        let reference = |text: &str| text.starts_with('&');
        if reference(expected) != reference(found) { 13 } else { 37 }
    } else if sorted.0 == sorted.1 {
        match want.len() {
            2 => 43,
            _ if want[0] != give[0] => 90,
            _ => 84,
        }
    } else if want.len() != give.len() {
        let longer = if want.len() > give.len() { want } else { give };
        if longer.iter().any(one) { 28 } else { 69 }
    } else if differing().all(|(want, give)| one(want) || one(give)) {
        match (differing().any(|(want, _)| one(want)), differing().any(|(_, give)| one(give))) {
            (true, true) => 51,
            (true, false) => 53,
            _ => 55,
        }
    } else if want.len() == 1 {
        30
    } else if differing().all(|(want, give)| want.is_number() && give.is_number()) {
        92
    } else {
        50
    }
}
