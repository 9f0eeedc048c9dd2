//! Errors that rustc words itself: which lesson they are, by the types that stand in them.
use super::diagnostic::array_in;
use super::helps::piece;
use super::lessons_of as on;
use super::mistake::{Operand, Place, Problem};
use super::shape::Axis;
use super::types::{ArrayType, array, parse, shapes};
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticSpan};

/// What a file says where `dim!` was not imported; the error that says so stands beside it.
pub const UNKNOWN_AXIS: &str = "`()` is not an axis";

/// Methods of other libraries that change a shape; none of them is here.
pub const RESHAPES: [&str; 5] = ["`reshape`", "`view`", "`squeeze`", "`unsqueeze`", "`into_shape`"];

/// The lesson and the problem, if the error is about shapes and there is more to say of it than rustc does.
pub fn by_words(diagnostic: &Diagnostic, place: &Place) -> Option<(u16, Problem)> {
    let message = diagnostic.message.as_str();
    let code = diagnostic.code.as_ref().map_or("", |code| code.code.as_str());
    let other = |sentence: &str| Problem::Other { operands: array_in(sentence).into_iter().collect() };
    let nothing = || Problem::Other { operands: Vec::new() };
    let says = |words: &str| diagnostic.children.iter().any(|child| child.message.contains(words));
    let marked = place.marked_text();
    match code {
        "E0308" => mismatched(diagnostic, place),
        "E0283" | "E0282" | "E0284" if message.contains("annotations needed") => {
            let texts = || {
                diagnostic.children.iter().map(|child| child.message.as_str()).chain([place.label.as_str(), message])
            };
            if texts().any(|text| text.contains("HasAxis")) {
                let all = texts().flat_map(shapes).next();
                let operands = all.into_iter().map(|shape| Operand { name: String::new(), shape }).collect();
                Some((on::NAME_TWICE, Problem::Other { operands }))
            } else {
                let ours = ["Tensor<", "Array<", ": Shape", ": Dim", "BroadcastsTo", "Relabel", "Split", "Unravel"];
                let made = place.text.contains("Tensor::from_fn(|[");
                let found = made || texts().any(|text| ours.iter().any(|word| text.contains(word)));
                found.then(|| (on::UNDECIDED, other(&place.label)))
            }
        }
        "E0599" if ["struct `Tensor<", "struct `Array<", "Array<("].iter().any(|ours| message.contains(ours)) => {
            // What is not decided about the array is told by another error.
            let undecided = message.contains("Axes, E>`");
            if message.contains("trait bounds were not satisfied") && says("Float") {
                Some((on::PIXELS, other(message)))
            } else if message.contains("`item`") && !undecided {
                Some((on::ITEM, other(message)))
            } else {
                RESHAPES.iter().any(|name| message.contains(name)).then(|| (on::RESHAPED, other(message)))
            }
        }
        "E0061" => {
            let shape = marked.starts_with("Tensor::") && message.contains("takes 0 arguments but 1");
            let axis = message.contains("takes 1 argument but 0") && says("axis */") || axis_is_missing(diagnostic);
            if shape { Some((on::SIZE_AT_RUN_TIME, nothing())) } else { axis.then(|| (on::OTHER_AXES, nothing())) }
        }
        "E0277"
            if ["add", "subtract", "multiply", "divide"]
                .iter()
                .any(|verb| message.contains(&format!("cannot {verb} `"))) =>
        {
            array_in(message).map(|operand| (on::ELEMENT_TYPES, Problem::Other { operands: vec![operand] }))
        }
        // Of a factor by value rustc says how to borrow it, and leaves out what we say.
        "E0277" if message.contains("cannot be a factor in a product") => Some((on::FACTOR_BY_VALUE, other(message))),
        "E0435" | "E0425" if place.text.contains("dim!") || place.text.contains("axes!") => {
            Some((on::SIZE_AT_RUN_TIME, nothing()))
        }
        "" if message.starts_with("expected type, found `") && place.text.contains("Tensor::<(") => {
            marked.bytes().all(|byte| byte.is_ascii_digit()).then(|| (on::AXIS, nothing()))
        }
        "E0080" if message.contains("the size of an axis") => Some((on::SIZE_TOO_LARGE, nothing())),
        "E0080" if message.contains("a span ends before it starts") => Some((on::SPAN, nothing())),
        _ => None,
    }
}

