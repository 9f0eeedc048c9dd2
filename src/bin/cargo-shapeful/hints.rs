//! What to write instead, where the marked part of the program itself shows it.
use super::classify::{RESHAPES, array_of, sides};
use super::helps::piece;
use super::mistake::{Place, Problem};
use super::shape::Shape;
use super::types::decimal;
use cargo_metadata::diagnostic::Diagnostic;

/// The sentences that end with the code to write.
pub fn hints(diagnostic: &Diagnostic, place: &Place, problem: &Problem) -> Vec<String> {
    let code = diagnostic.code.as_ref().map_or("", |code| code.code.as_str());
    let message = decimal(&diagnostic.message);
    let line = Line::of(place);
    let hint = match (code, problem) {
        (_, Problem::NoAxis { operand, axis }) => {
            axis_instead(&line, &operand.shape, axis, callee(diagnostic).as_deref())
        }
        (_, Problem::Expected { found, .. }) if line.before.ends_with(".dot(") && found.shape.rank() == 2 => {
            receiver(line.before.trim_end_matches(".dot(")).map(|receiver| {
                format!(
                    "`dot` multiplies equal shapes and adds up; the matrix product is `{receiver}.matmul({})`",
                    line.marked
                )
            })
        }
        ("E0277", _)
            if message.contains("cannot compute with a tensor of ")
                || message.contains("` to `")
                || message.contains("` by `")
                || message.contains("` from `") =>
        {
            number(&line, &message)
        }
        ("E0277", _) if message.ends_with("` is not a shape") => tuple(&line.marked),
        ("E0277", _) if message.contains(" places from ") => places(&message),
        ("E0308", _)
            if place.label.starts_with("expected `[usize; ") || place.label.contains("array with a size of ") =>
        {
            index(&line, &place.label)
        }
        ("E0308", Problem::Other { .. }) if line.marked.contains(".dot(") => Some(format!(
            "`dot` gives one number; the matrix product is `{}`",
            line.marked.replace(".dot(", ".matmul(")
        )),
        ("E0308", Problem::Other { operands }) => {
            let (expected, _) = sides(diagnostic).unwrap_or_default();
            let expected = decimal(&expected);
            match operands.as_slice() {
                _ if expected.contains("Labels<") => Some(format!(
                    "`{expected}` has a class number for each row, and is made from class numbers by `Labels::new`"
                )),
                [_] if line.before.contains(".step(") && array_of(&expected).is_none() => {
                    Some(format!("a step takes the gradient of the whole model, which `backward` fills: `{expected}`"))
                }
                [given] if ["f32", "f64"].contains(&expected.as_str()) => Some(as_number(&line, &given.shape)),
                _ => other_element(diagnostic, &line),
            }
        }
        ("E0282" | "E0283" | "E0284", _) => twice(problem, diagnostic).or_else(|| made_without_shape(&place.text)),
        ("E0599", _) if RESHAPES.iter().any(|name| message.contains(name)) => Some(
            "the numbers stay in their order with `flatten`, `split`, `unravel` and `relabel`; \
             `.t()` and `permute` change the order of the axes"
                .to_string(),
        ),
        ("E0061", _) => missing_axis_or_shape(&line),
        ("E0425" | "E0435", _) => {
            Some("a size is known before the program runs: it is a literal or a `const`, not a variable".to_string())
        }
        ("", _) if message.starts_with("expected type") => {
            Some(format!("an axis that is a number is written `dim!({})`", line.marked))
        }
        _ => None,
    };
    hint.into_iter().collect()
}

/// The line of a program: what is marked, and what stands around it.
struct Line {
    before: String,
    marked: String,
    after: String,
}
impl Line {
    fn of(place: &Place) -> Line {
        let part = |from: usize, to: usize| place.text.chars().skip(from).take(to.saturating_sub(from)).collect();
        let (start, end) = (place.marked.start, place.marked.end);
        Line { before: part(0, start), marked: part(start, end), after: part(end, usize::MAX) }
    }
}

