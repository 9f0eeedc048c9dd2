//! The lesson on the very mistake, where the error alone tells only of the rule.
use super::lessons_of as on;
use super::mistake::{Mistake, Operand, Problem};
use super::shape::{Axis, Shape};
use super::source::Context;

/// The lesson by the operation, the name of what comes out, and the shapes: the rule of products is S33, the product for dx S48.
pub fn refined(mistake: &Mistake, context: &Context) -> u16 {
    let marked = mistake.place.marked_text();
    let place = Where {
        // What has no name of its own may stand where it is called by its name: in a tuple, or in a struct.
        target: context.target.as_deref().unwrap_or(if is_name(&marked) { &marked } else { "" }),
        callee: context.callee.as_deref().unwrap_or_default(),
        operator: context.operator,
        marked: &marked,
        line: &mistake.place.text,
    };
    match mistake.lesson {
        // A view of a matrix in a sum: its numbers are of the right type.
        on::ELEMENT_TYPES if mistake.headline.contains("Transposed<") => on::TRANSPOSED,
        lesson => by_shapes(mistake, &place).unwrap_or_else(|| by_operation(lesson, &place)),
    }
}

fn is_name(text: &str) -> bool {
    text.chars().all(|part| part.is_alphanumeric() || part == '_')
}

/// What the program says of the place.
struct Where<'a> {
    target: &'a str,
    callee: &'a str,
    operator: Option<char>,
    marked: &'a str,
    line: &'a str,
}
impl Where<'_> {
    /// Whether it is a step of the optimizer. That of a recurrent network is a function of the same name.
    fn is_step(&self) -> bool {
        match self.callee {
            "sgd" | "sgd_momentum" => true,
            name => name == "step" && self.line.contains(".step("),
        }
    }
}

/// Of one axis for another.
const ANY_OTHER: [u16; 5] = [on::OTHER_AXES, on::DW_LIKE_DOUT, on::NORMALISED, on::BIAS_NOT_SUMMED, on::BIAS_A_NUMBER];

fn by_operation(lesson: u16, place: &Where<'_>) -> u16 {
    let gradient = |of: &str| place.target.starts_with(of);
    if ANY_OTHER.contains(&lesson) || lesson == on::TRANSPOSED {
        // Where two arguments are exchanged, the function itself is marked.
        if let Some(lesson) = by_function(place.callee).or_else(|| by_function(place.marked)) {
            return lesson;
        }
    }
    match (lesson, place.callee) {
        (on::ELEMENT_TYPES | on::OTHER_AXES, "argmax" | "argmin") => on::ARGMAX,
        (on::MISSING_AXIS, "concat") => on::CONCATENATED,
        (lesson, "dot") if ANY_OTHER.contains(&lesson) => on::DOT,
        (on::OTHER_AXES, "stack") => on::STACKED,
        (on::TRANSPOSED, "jacobian") => on::JACOBIAN,
        (on::UNNAMED, "slice") => on::SPAN,
        (on::DW_LIKE_DOUT, _) if place.marked.ends_with(".flatten()") => on::WITHOUT_PERMUTE,
        (on::DW_LIKE_DOUT, name) if name.ends_with("_backward") || name == "backward" => on::INPUT_FOR_OUTPUT,
        (on::DW_LIKE_DOUT, "forward" | "predict") => on::OTHER_BATCH,
        (on::DW_LIKE_DOUT | on::OTHER_AXES, "flatten" | "ravel") => on::FLATTENED,
        (on::DW_LIKE_DOUT | on::OTHER_AXES, _) if place.is_step() => on::STEP,
        (on::NORMALISED | on::OTHER_AXES, _) if gradient("db") => on::BIAS_OVER_CLASSES,
        (on::BIAS_NOT_SUMMED, _) if !gradient("db") && !place.is_step() => on::OTHER_AXES,
        (on::BIAS_A_NUMBER, _) if !gradient("db") => on::OTHER_AXES,
        (on::DW_LIKE_DOUT, _) if place.marked.contains(".matmul(") && !gradient("d") => on::TRANSPOSED,
        (on::DW_LIKE_DOUT, _) if !gradient("d") => on::OTHER_AXES,
        _ => lesson,
    }
}