/// Whether a method of ours is called without the axis that it works along.
fn axis_is_missing(diagnostic: &Diagnostic) -> bool {
    let codes = diagnostic.children.iter().flat_map(|child| &child.spans);
    let mut codes = codes.filter_map(|span| span.suggested_replacement.as_deref());
    codes.any(|code| code == "(/* axis */)" || code == "(/* _axis */)")
}

/// `expected …, found …`.
fn mismatched(diagnostic: &Diagnostic, place: &Place) -> Option<(u16, Problem)> {
    let nothing = || Problem::Other { operands: Vec::new() };
    let label = place.label.as_str();
    let one_too_few = label.starts_with("expected an array with a size of ") && place.text.contains("[[");
    if one_too_few || label.starts_with("expected `[usize; ") {
        return Some((on::ONE_INDEX_TOO_FEW, nothing()));
    }
    if let Some(found) = several_arguments(diagnostic) {
        return Some(found);
    }
    let (expected, found) = sides(diagnostic)?;
    // A type with the unit for an axis is what is left of one that could not be read.
    if [&expected, &found].iter().any(|text| text.contains("((),") || text.contains(", ()")) {
        return None;
    }
    let operand = |array: &ArrayType| Operand { name: String::new(), shape: array.shape.clone() };
    let says = |words: &str| {
        let labels = diagnostic.spans.iter().filter_map(|span| span.label.as_deref());
        labels.chain(diagnostic.children.iter().map(|child| child.message.as_str())).any(|text| text.contains(words))
    };
    let number = |text: &str| ["f32", "f64"].contains(&text);
    match (array_of(&expected), array_of(&found)) {
        (_, Some(given)) if says("consider borrowing here") => {
            Some((on::INPUT_BY_VALUE, Problem::Other { operands: vec![operand(&given)] }))
        }
        (Some(wanted), Some(given)) => {
            let generic = says("expected this type parameter");
            let lesson = if generic { on::FIXED_BATCH } else { lesson_of(&wanted, &given) };
            let problem = if lesson == on::ELEMENT_TYPES {
                Problem::Other { operands: vec![operand(&given)] }
            } else {
                Problem::Expected { expected: operand(&wanted), found: operand(&given) }
            };
            Some((lesson, problem))
        }
        (Some(wanted), None) if number(&found) => {
            let wanted = Operand { name: "what is wanted".to_string(), ..operand(&wanted) };
            Some((on::BIAS_A_NUMBER, Problem::Other { operands: vec![wanted] }))
        }
        (None, Some(given)) if number(&expected) => {
            Some((on::ITEM, Problem::Other { operands: vec![operand(&given)] }))
        }
        // Which array is wanted is not decided yet.
        (None, Some(given)) if given.element == "f64" && expected.contains("Array<_>") => {
            Some((on::ELEMENT_TYPES, Problem::Other { operands: vec![operand(&given)] }))
        }
        (Some(wanted), None) if wanted.name == "Labels" => Some((on::TABLE_FOR_PICKS, nothing())),
        (None, Some(given)) if says("to this method are incorrect") && place.text.contains(".step(") => {
            Some((on::NO_MODEL, Problem::Other { operands: vec![operand(&given)] }))
        }
        // Layers of other sizes, and what holds them.
        (None, None) => {
            let ours = |text: &String| ["Linear<", "Sgd<"].iter().any(|layer| text.contains(layer));
            (ours(&expected) && ours(&found)).then(|| (on::OTHER_MODEL, nothing()))
        }
        _ => None,
    }
}