/// How the program calls the array that an error is on: the marked expression, or what the marked method is called on.
pub fn array_at(place: &Place) -> Option<String> {
    let line = Line::of(place);
    let marked = line.marked.trim();
    if let Some(before) = line.before.strip_suffix('.') {
        return receiver(before);
    }
    if ["+", "-", "*", "/", "+=", "-=", "*=", "/="].contains(&marked) {
        return receiver(line.before.trim_end());
    }
    // A pattern, a type, a function: not what has the shape.
    let declared = ["let", "mut", ":", "<"].iter().any(|end| line.before.trim_end().ends_with(end));
    let array = marked.trim_start_matches('&').trim_start_matches("mut ");
    let short = !array.is_empty() && array.chars().count() <= 40;
    let is_type = array.starts_with(|first: char| first.is_uppercase()) || array.contains('!');
    let called = line.after.starts_with('(');
    // `x.slice(Pixels, …)`: the axis of an array.
    if let Some((before, _)) = line.before.strip_suffix('(').and_then(|call| call.rsplit_once('.')).filter(|_| is_type)
    {
        return receiver(before);
    }
    // A type that is written out says the shape, and belongs to no array yet.
    if array.starts_with("Tensor<") || array.starts_with("Tensor::<") {
        return Some("the shape".to_string());
    }
    let first = array.trim_start_matches(['[', '&']).split(',').next().filter(|_| array.starts_with('['));
    (short && !declared && !is_type && !called).then(|| first.unwrap_or(array).to_string())
}

/// The method whose bound the argument does not satisfy.
fn callee(diagnostic: &Diagnostic) -> Option<String> {
    let calls = |label: &str| label.contains("required by a bound introduced by this call");
    diagnostic.spans.iter().find(|span| span.label.as_deref().is_some_and(calls)).and_then(piece)
}

/// An axis where a number or a tuple was given for one.
fn axis_instead(line: &Line, shape: &Shape, axis: &str, callee: Option<&str>) -> Option<String> {
    let marked = line.marked.trim();
    if marked.starts_with('(') && axis.starts_with('(') {
        let callee =
            callee.filter(|name| ["sum", "mean", "max", "min"].contains(&name.trim_end_matches("_keepdims")))?;
        let axes = marked.trim_matches(['(', ')']).split(',').map(str::trim).filter(|axis| !axis.is_empty());
        let calls: String = axes.map(|axis| format!(".{callee}({axis})")).collect();
        return Some(format!("one axis at a time: `{calls}`"));
    }
    if !axis.contains("integer") {
        return None;
    }
    let position: i64 = marked.parse().ok()?;
    let rank = i64::try_from(shape.rank()).ok()?;
    let from_front = if position < 0 { position + rank } else { position };
    if !(0..rank).contains(&from_front) {
        return Some(format!("{shape} has {rank} axes, and the first is `Axis::<0>`"));
    }
    let name = &shape.0[usize::try_from(from_front).ok()?];
    let once = shape.0.iter().filter(|axis| *axis == name).count() == 1;
    let named = !name.is_number() && name.name != "_" && once;
    Some(if named {
        format!("a position is a type; position {position} of {shape} is `{name}`, or `Axis::<{from_front}>`")
    } else {
        format!("a position is a type; position {position} of {shape} is written `Axis::<{from_front}>`")
    })
}

/// A number of the tensor's own float type: `lr as f32`, `2.0`.
fn number(line: &Line, message: &str) -> Option<String> {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (element, given, operand) = match message.split_once("a tensor of ") {
        Some((_, rest)) => (rest.split(' ').next()?, *quoted.first()?, first_operand(&line.after)?),
        None => {
            let given = *quoted.iter().find(|ty| is_number_type(ty))?;
            let array = quoted.iter().find_map(|ty| array_of(ty))?;
            let element = if array.element == "f64" { "f64" } else { "f32" };
            (element, given, last_operand(&line.before)?)
        }
    };
    if !["f32", "f64"].contains(&element) || !is_number_type(given) {
        return None;
    }
    let literal = operand.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    match given {
        "{integer}" if literal => Some(format!("the number is written `{operand}.0`")),
        _ => Some(format!("the number becomes one of {element} by `{operand} as {element}`")),
    }
}

