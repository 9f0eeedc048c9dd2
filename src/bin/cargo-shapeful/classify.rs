//! Errors that rustc words itself: which lesson they are, by the types that stand in them.
use super::diagnostic::array_in;
use super::mistake::{Operand, Place, Problem};
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
        // Of a factor by value rustc says how to borrow it, and leaves out what we say.
        "E0277" if message.contains("cannot be a factor in a product") => Some((37, other(message))),
        "E0435" if place.text.contains("dim!") || place.text.contains("axes!") => {
            Some((3, Problem::Other { operands: Vec::new() }))
        }
        "E0080" if message.contains("the size of an axis") => Some((4, Problem::Other { operands: Vec::new() })),
        "E0080" if message.contains("a span ends before it starts") => {
            Some((72, Problem::Other { operands: Vec::new() }))
        }
        _ => None,
    }
}

/// `expected …, found …`.
fn mismatched(diagnostic: &Diagnostic, place: &Place) -> Option<(u16, Problem)> {
    if place.label.starts_with("expected an array with a size of ") && place.text.contains("[[") {
        return Some((10, Problem::Other { operands: Vec::new() }));
    }
    let (expected, found) = sides(diagnostic)?;
    let operand = |array: &ArrayType| Operand { name: String::new(), shape: array.shape.clone() };
    let says = |words: &str| {
        let labels = diagnostic.spans.iter().filter_map(|span| span.label.as_deref());
        labels.chain(diagnostic.children.iter().map(|child| child.message.as_str())).any(|text| text.contains(words))
    };
    match (array_of(&expected), array_of(&found)) {
        (_, Some(given)) if says("consider borrowing here") => {
            Some((13, Problem::Other { operands: vec![operand(&given)] }))
        }
        (Some(wanted), Some(given)) => {
            let generic = says("expected this type parameter");
            let lesson = if generic { 97 } else { lesson_of(&wanted, &given) };
            Some((lesson, Problem::Expected { expected: operand(&wanted), found: operand(&given) }))
        }
        (Some(one), None) | (None, Some(one)) => {
            let number = [&expected, &found].iter().any(|text| ["f32", "f64"].contains(&text.as_str()));
            number.then(|| (52, Problem::Other { operands: vec![operand(&one)] }))
        }
        // Layers of other sizes, and what holds them.
        (None, None) => {
            let ours = |text: &String| ["Linear<", "Sgd<"].iter().any(|layer| text.contains(layer));
            (ours(&expected) && ours(&found)).then(|| (77, Problem::Other { operands: Vec::new() }))
        }
    }
}

/// The two types: from the labels, or from the notes, where the labels leave parts out.
fn sides(diagnostic: &Diagnostic) -> Option<(String, String)> {
    let mut spans: Vec<_> = diagnostic.spans.iter().collect();
    spans.sort_by_key(|span| !span.is_primary);
    let labels = spans.into_iter().filter_map(|span| span.label.as_deref());
    let texts = labels.chain(diagnostic.children.iter().map(|child| child.message.as_str()));
    let two = |text: &str| -> Option<(String, String)> {
        let (_, after) = text.split_once("expected ")?;
        let (wanted, given) = after.split_once("found ")?;
        let quoted = |text: &str| text.split('`').nth(1).map(str::to_string);
        Some((quoted(wanted)?, quoted(given)?))
    };
    let pairs: Vec<(String, String)> = texts.filter_map(two).collect();
    let whole = |(wanted, given): &&(String, String)| {
        let left_out = |text: &str| ["...", "_,", ", _"].iter().any(|gap| text.contains(gap));
        !left_out(wanted) && !left_out(given)
    };
    pairs.iter().find(whole).or(pairs.first()).cloned()
}

fn array_of(text: &str) -> Option<ArrayType> {
    array(&parse(text)?)
}

/// The lesson on two array types that differ. Where it depends on the operation, [`super::advise`] knows more.
fn lesson_of(wanted: &ArrayType, given: &ArrayType) -> u16 {
    let (want, give) = (&wanted.shape.0, &given.shape.0);
    let one = |axis: &super::shape::Axis| axis.name == "1";
    let labels = |array: &ArrayType| array.name == "Labels";
    if labels(given) && !labels(wanted) {
        return 60;
    }
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
        // The shapes are one: what differs is how the array is held.
        13
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