/// The arguments that do not fit where they stand, each by its own words.
fn several_arguments(diagnostic: &Diagnostic) -> Option<(u16, Problem)> {
    if !diagnostic.message.starts_with("arguments to this ") {
        return None;
    }
    let wrong: Vec<(ArrayType, ArrayType, &DiagnosticSpan)> = diagnostic
        .spans
        .iter()
        .filter_map(|span| {
            let (expected, found) = expected_and_found(span.label.as_deref()?)?;
            Some((array_of(&expected)?, array_of(&found)?, span))
        })
        .collect();
    let (wanted, given, _) = wrong.first()?;
    let lesson = if are_exchanged(diagnostic) { on::EXCHANGED } else { lesson_of(wanted, given) };
    let operands = wrong.iter().map(|(_, given, span)| Operand {
        name: piece(span).filter(|name| name.chars().count() <= 40).unwrap_or_default().trim_start_matches('&').into(),
        shape: given.shape.clone(),
    });
    Some((lesson, Problem::Other { operands: operands.collect() }))
}

/// Whether arguments fit when they change places.
pub fn are_exchanged(diagnostic: &Diagnostic) -> bool {
    diagnostic.children.iter().any(|child| child.message.starts_with("swap these arguments"))
}

fn expected_and_found(text: &str) -> Option<(String, String)> {
    let (_, after) = text.split_once("expected ")?;
    let (wanted, given) = after.split_once("found ")?;
    let quoted = |text: &str| text.split('`').nth(1).map(str::to_string);
    Some((quoted(wanted)?, quoted(given)?))
}

/// The two types: from the labels, or from the notes, where the labels leave parts out.
pub fn sides(diagnostic: &Diagnostic) -> Option<(String, String)> {
    let mut spans: Vec<_> = diagnostic.spans.iter().collect();
    spans.sort_by_key(|span| !span.is_primary);
    let labels = spans.into_iter().filter_map(|span| span.label.as_deref());
    let texts = labels.chain(diagnostic.children.iter().map(|child| child.message.as_str()));
    let pairs: Vec<(String, String)> = texts.filter_map(expected_and_found).collect();
    let whole = |(wanted, given): &&(String, String)| {
        let left_out = |text: &str| ["...", "_,", ", _"].iter().any(|gap| text.contains(gap));
        !left_out(wanted) && !left_out(given)
    };
    pairs.iter().find(whole).or(pairs.first()).cloned()
}

pub fn array_of(text: &str) -> Option<ArrayType> {
    array(&parse(text)?)
}

/// The lesson on two array types that differ. Where it depends on the operation, [`super::advise`] knows more.
fn lesson_of(wanted: &ArrayType, given: &ArrayType) -> u16 {
    let (want, give) = (&wanted.shape.0, &given.shape.0);
    let one = |axis: &Axis| axis.name == "1";
    let labels = |array: &ArrayType| array.name == "Labels";
    if labels(given) && !labels(wanted) {
        return on::OTHER_LABELS;
    }
    if labels(wanted) {
        return match (labels(given), give.as_slice()) {
            (true, _) if want.iter().any(|axis| axis.name == "_") => on::TABLE_FOR_PICKS,
            (true, _) => on::OTHER_LABELS,
            (false, [_, last]) if one(last) => on::LABELS_COLUMN,
            (false, _) => on::LABELS_ONE_HOT,
        };
    }
    let mut sorted = (want.clone(), give.clone());
    sorted.0.sort_by(|a, b| a.name.cmp(&b.name));
    sorted.1.sort_by(|a, b| a.name.cmp(&b.name));
    let differing: Vec<(&Axis, &Axis)> = want.iter().zip(give).filter(|(want, give)| want != give).collect();
    // `_` is an element type that the compiler has not looked for yet.
    if wanted.element != given.element && wanted.element != "_" {
        on::ELEMENT_TYPES
    } else if want == give {
        // The shapes are one: what differs is how the array is held.
        on::INPUT_BY_VALUE
    } else if sorted.0 == sorted.1 {
        match want.len() {
            2 => on::TRANSPOSED,
            _ if want[0] != give[0] => on::TIME_MAJOR,
            _ => on::CHANNELS,
        }
    } else if want.len() != give.len() {
        on::OTHER_AXES
    } else if exchanges_time_and_batch(&differing) {
        on::TIME_MAJOR
    } else if differing.iter().all(|(want, give)| one(want) || one(give)) {
        match (differing.iter().any(|(want, _)| one(want)), differing.iter().any(|(_, give)| one(give))) {
            (true, true) => on::NORMALISED,
            (true, false) => on::BIAS_NOT_SUMMED,
            _ => on::OTHER_AXES,
        }
    } else if want.len() == 1 {
        on::OTHER_AXES
    } else if differing.iter().all(|(want, give)| want.is_number() && give.is_number()) {
        on::UNNAMED
    } else if differing.iter().all(|(want, give)| want.is_number() != give.is_number()) {
        // One of them has a name, and the other is as long at most.
        on::UNDECIDED
    } else {
        on::DW_LIKE_DOUT
    }
}