fn is_number_type(ty: &str) -> bool {
    let numbers =
        ["{integer}", "{float}", "f32", "f64", "usize", "isize", "u64", "i64", "u32", "i32", "u16", "i16", "u8", "i8"];
    numbers.contains(&ty.trim_start_matches('&'))
}

/// `lr` of ` * lr);`: a name, a path of fields, or a numeral.
fn first_operand(after: &str) -> Option<String> {
    let after = after.trim_start().trim_start_matches('&');
    let end = after.find(|end: char| !is_of_path(end)).unwrap_or(after.len());
    let plain = !after[end..].starts_with(['(', '[', ':']);
    Some(after[..end].trim_end_matches('.').to_string()).filter(|operand| !operand.is_empty() && plain)
}

fn last_operand(before: &str) -> Option<String> {
    receiver(before.trim_end())
}

/// The name or the path of fields that a text ends with.
fn receiver(before: &str) -> Option<String> {
    let start = before
        .rfind(|start: char| !is_of_path(start))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    Some(before[start..].to_string()).filter(|path| !path.is_empty() && !path.starts_with('.'))
}

fn is_of_path(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '.'
}

/// `Tensor::<(Batch, Time)>` for `Tensor::<Batch, Time>`.
fn tuple(marked: &str) -> Option<String> {
    let (tensor, axes) = marked.split_once('<')?;
    let axes: Vec<&str> = axes.strip_suffix('>')?.split(',').map(str::trim).collect();
    let names = axes.iter().all(|axis| !axis.is_empty() && axis.chars().all(is_of_path));
    let floats = axes.iter().any(|axis| ["f32", "f64"].contains(axis));
    let comma = if axes.len() == 1 { "," } else { "" };
    (names && !floats && tensor.starts_with("Tensor"))
        .then(|| format!("the axes stand in a tuple: `{tensor}<({}{comma})>`", axes.join(", ")))
}

/// The sum in `the axis Gates of (N, Gates) does not have 5 places from 16 on`.
fn places(message: &str) -> Option<String> {
    let (_, axis) = message.split_once("the axis ")?;
    let (axis, _) = axis.split_once(" of ")?;
    let (before, after) = message.split_once(" places from ")?;
    let length: u64 = before.rsplit(' ').next()?.parse().ok()?;
    let start: u64 = after.split(' ').next()?.parse().ok()?;
    let end = start.checked_add(length)?;
    Some(format!("the span ends at {start} + {length} = {end}, and {axis} is shorter than {end}"))
}

/// `x[[0]]` for `x[0]`.
fn index(line: &Line, label: &str) -> Option<String> {
    let marked = line.marked.trim().trim_matches(['[', ']', '(', ')']).trim();
    let (_, count) = label.split_once("[usize; ").or_else(|| label.split_once("array with a size of "))?;
    let count: usize = count.split([']', ',']).next()?.parse().ok()?;
    let given = marked.split(',').filter(|index| !index.trim().is_empty()).count();
    if given == 0 || count < given {
        return None;
    }
    let more = ", …".repeat((count - given).min(6));
    let of = receiver(line.before.strip_suffix('[')?)?;
    Some(format!("an element has an index for each axis: `{of}[[{marked}{more}]]`"))
}

/// A number where a tensor stands.
fn as_number(line: &Line, given: &Shape) -> String {
    let simple = line.marked.chars().all(|part| is_of_path(part) || "()&".contains(part));
    let of = if simple { line.marked.trim_start_matches('&') } else { "" };
    if given.rank() == 0 {
        format!("the number in a tensor without axes is `{of}.item()`")
    } else {
        format!("one number of all in {given} is `{of}.mean_all()` or `{of}.sum_all()`")
    }
}

/// The same shape of other numbers.
fn other_element(diagnostic: &Diagnostic, line: &Line) -> Option<String> {
    let (expected, found) = sides(diagnostic)?;
    // An array of any shape holds f32 where no type is written behind it.
    let element = |text: &str| {
        array_of(text).map(|array| array.element).or_else(|| text.ends_with("Array<_>").then(|| "f32".to_string()))
    };
    let (wanted, given) = (element(&expected)?, element(&found)?);
    let float = |element: &str| ["f32", "f64"].contains(&element);
    if wanted == given || !float(&wanted) || !float(&given) {
        return None;
    }
    let of = Some(line.marked.trim_start_matches('&')).filter(|name| name.chars().all(is_of_path)).unwrap_or_default();
    Some(format!("what is given holds {given}, and {wanted} is wanted: `{of}.map(|value| value as {wanted})`"))
}