/// What a function of the course wants of the shapes it is given.
fn by_function(callee: &str) -> Option<u16> {
    match callee.strip_suffix("_into").unwrap_or(callee) {
        "batchnorm_forward" | "layernorm_forward" | "spatial_batchnorm_forward" => Some(on::SCALE),
        "forward_from" => Some(on::FIRST_STATE),
        "word_embedding_forward" => Some(on::VOCABULARY),
        "temporal_softmax_loss" => Some(on::WORDS_MASK),
        "mse_loss" | "mae_loss" | "huber_loss" => Some(on::TARGETS),
        "kl_loss" => Some(on::DISTRIBUTIONS),
        "bce_with_logits_loss" => Some(on::BINARY_LABELS),
        "style_loss" => Some(on::GRAM),
        "nesterov_momentum" | "adagrad" | "rmsprop" | "adam" | "adamw" => Some(on::OTHER_STATE),
        "linear_softmax_loss" | "linear_svm_loss" => Some(on::CLASSIFIER),
        _ => None,
    }
}

/// The lesson that the shapes themselves show.
fn by_shapes(mistake: &Mistake, place: &Where<'_>) -> Option<u16> {
    match (mistake.lesson, &mistake.problem) {
        (on::EQUAL_SHAPES, Problem::Elementwise { left, right }) => elementwise(left, right, place),
        (on::COLUMN, Problem::Stretch { from, to }) => stretched(from, to),
        (on::PRODUCT | on::VECTORS, Problem::Product { left, right }) => product(&left.shape, &right.shape, place),
        (on::MISSING_AXIS, Problem::NoAxis { axis, .. }) if place.callee != "concat" => {
            (axis.contains("integer") || axis.starts_with("Axis<")).then_some(on::POSITION)
        }
        (on::WEIGHTS_OUTPUTS_FIRST, Problem::Affine { operands: [x, w, b], backward: false }) => {
            let ([.., inputs], [rows, columns]) = (x.shape.0.as_slice(), w.shape.0.as_slice()) else { return None };
            if inputs == rows && b.shape.rank() == 1 {
                Some(on::BIAS_AS_A_VECTOR)
            } else {
                (x.shape.0.first() == Some(rows) && inputs != columns).then_some(on::EXAMPLES_IN_COLUMNS)
            }
        }
        (on::CHAIN, Problem::Layer { layer, input }) => match input.shape.0.as_slice() {
            [_] => Some(on::WITHOUT_A_BATCH),
            [_, last] => {
                let outputs = layer.strip_prefix("Linear<")?.trim_end_matches('>').split(", ").nth(1)?;
                (last.name == outputs).then_some(on::LAYER_EXCHANGED)
            }
            _ => None,
        },
        _ => None,
    }
}

fn elementwise(left: &Operand, right: &Operand, place: &Where<'_>) -> Option<u16> {
    let (a, b) = (left.shape.0.as_slice(), right.shape.0.as_slice());
    if place.marked.len() == 2 && place.marked.ends_with('=') {
        return Some(on::SMALLER_ACCUMULATOR);
    }
    let one = |axis: &Axis| axis.name == "1";
    match (a, b, place.operator) {
        ([_, column], [_], Some('-')) if one(column) => Some(on::COLUMN_MINUS_VECTOR),
        ([_], [_, column], Some('-')) if one(column) => Some(on::VECTOR_MINUS_COLUMN),
        ([rows, columns], [sums], Some('/')) if rows == sums && columns != sums => Some(on::WITHOUT_KEEPDIMS),
        ([one, same], [other, again], Some('-')) if same == again && one != other && !one.is_number() => {
            (!other.is_number()).then_some(on::PAIRS)
        }
        (a, b, _) if a.len() == b.len() && a.iter().chain(b).all(|axis| axis.is_number() && axis.name != "1") => {
            Some(on::UNNAMED)
        }
        _ => None,
    }
}