fn is_time(axis: &Axis) -> bool {
    ["Time", "T", "Step", "Steps"].contains(&axis.name.as_str())
}
fn is_batch(axis: &Axis) -> bool {
    ["Batch", "N", "B"].contains(&axis.name.as_str())
}

/// Whether the one pair of axes that differs is the time and the batch.
fn exchanges_time_and_batch(differing: &[(&Axis, &Axis)]) -> bool {
    match differing {
        [(want, give)] => is_time(want) != is_time(give) && (is_batch(want) || is_batch(give)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::diagnostic::read;
    use super::*;
    use crate::command::mistake::Mistake;
    use crate::command::reported::Reported;

    fn mismatch(line: &'static str, piece: &str, label: &'static str) -> Option<Mistake> {
        read(&Reported::new("E0308", "mismatched types", line, piece, label).read())
    }
    fn names(mistake: &Mistake) -> Vec<String> {
        let Problem::Other { operands } = &mistake.problem else { return Vec::new() };
        operands.iter().map(|operand| format!("{}{}", operand.name, operand.shape)).collect()
    }

    #[test]
    fn exchanged_arguments() {
        let line = "    let (dx, dgamma) = backward(&gamma, &y, &cache);";
        let error = Reported::new("E0308", "arguments to this function are incorrect", line, "backward", "")
            .label("&gamma", "expected `&shapeful::Array<(Batch, Features)>`, found `&Tensor<(Features,)>`")
            .label("&y", "expected `&shapeful::Array<(Features,)>`, found `&Tensor<(Batch, Features)>`")
            .help("swap these arguments", "backward", "(&gamma, &y, &cache)", "(&y, &gamma, &cache)");
        let mistake = read(&error.read()).unwrap();
        assert_eq!(mistake.lesson, on::EXCHANGED);
        assert_eq!(names(&mistake), ["gamma(Features,)", "y(Batch, Features)"]);
        assert_eq!(mistake.place.label, "`&gamma` and `&y` are exchanged");
        assert_eq!(mistake.place.marked_text(), "&gamma, &y");
        assert_eq!(mistake.helps, ["swap these arguments: `backward(&y, &gamma, &cache)`"]);
    }

    #[test]
    fn what_rustc_says_better_is_not_ours() {
        let method = |name: &'static str, message: &'static str| {
            read(&Reported::new("E0599", message, "    let y = x.f(2);", "f", name).read()).map(|found| found.lesson)
        };
        let typo = "no method named `pow` found for struct `Tensor<(N, D)>` in the current scope";
        assert_eq!(method("pow", typo), None);
        let bounds = "the method `powi` exists for reference `&shapeful::Array<(N, D)>`, but its trait bounds were not satisfied";
        assert_eq!(method("powi", bounds), None);
        let reshape = "no method named `reshape` found for struct `Tensor<(N, D)>` in the current scope";
        assert_eq!(method("reshape", reshape), Some(on::RESHAPED));
        let item = "the method `item` exists for struct `Tensor<(N,)>`, but its trait bounds were not satisfied";
        assert_eq!(method("item", item), Some(on::ITEM));
        let unit = "expected `Tensor<((), Time)>`, found `Tensor<(_2, Time)>`";
        assert!(mismatch("    let y: Tensor<(dim!(2), Time)> = z;", "z", unit).is_none());
        let axis = Reported::new("E0277", UNKNOWN_AXIS, "    let y = z;", "z", "").note("lesson S02");
        assert!(read(&axis.read()).is_none());
    }

    #[test]
    fn lists_of_impls_are_no_rule() {
        let error = Reported::new(
            "E0283",
            "type annotations needed for `Tensor<_>`",
            "    let gamma = Tensor::ones();",
            "gamma",
            "",
        )
        .note("cannot satisfy `_: Shape`")
        .read();
        let mistake = read(&error).unwrap();
        assert_eq!(mistake.lesson, on::UNDECIDED);
        let [hint] = mistake.notes.as_slice() else { panic!("{:?}", mistake.notes) };
        assert!(hint.ends_with("`Tensor::<(Batch,)>::ones`"), "{hint}");
    }

    #[test]
    fn two_types_have_a_lesson() {
        let of = |label: &'static str| mismatch("    f(&x);", "&x", label).map(|mistake| mistake.lesson);
        assert_eq!(of("expected `&Array<(D, H)>`, found `&Tensor<(H, D)>`"), Some(on::TRANSPOSED));
        assert_eq!(of("expected `&Array<(D, H)>`, found `&Tensor<(D, H), f64>`"), Some(on::ELEMENT_TYPES));
        assert_eq!(of("expected `&Array<_>`, found `&Tensor<(D, H), f64>`"), Some(on::ELEMENT_TYPES));
        assert_eq!(of("expected `&Array<(Batch, Vocab)>`, found `&Array<(Time, Vocab)>`"), Some(on::TIME_MAJOR));
        assert_eq!(of("expected `Tensor<(_1, D)>`, found `Tensor<(N, _1)>`"), Some(on::NORMALISED));
        assert_eq!(of("expected `Tensor<(_1, D)>`, found `Tensor<(D,)>`"), Some(on::OTHER_AXES));
        assert_eq!(of("expected `Tensor<(N, H)>`, found `Tensor<(N, _5)>`"), Some(on::UNDECIDED));
        assert_eq!(of("expected `Tensor<(N, _5)>`, found `Tensor<(N, _4)>`"), Some(on::UNNAMED));
        assert_eq!(of("expected `&Labels<N, C>`, found `C`"), Some(on::TABLE_FOR_PICKS));
        assert_eq!(of("expected `f32`, found `Tensor<()>`"), Some(on::ITEM));
        assert_eq!(of("expected `Tensor<(C,)>`, found `f32`"), Some(on::BIAS_A_NUMBER));
        assert_eq!(of("expected `[usize; 2]`, found integer"), Some(on::ONE_INDEX_TOO_FEW));
        assert_eq!(of("expected `String`, found `usize`"), None);
    }

    #[test]
    fn one_number_is_told_once() {
        let of = |line: &'static str, label: &'static str| {
            let message = "element mismatch: cannot compute with a tensor of f32 and `f64`";
            read(&Reported::new("E0277", message, line, "*", label).note("the rule; lesson S15").read()).unwrap()
        };
        let first = of("    w -= &(&dw * lr);", "the left operand is (D, H) of f32, the right one `f64`");
        assert!(of("    b -= &(&db * lr);", "the left operand is (_1, H) of f32, the right one `f64`").repeats(&first));
        assert!(
            !of("    b -= &(&db * momentum);", "the left operand is (_1, H) of f32, the right one `f64`")
                .repeats(&first)
        );
    }

    #[test]
    fn arguments_that_are_missing_or_too_many() {
        let sum = Reported::new(
            "E0061",
            "this method takes 1 argument but 0 arguments were supplied",
            "    x.sum();",
            "sum",
            "",
        )
        .help("provide the argument", "sum", "()", "(/* _axis */)");
        let mistake = read(&sum.read()).unwrap();
        assert_eq!((mistake.lesson, mistake.helps.len()), (on::OTHER_AXES, 0));
        let line = "    let h = Tensor::zeros((4, 16));";
        let zeros = Reported::new(
            "E0061",
            "this function takes 0 arguments but 1 argument was supplied",
            line,
            "Tensor::zeros",
            "",
        );
        assert_eq!(read(&zeros.read()).unwrap().lesson, on::SIZE_AT_RUN_TIME);
        let other = Reported::new(
            "E0061",
            "this method takes 1 argument but 0 arguments were supplied",
            "    x.push();",
            "push",
            "",
        );
        assert!(read(&other.read()).is_none());
    }
}