/// A name that two axes have.
fn twice(problem: &Problem, diagnostic: &Diagnostic) -> Option<String> {
    let Problem::Other { operands } = problem else { return None };
    let [operand] = operands.as_slice() else { return None };
    diagnostic.children.iter().find(|child| child.message.contains("HasAxis<"))?;
    let axes = &operand.shape.0;
    let repeated = axes.iter().find(|axis| axes.iter().filter(|other| other == axis).count() > 1)?;
    let places = axes.iter().enumerate().filter(|(_, axis)| *axis == repeated);
    let places: Vec<String> = places.map(|(place, _)| format!("`Axis::<{place}>`")).collect();
    Some(format!("{} has {repeated} more than once, and a position says which: {}", operand.shape, places.join(" or ")))
}

/// `Tensor::<(Time, Batch)>::from_fn`, where the annotation comes too late for the closure or there is none.
fn made_without_shape(text: &str) -> Option<String> {
    let (before, made) = text.split_once("Tensor::")?;
    let name = made.split('(').next()?;
    if name.is_empty() || !name.chars().all(is_of_path) {
        return None;
    }
    let annotated = before.split_once(": Tensor<(").and_then(|(_, annotation)| annotation.rsplit_once(")> ="));
    Some(match annotated {
        Some(_) if name != "from_fn" => return None,
        Some((shape, _)) => format!("the closure is read before the annotation: write `Tensor::<({shape})>::{name}`"),
        None => format!(
            "no later line decides the shape; it is said where the tensor is made, as in `Tensor::<(Batch,)>::{name}`"
        ),
    })
}

/// What a call without, or with, an argument has to say.
fn missing_axis_or_shape(line: &Line) -> Option<String> {
    let method = line.marked.trim_start_matches("Tensor::");
    if let Some(sizes) = line.after.strip_prefix("((").and_then(|rest| rest.split_once("))")).map(|(sizes, _)| sizes) {
        let numeral = |size: &&str| size.bytes().all(|byte| byte.is_ascii_digit());
        let sizes: Vec<&str> = sizes.split(',').map(str::trim).filter(|size| !size.is_empty()).collect();
        if !sizes.iter().all(numeral) {
            return Some(format!(
                "the shape is a type, and its sizes are known before the program runs: `Tensor::<(…)>::{method}()`"
            ));
        }
        let axes: Vec<String> = sizes.iter().map(|size| format!("dim!({size})")).collect();
        let comma = if axes.len() == 1 { "," } else { "" };
        return Some(format!("the shape is a type: `Tensor::<({}{comma})>::{method}()`", axes.join(", ")));
    }
    let all = ["sum", "mean", "max", "min", "var", "argmax", "argmin", "logsumexp"].contains(&method);
    let all = if all { format!("; over all axes it is `{method}_all()`") } else { String::new() };
    Some(format!(
        "`{method}` works along an axis, which is named: `.{method}(Batch)`, or by its position `.{method}(Axis::<0>)`{all}"
    ))
}

#[cfg(test)]
mod tests {
    use super::super::diagnostic::read;
    use crate::command::reported::Reported;

    /// The last note, and what the array is called.
    fn hint(error: Reported) -> String {
        read(&error.read()).and_then(|mistake| mistake.notes.last().cloned()).unwrap_or_default()
    }
    fn ours(message: &'static str, line: &'static str, piece: &str) -> Reported {
        Reported::new("E0277", message, line, piece, "").note("the rule; lesson S25")
    }
    fn mismatch(label: &'static str, line: &'static str, piece: &str) -> String {
        hint(Reported::new("E0308", "mismatched types", line, piece, label))
    }