fn stretched(from: &Operand, to: &Operand) -> Option<u16> {
    let name = from.name.to_lowercase();
    if ["mask", "causal", "padding"].iter().any(|word| name.contains(word)) {
        return Some(on::MASK);
    }
    let reduced = |reduction: &str| name.contains(&format!(".{reduction}("));
    match (from.shape.0.as_slice(), to.shape.0.as_slice()) {
        // To be added to, an array has to have every axis of what comes.
        (from, to) if from.len() == to.len() && from.iter().zip(to).any(|(a, b)| b.name == "1" && a.name != "1") => {
            Some(on::SMALLER_ACCUMULATOR)
        }
        ([_], [_, _]) if reduced("sum") || reduced("max") => Some(on::WITHOUT_KEEPDIMS),
        ([_], [_, _]) if reduced("mean") || name.starts_with("mean") || name.starts_with("mu") => Some(on::NORMALISED),
        ([_], [_, column]) if column.name == "1" => Some(on::COLUMN_MINUS_VECTOR),
        ([channels], [_, of, _, _]) if channels == of => Some(on::GAMMA_AS_A_VECTOR),
        ([named, rest @ ..], [_, others @ ..]) if rest == others && named.size == Some(1) && named.name != "1" => {
            Some(on::NAMED_STRETCHED)
        }
        ([column], [rows, _]) if column == rows => Some(on::NOT_OF_THE_CLASS),
        _ => None,
    }
}

