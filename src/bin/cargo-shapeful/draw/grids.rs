//! Shapes axis under axis: elementwise operations, stretching, missing axes, and what was expected.
use super::{Cell, Check, Figure, Fit, Grid, Line, Mark, Scene, called, label, list, same_size};
use crate::command::mistake::Operand;
use crate::command::shape::{Axis, Shape};

pub fn cell(axis: &Axis, column: usize, fit: Fit) -> Cell {
    Cell { label: label(axis), from: column, to: column + 1, ghost: false, fit }
}

/// Where there is no axis.
pub fn gap(column: usize, fit: Fit) -> Cell {
    Cell { label: String::new(), from: column, to: column + 1, ghost: true, fit }
}

fn one_or_gap(axis: Option<&Axis>, column: usize, fit: Fit) -> Cell {
    axis.map_or_else(|| gap(column, fit), |axis| cell(axis, column, fit))
}

pub fn mark(column: usize, fit: Fit, text: &str) -> Mark {
    Mark { from: column, to: column + 1, fit, text: text.to_string() }
}

pub fn scene(columns: usize, lines: Vec<Line>, marks: Vec<Mark>, checks: Vec<Check>) -> Scene {
    Scene { figure: Figure::Grid(Grid { columns, lines, wires: Vec::new(), marks }), checks }
}

/// A pair of axes that stand under each other.
type Pair<'a> = (Option<&'a Axis>, Option<&'a Axis>);