    #[test]
    fn positions() {
        let axis = "shape mismatch: (_3<_0>, _3) has no axis {integer}";
        assert!(hint(ours(axis, "    x.sum(0);", "0")).ends_with("position 0 of (30, 3) is written `Axis::<0>`"));
        let named = "shape mismatch: (Batch, Keys) has no axis {integer}";
        assert!(hint(ours(named, "    x.softmax(-1);", "-1")).ends_with("is `Keys`, or `Axis::<1>`"));
        assert!(hint(ours(named, "    x.softmax(7);", "7")).contains("has 2 axes"));
        let two = ours("shape mismatch: (N, C, H) has no axis (N, H)", "    x.mean((N, H));", "(N, H)")
            .label("mean", "required by a bound introduced by this call");
        assert_eq!(hint(two), "one axis at a time: `.mean(N).mean(H)`");
    }

    #[test]
    fn numbers() {
        let f64s = "element mismatch: cannot compute with a tensor of f32 and `f64`";
        assert!(hint(ours(f64s, "    m.w -= &(&g.w * lr);", "*")).ends_with("`lr as f32`"));
        let integer = "element mismatch: cannot compute with a tensor of f32 and `{integer}`";
        assert!(hint(ours(integer, "    (var + 1).sqrt()", "+")).ends_with("`1.0`"));
        assert_eq!(hint(ours(integer, "    x / f(n)", "/")), "the rule");
        assert!(mismatch("expected `f32`, found `Tensor<()>`", "    (loss, dw)", "loss").ends_with("`loss.item()`"));
        assert!(
            mismatch("expected `f32`, found `Tensor<(N,)>`", "    (loss, dw)", "loss").contains("`loss.mean_all()`")
        );
        let f64_tensor = mismatch("expected `&Array<(D, H)>`, found `&Tensor<(D, H), f64>`", "    f(&w)", "&w");
        assert!(f64_tensor.ends_with("`w.map(|value| value as f32)`"));
    }

    #[test]
    fn elements_and_spans() {
        assert!(mismatch("expected `[usize; 2]`, found integer", "    x[0]", "0").ends_with("`x[[0, …]]`"));
        assert!(mismatch("expected `[usize; 1]`, found `usize`", "    s[n]", "n").ends_with("`s[[n]]`"));
        let few = "expected an array with a size of 2, found one with a size of 1";
        assert!(mismatch(few, "    x[[k]]", "[k]").ends_with("`x[[k, …]]`"));
        let span = "shape mismatch: the axis Gates of (N, Gates) does not have _5 places from _1<_6> on";
        assert!(hint(ours(span, "    g.slice(Gates, s)", "Gates")).contains("16 + 5 = 21"));
    }

    #[test]
    fn products_and_shapes() {
        let dot =
            mismatch("expected `&Array<(N, D)>`, found `&Tensor<(D, H)>`", "    let z = x.dot(&m.w) + b;", "&m.w");
        assert!(dot.ends_with("`x.matmul(&m.w)`"));
        let closure = Reported::new(
            "E0282",
            "type annotations needed",
            "    let x: Tensor<(Time, Batch)> = Tensor::from_fn(|[t, b]| 1.0);",
            "[t, b]",
            "cannot infer type",
        );
        assert!(hint(closure).ends_with("`Tensor::<(Time, Batch)>::from_fn`"));
        let zeros = "this function takes 0 arguments but 1 argument was supplied";
        let zeros = Reported::new("E0061", zeros, "    Tensor::zeros((4, 16))", "Tensor::zeros", "");
        assert!(hint(zeros).ends_with("`Tensor::<(dim!(4), dim!(16))>::zeros()`"));
        let flat = ours("`Batch` is not a shape", "    Tensor::<Batch, Time>::ones()", "Tensor::<Batch, Time>");
        assert!(hint(flat).ends_with("`Tensor::<(Batch, Time)>`"));
        let flat = ours("`Chan` is not a shape", "    let x: Tensor<Chan> = y;", "Tensor<Chan>");
        assert!(hint(flat).ends_with("`Tensor<(Chan,)>`"));
        let twice = Reported::new("E0283", "type annotations needed", "    gram.sum(D)", "sum", "")
            .note("multiple `impl`s satisfying `(D, D): HasAxis<D, _>` found");
        assert!(hint(twice).ends_with("`Axis::<0>` or `Axis::<1>`"));
    }
}