fn product(left: &Shape, right: &Shape, place: &Where<'_>) -> Option<u16> {
    let rank = left.rank().max(right.rank());
    let square = |shape: &Shape| matches!(shape.0.as_slice(), [a, b] if a.size.is_some() && a.size == b.size);
    let scores = rank > 2 && left.rank() == right.rank() && left.0.last() == right.0.last();
    match rank {
        0 | 1 => None,
        2 if place.target.starts_with("dx") => Some(if square(right) { on::DX_SQUARE } else { on::DX }),
        2 if place.target.starts_with("dw") => Some(on::DW),
        2 => Some(on::PRODUCT),
        _ if scores => Some(on::SCORES),
        _ if left.rank() != right.rank() => Some(on::BATCH_OF_MATRICES),
        _ => Some(on::PRODUCT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::draw::samples::{operand, product as sample};

    /// The lesson for a marked piece, a target and a callee.
    fn lesson(number: u16, problem: Problem, marked: &str, names: [&str; 2], operator: Option<char>) -> u16 {
        let mut mistake = Mistake { lesson: number, problem, ..sample() };
        mistake.place.text = marked.to_string();
        mistake.place.marked = 0..marked.chars().count();
        let name = |name: &str| Some(name.to_string()).filter(|name| !name.is_empty());
        let context = Context { target: name(names[0]), callee: name(names[1]), operator, ..Context::default() };
        refined(&mistake, &context)
    }

    #[test]
    fn sums_and_differences() {
        let two = |a: &str, b: &str| Problem::Elementwise { left: operand("a", a), right: operand("b", b) };
        let of = |a: &str, b: &str, marked: &str, operator: char| {
            lesson(on::EQUAL_SHAPES, two(a, b), marked, ["", ""], Some(operator))
        };
        assert_eq!(of("Hidden 16", "1 1, Hidden 16", "+=", '+'), on::SMALLER_ACCUMULATOR);
        assert_eq!(of("N 4, 1 1", "N 4", "-", '-'), on::COLUMN_MINUS_VECTOR);
        assert_eq!(of("N 4", "N 4, 1 1", "-", '-'), on::VECTOR_MINUS_COLUMN);
        assert_eq!(of("N 4, C 3", "N 4", "/", '/'), on::WITHOUT_KEEPDIMS);
        assert_eq!(of("N 4, C 3", "C 3", "+", '+'), on::EQUAL_SHAPES);
    }

    #[test]
    fn stretches() {
        let of = |name: &str, from: &str, to: &str| {
            let problem = Problem::Stretch { from: operand(name, from), to: operand("x", to) };
            lesson(on::COLUMN, problem, "+", ["", ""], Some('+'))
        };
        assert_eq!(of("causal", "Keys 5, Time 5", "Batch 2, Time 5, Keys 5"), on::MASK);
        assert_eq!(of("e.sum(C)", "N 4", "N 4, C 3"), on::WITHOUT_KEEPDIMS);
        assert_eq!(of("x.mean(C)", "N 4", "N 4, C 3"), on::NORMALISED);
        assert_eq!(of("b", "C 3, 1 1", "N 4, C 3"), on::COLUMN);
        assert_eq!(of("b", "Single 1, C 3", "N 4, C 3"), on::NAMED_STRETCHED);
        assert_eq!(of("gamma", "C 3", "N 4, C 3, H 5, W 5"), on::GAMMA_AS_A_VECTOR);
        assert_eq!(of("b", "N 4", "N 4, 1 1"), on::COLUMN_MINUS_VECTOR);
    }

    #[test]
    fn products() {
        let of = |left: &str, right: &str, target: &str| {
            let problem = Problem::Product { left: operand("a", left), right: operand("b", right) };
            lesson(on::VECTORS, problem, "b", [target, "matmul"], None)
        };
        assert_eq!(of("N 4", "N 4", ""), on::VECTORS);
        assert_eq!(of("Time 6, Vocab 10, Batch 4", "Batch 4, Hidden 16", ""), on::BATCH_OF_MATRICES);
        assert_eq!(of("N 4, Q 5, W 4", "N 4, K 5, W 4", ""), on::SCORES);
        assert_eq!(of("N 4, C 3", "D 5, C 3", "dx"), on::DX);
        assert_eq!(of("N 4, C 3", "D 3, C 3", "dx"), on::DX_SQUARE);
    }

    #[test]
    fn axes_and_layers() {
        let axis = |axis: &str| Problem::NoAxis { operand: operand("x", "N 4, C 3"), axis: axis.to_string() };
        assert_eq!(lesson(on::MISSING_AXIS, axis("{integer}"), "0", ["", "sum"], None), on::POSITION);
        assert_eq!(lesson(on::MISSING_AXIS, axis("H"), "H", ["", "concat"], None), on::CONCATENATED);
        assert_eq!(lesson(on::MISSING_AXIS, axis("H"), "H", ["", "sum"], None), on::MISSING_AXIS);
        let chain = |input: &str| Problem::Layer { layer: "Linear<A, B>".to_string(), input: operand("", input) };
        assert_eq!(lesson(on::CHAIN, chain("A 3"), "x", ["", ""], None), on::WITHOUT_A_BATCH);
        assert_eq!(lesson(on::CHAIN, chain("N 4, B 3"), "x", ["", ""], None), on::LAYER_EXCHANGED);
        let bias = [operand("x", "N 4, D 3"), operand("w", "D 3, C 2"), operand("b", "C 2")];
        let affine = Problem::Affine { operands: bias, backward: false };
        assert_eq!(lesson(on::WEIGHTS_OUTPUTS_FIRST, affine, "b", ["", ""], None), on::BIAS_AS_A_VECTOR);
    }

    #[test]
    fn what_a_place_wants() {
        let of = |number: u16, marked: &str, names: [&str; 2]| {
            let expected = Problem::Expected { expected: operand("", "C 3"), found: operand("", "N 4") };
            lesson(number, expected, marked, names, None)
        };
        assert_eq!(of(on::OTHER_AXES, "db1", ["", ""]), on::BIAS_OVER_CLASSES);
        assert_eq!(of(on::OTHER_AXES, "x.sum(N)", ["c2", "sum"]), on::OTHER_AXES);
        assert_eq!(of(on::DW_LIKE_DOUT, "&g", ["", "sgd"]), on::STEP);
        assert_eq!(of(on::DW_LIKE_DOUT, "draw.matmul(w.t())", ["", "matmul"]), on::TRANSPOSED);
        assert_eq!(of(on::DW_LIKE_DOUT, "h", ["", "step"]), on::OTHER_AXES);
        assert_eq!(of(on::BIAS_NOT_SUMMED, "&dout", ["", "sgd"]), on::BIAS_NOT_SUMMED);
        assert_eq!(of(on::DW_LIKE_DOUT, "&x", ["", "dot"]), on::DOT);
        assert_eq!(of(on::OTHER_AXES, "&targets", ["", "mae_loss"]), on::TARGETS);
        assert_eq!(of(on::TRANSPOSED, "&targets", ["", "kl_loss_into"]), on::DISTRIBUTIONS);
        assert_eq!(of(on::BIAS_NOT_SUMMED, "&v", ["", "rmsprop"]), on::OTHER_STATE);
        assert_eq!(of(on::OTHER_LABELS, "&labels", ["", "linear_svm_loss"]), on::OTHER_LABELS);
        assert_eq!(of(on::UNNAMED, "x.slice(C, span!(0..4))", ["i", "slice"]), on::SPAN);
    }
}