/// Two shapes under each other, and what is to say of each pair of axes.
fn pairs(names: [String; 2], pairs: &[Pair], judge: impl Fn(Pair) -> (Fit, &'static str), checks: Vec<Check>) -> Scene {
    let (mut upper, mut lower, mut marks) = (Vec::new(), Vec::new(), Vec::new());
    for (column, &pair) in pairs.iter().enumerate() {
        let (fit, word) = judge(pair);
        upper.push(one_or_gap(pair.0, column, fit));
        lower.push(one_or_gap(pair.1, column, fit));
        marks.push(mark(column, fit, word));
    }
    let [first, second] = names;
    let lines = vec![Line { name: first, cells: upper }, Line { name: second, cells: lower }];
    scene(pairs.len(), lines, marks, checks)
}

/// The axes of both from the last.
fn from_the_right<'a>(upper: &'a Shape, lower: &'a Shape) -> Vec<Pair<'a>> {
    let columns = upper.rank().max(lower.rank());
    let axis =
        |shape: &'a Shape, column: usize| (column + shape.rank()).checked_sub(columns).map(|place| &shape.0[place]);
    (0..columns).map(|column| (axis(upper, column), axis(lower, column))).collect()
}

/// The same axes in another order.
pub fn is_permuted(one: &Shape, other: &Shape) -> bool {
    let sorted = |shape: &Shape| {
        let mut names: Vec<String> = shape.0.iter().map(|axis| axis.name.clone()).collect();
        names.sort();
        names
    };
    one != other && sorted(one) == sorted(other)
}

/// What is expected, where the program has no words for it.
const EXPECTED: &str = "what is expected";

/// What is to see of two shapes that had to be equal, in a sentence.
fn difference(wanted: &Shape, of: &str, found: &Shape, name: &str, pairs: &[Pair]) -> String {
    let is_one = |axis: &&Axis| axis.name == "1";
    let without_ones = |shape: &Shape| shape.0.iter().filter(|axis| !is_one(axis)).cloned().collect::<Vec<_>>();
    if wanted == found {
        return format!(
            "{name} has the shape of {of}: what differs is no axis, but what holds it, or its element type"
        );
    }
    if wanted.transposed().as_ref() == Some(found) {
        return format!("{name} is the transpose of {of}: `.t()` exchanges rows and columns");
    }
    if is_permuted(wanted, found) {
        return format!("{name} has the axes of {of}, in another order: `permute` changes it");
    }
    if without_ones(wanted) == without_ones(found) && wanted.rank() > found.rank() {
        return format!("{name} lacks an axis of size 1: a reduction with `_keepdims` leaves it in place");
    }
    if without_ones(wanted) == without_ones(found) && wanted.rank() < found.rank() {
        return format!("{name} has an axis of size 1 too many: a reduction without `_keepdims` leaves none");
    }
    // In the columns of the drawing.
    let differing: Vec<(&Axis, &Axis)> = pairs
        .iter()
        .filter_map(|&(wanted, found)| wanted.zip(found))
        .filter(|(wanted, found)| wanted != found)
        .collect();
    let alone = |pair: &Pair, wanted: bool| match *pair {
        (Some(axis), None) if wanted => Some(axis.clone()),
        (None, Some(axis)) if !wanted => Some(axis.clone()),
        _ => None,
    };
    let missing: Vec<Axis> = pairs.iter().filter_map(|pair| alone(pair, true)).collect();
    let extra: Vec<Axis> = pairs.iter().filter_map(|pair| alone(pair, false)).collect();
    let mut parts = Vec::new();
    if !differing.is_empty() {
        let columns = differing.iter().map(|(wanted, found)| match of {
            EXPECTED => format!("{} where {} is expected", label(found), label(wanted)),
            of => format!("{} where {of} has {}", label(found), label(wanted)),
        });
        let same = if let [(one, other)] = differing.as_slice() { same_size(one, other) } else { "" };
        parts.push(format!("has {}{same}", columns.collect::<Vec<_>>().join(", and ")));
    }
    if !missing.is_empty() {
        parts.push(format!("lacks {}", list(&missing)));
    }
    if !extra.is_empty() {
        parts.push(format!("has {} too many", list(&extra)));
    }
    format!("{name} {}", parts.join(", and "))
}

/// Two shapes that have to be equal.
pub fn elementwise(left: &Operand, right: &Operand) -> Scene {
    let names = [called(left, "left operand"), called(right, "right operand")];
    let is_one = |axis: &Axis| axis.name == "1";
    let aligned = from_the_right(&left.shape, &right.shape);
    let apart = |(left, right): &Pair| {
        left.zip(*right).is_some_and(|(left, right)| left != right && !is_one(left) && !is_one(right))
    };
    // Where two axes can never meet, it is not what would stretch that is wrong.
    let stretches = if aligned.iter().any(apart) { Fit::Fits } else { Fit::Clash };
    let judge = |pair: Pair| match pair {
        (Some(left), Some(right)) if left == right => (Fit::Fits, "same"),
        pair if apart(&pair) => (Fit::Clash, "differs"),
        (Some(_), Some(_)) => (stretches, if stretches == Fit::Fits { "stretches" } else { "differs" }),
        _ => (stretches, if stretches == Fit::Fits { "may be missing" } else { "missing" }),
    };
    let (one, other) = (called(left, "the left operand"), called(right, "the right operand"));
    let clashes: Vec<Pair> = aligned.iter().copied().filter(|pair| judge(*pair).0 == Fit::Clash).collect();
    let mut text = difference(&left.shape, &one, &right.shape, &other, &clashes);
    if left.shape.rank() != right.shape.rank() && stretches == Fit::Fits {
        text = format!("compared from the last axis, {text}");
    }
    let fit = Fit::of(left.shape == right.shape);
    pairs(names, &aligned, judge, vec![Check { fit, text }])
}

/// Axes are compared from the last: each is the same, or `1`, or is missing in front.
pub fn stretch(from: &Operand, to: &Operand) -> Scene {
    let judge = |(to, from): Pair| match (to, from) {
        (Some(to), Some(from)) if to == from => (Fit::Fits, "same"),
        (Some(_), Some(from)) if from.name == "1" => (Fit::Fits, "stretches"),
        (Some(_), Some(_)) => (Fit::Clash, "differs"),
        (Some(_), None) => (Fit::Fits, "repeats"),
        _ => (Fit::Clash, "too many"),
    };
    let name = called(from, "what is stretched");
    let aligned = from_the_right(&to.shape, &from.shape);
    let mut checks = Vec::new();
    for &pair in &aligned {
        let text = match pair {
            _ if judge(pair).0 != Fit::Clash => continue,
            (Some(to), Some(from)) if from.size == Some(1) => {
                format!(
                    "{} has the size 1 and a name: only an axis without a name, 1, stretches to {}",
                    label(from),
                    label(to)
                )
            }
            (Some(to), Some(from)) if to.name == "1" => {
                format!("{} is not 1, and what is to be filled has one place there", label(from))
            }
            (Some(to), Some(from)) => format!("{} is neither {} nor 1", label(from), label(to)) + same_size(from, to),
            (_, Some(from)) => format!("{} has no place: {name} has more axes than the shape to fill", label(from)),
            _ => continue,
        };
        checks.push(Check { fit: Fit::Clash, text });
    }
    // With a 1 in each place where an axis was reduced away it would fit.
    let mut rest = from.shape.0.iter().peekable();
    let kept: Vec<Axis> = to
        .shape
        .0
        .iter()
        .map(|axis| rest.next_if(|next| *next == axis).cloned().unwrap_or_else(|| Axis::number(1)))
        .collect();
    let kept = Shape(kept);
    if rest.peek().is_none() && from.shape.rank() > 0 && !checks.is_empty() {
        let how = if is_reduction(&from.name) {
            "a reduction with `_keepdims` leaves the 1".to_string()
        } else {
            format!("`{name}.ravel().unravel::<{}>()` has it", kept.in_code())
        };
        let text = format!("{kept} would stretch: {how}");
        checks.push(Check { fit: Fit::Free, text });
    }
    pairs([called(to, "to fill"), name.clone()], &aligned, judge, checks)
}

/// Whether an expression ends with a reduction along an axis, or has no words that would say.
fn is_reduction(expression: &str) -> bool {
    let last = expression.rsplit_once('.').map_or("", |(_, last)| last);
    expression.is_empty()
        || ["sum(", "mean(", "max(", "min(", "var(", "logsumexp("].iter().any(|name| last.starts_with(name))
}

/// The axes that are there, and beside them the one that is not.
pub fn no_axis(operand: &Operand, axis: &str) -> Scene {
    let rank = operand.shape.rank();
    let mut cells: Vec<Cell> =
        operand.shape.0.iter().enumerate().map(|(column, axis)| cell(axis, column, Fit::Free)).collect();
    // A free column between those that are there and the one that is not.
    let beside = rank + usize::from(rank > 0);
    cells.push(Cell { label: axis.to_string(), ..gap(beside, Fit::Clash) });
    let name = called(operand, "it");
    let mut text = format!("{name} has {}, and not {axis}", list(&operand.shape.0));
    let by_position = axis.starts_with("Axis<");
    if by_position {
        text.push_str("; positions count from 0");
    }
    let position = |place: usize| if by_position { format!("Axis<{place}>") } else { String::new() };
    let mut marks: Vec<Mark> = (0..rank).map(|place| mark(place, Fit::Free, &position(place))).collect();
    marks.push(mark(beside, Fit::Clash, "not there"));
    scene(beside + 1, vec![Line { name: called(operand, ""), cells }], marks, vec![Check { fit: Fit::Clash, text }])
}

/// Places of the axes of one shape in another that has the same axes, each used once.
pub fn crossed(upper: Line, lower: Line, checks: Vec<Check>) -> Scene {
    let columns = upper.cells.len();
    let mut free: Vec<usize> = (0..columns).collect();
    let mut wires = Vec::new();
    for (column, cell) in upper.cells.iter().enumerate() {
        let same = |place: &usize| lower.cells[*place].label == cell.label;
        // Equal names are not crossed where they need not be.
        let place = free.iter().position(|place| *place == column && same(place));
        if let Some(place) = place.or_else(|| free.iter().position(same)) {
            wires.push((column, free.remove(place)));
        }
    }
    Scene { figure: Figure::Grid(Grid { columns, lines: vec![upper, lower], wires, marks: Vec::new() }), checks }
}

pub fn line(name: String, shape: &Shape) -> Line {
    Line { name, cells: shape.0.iter().enumerate().map(|(column, axis)| cell(axis, column, Fit::Free)).collect() }
}

/// What the place wants, and what stands there.
pub fn expected(expected: &Operand, found: &Operand) -> Scene {
    let (wanted, there) = &settled(&expected.shape, &found.shape);
    let names = [called(expected, "expected"), called(found, "found")];
    let fit = Fit::of(wanted == there);
    let of = called(expected, EXPECTED);
    let aligned = aligned(&wanted.0, &there.0);
    let text = difference(wanted, &of, there, &called(found, "what stands there"), &aligned);
    let check = Check { fit, text };
    let [first, second] = names;
    if is_permuted(wanted, there) {
        return crossed(line(first, wanted), line(second, there), vec![check]);
    }
    let judge = |pair: Pair| match pair {
        (Some(wanted), Some(found)) if wanted == found => (Fit::Fits, "same"),
        (Some(_), Some(_)) => (Fit::Clash, "differs"),
        (Some(_), None) => (Fit::Clash, "missing"),
        _ => (Fit::Clash, "too many"),
    };
    pairs([first, second], &aligned, judge, vec![check])
}

/// Two shapes, with the axes that one of them leaves open, `_`, taken from the other.
fn settled(one: &Shape, other: &Shape) -> (Shape, Shape) {
    let (mut one, mut other) = (one.clone(), other.clone());
    if one.rank() == other.rank() {
        for (one, other) in one.0.iter_mut().zip(&mut other.0) {
            match (one.name.as_str(), other.name.as_str()) {
                ("_", _) => *one = other.clone(),
                (_, "_") => *other = one.clone(),
                _ => {}
            }
        }
    }
    (one, other)
}

/// Two shapes side by side with the fewest differences.
fn aligned<'a>(upper: &'a [Axis], lower: &'a [Axis]) -> Vec<Pair<'a>> {
    if upper.len() == lower.len() {
        return upper.iter().map(Some).zip(lower.iter().map(Some)).collect();
    }
    // costs[i][j]: differences between the axes from i on and those from j on.
    let (high, low) = (upper.len(), lower.len());
    let mut costs = vec![vec![0; low + 1]; high + 1];
    for i in (0..=high).rev() {
        for j in (0..=low).rev() {
            costs[i][j] = match (i == high, j == low) {
                (true, _) => low - j,
                (_, true) => high - i,
                _ => {
                    let both = costs[i + 1][j + 1] + usize::from(upper[i] != lower[j]);
                    both.min(1 + costs[i + 1][j]).min(1 + costs[i][j + 1])
                }
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < high || j < low {
        if i < high && j < low && costs[i][j] == costs[i + 1][j + 1] + usize::from(upper[i] != lower[j]) {
            pairs.push((Some(&upper[i]), Some(&lower[j])));
            (i, j) = (i + 1, j + 1);
        } else if i < high && costs[i][j] == 1 + costs[i + 1][j] {
            pairs.push((Some(&upper[i]), None));
            i += 1;
        } else {
            pairs.push((None, Some(&lower[j])));
            j += 1;
        }
    }
    pairs
}
