//! Changes of shape: which neighbours merge into which.
use super::grids::{cell, crossed, gap, is_permuted, line, mark, scene};
use super::{Cell, Check, Fit, Line, Mark, Scene, called, label, list};
use crate::command::mistake::{Change, Operand};
use crate::command::shape::{Axis, Shape};

/// What a change of shape does to the axes.
pub fn reshape(change: Change, from: &Operand, to: &Operand) -> Scene {
    match change {
        Change::Permute => permute(from, &to.shape),
        Change::Split => split(from, &to.shape),
        Change::Unravel => unravel(from, to),
        Change::Relabel => relabel(from, to),
    }
}

fn clash(text: String) -> Check {
    Check { fit: Fit::Clash, text }
}

/// `Time and Heads`, without sizes: an order has none.
fn names(axes: &[Axis]) -> String {
    list(&axes.iter().map(|axis| Axis::named(&axis.name, None)).collect::<Vec<_>>())
}

/// The place of each axis in the order, under it.
fn permute(from: &Operand, order: &Shape) -> Scene {
    let count = |shape: &Shape, axis: &Axis| shape.0.iter().filter(|other| *other == axis).count();
    let places = |axis: &Axis| {
        let places = order.0.iter().enumerate().filter(|(_, other)| *other == axis);
        let places: Vec<String> = places.map(|(place, _)| place.to_string()).collect();
        format!("place{} {}", if places.len() > 1 { "s" } else { "" }, places.join(" and "))
    };
    let name = called(from, "the array");
    let (mut upper, mut lower, mut marks, mut left_out, mut checks) = (vec![], vec![], vec![], vec![], vec![]);
    for (column, axis) in from.shape.0.iter().enumerate() {
        let (there, named) = (count(&from.shape, axis), count(order, axis));
        let (fit, word) = match (there, named) {
            (_, 0) => (Fit::Clash, "left out"),
            (1, 1) => (Fit::Fits, ""),
            (1, _) => (Fit::Clash, "twice"),
            _ => (Fit::Clash, "which one?"),
        };
        if named == 0 {
            left_out.push(axis.clone());
        }
        if from.shape.0.iter().position(|other| other == axis) == Some(column) && named > 0 {
            match (there, named) {
                (1, 1) => {}
                (1, 2) => checks.push(clash(format!("the order names {axis} twice"))),
                (1, _) => checks.push(clash(format!("the order names {axis} {named} times"))),
                _ => checks.push(clash(format!(
                    "{name} has {axis} more than once: say which one by position, such as `Axis::<0>`"
                ))),
            }
        }
        upper.push(cell(axis, column, fit));
        lower.push(if named == 0 { gap(column, fit) } else { Cell { label: places(axis), ..cell(axis, column, fit) } });
        marks.push(mark(column, fit, word));
    }
    let mut absent: Vec<Axis> = Vec::new();
    for axis in order.0.iter().filter(|axis| !from.shape.0.contains(axis)) {
        if !absent.contains(axis) {
            absent.push(axis.clone());
        }
    }
    for axis in &absent {
        let column = upper.len();
        upper.push(gap(column, Fit::Clash));
        lower.push(cell(axis, column, Fit::Clash));
        marks.push(mark(column, Fit::Clash, "not there"));
    }
    if !left_out.is_empty() {
        checks.insert(0, clash(format!("the order leaves out {}", names(&left_out))));
    }
    if !absent.is_empty() {
        checks.push(clash(format!("{name} has no axis {}", names(&absent))));
    }
    let lines =
        vec![Line { name: called(from, "from"), cells: upper }, Line { name: "order".to_string(), cells: lower }];
    scene(marks.len(), lines, marks, checks)
}

/// Of two axes the second splits, and the first stands still.
fn split(from: &Operand, into: &Shape) -> Scene {
    let name = called(from, "the array");
    let [still, axis] = from.shape.0.as_slice() else {
        let help = if from.shape.rank() == 1 { ": of a vector, `unravel` makes several axes" } else { "" };
        let text = format!("`split` takes the second of two axes apart, and {name} has {}{help}", list(&from.shape.0));
        let lines = vec![line(called(from, "from"), &from.shape), line("to".to_string(), into)];
        return scene(from.shape.rank().max(into.rank()), lines, Vec::new(), vec![clash(text)]);
    };
    let columns = into.rank().max(1);
    let sizes = (axis.size, product(&into.0));
    let fit = Fit::of(matches!(sizes, (Some(whole), Some(parts)) if whole == parts));
    let equation = match sizes {
        (Some(whole), Some(parts)) => {
            Some(format!("{whole} {} {}", if whole == parts { "=" } else { "≠" }, times(&into.0, parts)))
        }
        _ => None,
    };
    let upper = vec![cell(still, 0, Fit::Free), Cell { to: 1 + columns, ..cell(axis, 1, fit) }];
    let mut lower = vec![cell(still, 0, Fit::Free)];
    lower.extend(into.0.iter().enumerate().map(|(place, part)| cell(part, 1 + place, fit)));
    if into.rank() == 0 {
        lower.push(gap(1, fit));
    }
    let mut checks = Vec::new();
    if fit == Fit::Clash {
        let equation = equation.as_ref().map_or(String::new(), |equation| format!(": {equation}"));
        checks.push(clash(format!("{} does not split into {}{equation}", label(axis), list(&into.0))));
    }
    if let [first, parts @ ..] = into.0.as_slice() {
        if first == still && !parts.is_empty() && axis.size.is_some() && product(parts) == axis.size {
            let text = format!("{} stands still by itself: split into {}", label(still), Shape(parts.to_vec()));
            checks.push(Check { fit: Fit::Free, text });
        }
    }
    let text = equation.unwrap_or_else(|| "differs".to_string());
    let marks = vec![mark(0, Fit::Free, "stands still"), Mark { from: 1, to: 1 + columns, fit, text }];
    let lines = vec![Line { name: called(from, "from"), cells: upper }, Line { name: "to".to_string(), cells: lower }];
    scene(1 + columns, lines, marks, checks)
}

/// The axis of a vector becomes several.
fn unravel(from: &Operand, to: &Operand) -> Scene {
    let matrix = (from.shape.rank() != 1).then(|| {
        let (name, axes) = (called(from, "the array"), list(&from.shape.0));
        clash(format!("`unravel` is for a vector, and {name} has {axes}: `ravel` makes a vector of it"))
    });
    compared(from, to, |_| matrix.into_iter().collect())
}

/// Every axis gets another name, and keeps its place and its size.
fn relabel(from: &Operand, to: &Operand) -> Scene {
    if is_permuted(&from.shape, &to.shape) {
        let text = "a change of shape keeps the order of the numbers, and these axes are exchanged: `.t()` or `permute` moves them";
        return crossed(
            line(called(from, "from"), &from.shape),
            line(called(to, "to"), &to.shape),
            vec![clash(text.to_string())],
        );
    }
    compared(from, to, |fits| {
        let text = "the numbers would fit: neighbours are merged by `flatten` and taken apart by `split`, not renamed";
        if fits { vec![Check { fit: Fit::Free, text: text.to_string() }] } else { Vec::new() }
    })
}

/// Which neighbours merge into which: groups of axes with equal products. `more` is to say of it, by whether all fit.
fn compared(from: &Operand, to: &Operand, more: impl FnOnce(bool) -> Vec<Check>) -> Scene {
    let names = [called(from, "from"), called(to, "to")];
    let (mut upper, mut lower, mut marks, mut checks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut column = 0;
    for (one, other) in groups(&from.shape.0, &to.shape.0) {
        let columns = one.len().max(1) * other.len().max(1);
        let sizes = (product(one), product(other));
        let fit = match sizes {
            (Some(one), Some(other)) => Fit::of(one == other),
            _ => Fit::of(one == other),
        };
        for (line, axes) in [(&mut upper, one), (&mut lower, other)] {
            let span = columns / axes.len().max(1);
            line.extend(axes.iter().enumerate().map(|(place, axis)| {
                let from = column + place * span;
                Cell { from, to: from + span, ..cell(axis, from, fit) }
            }));
            if axes.is_empty() {
                line.push(Cell { to: column + columns, ..gap(column, fit) });
            }
        }
        let text = match sizes {
            (Some(up), Some(down)) if one.len() > 1 || other.len() > 1 => {
                format!("{} {} {}", times(one, up), if up == down { "=" } else { "≠" }, times(other, down))
            }
            (Some(up), Some(down)) if up != down => format!("{up} ≠ {down}"),
            _ if fit == Fit::Clash => "differs".to_string(),
            _ => "same".to_string(),
        };
        if fit == Fit::Clash {
            let sides = match (list(one), list(other)) {
                (one, other) if sizes.0.is_some() && sizes.1.is_some() => {
                    format!("{one} cannot become {other}: {text}")
                }
                (one, other) => format!("{one} cannot become {other}"),
            };
            checks.push(Check { fit, text: sides });
        }
        marks.push(Mark { from: column, to: column + columns, fit, text });
        column += columns;
    }
    checks.extend(more(checks.is_empty()));
    let [first, second] = names;
    scene(column, vec![Line { name: first, cells: upper }, Line { name: second, cells: lower }], marks, checks)
}

/// `28 · 28`.
fn times(axes: &[Axis], product: u64) -> String {
    let sizes: Vec<String> = axes.iter().filter_map(|axis| axis.size).map(|size| size.to_string()).collect();
    if sizes.is_empty() { product.to_string() } else { sizes.join(" · ") }
}

fn product(axes: &[Axis]) -> Option<u64> {
    axes.iter().try_fold(1_u64, |product, axis| product.checked_mul(axis.size?))
}

/// The shortest runs with equal products, from the front; what does not come out even is the last one.
fn groups<'a>(mut from: &'a [Axis], mut to: &'a [Axis]) -> Vec<(&'a [Axis], &'a [Axis])> {
    let mut groups = Vec::new();
    while !from.is_empty() || !to.is_empty() {
        let (mut one, mut other) = (from.len().min(1), to.len().min(1));
        let same = |one: usize, other: usize| from[..one] == to[..other];
        while !same(one, other) && (one < from.len() || other < to.len()) {
            match (product(&from[..one]), product(&to[..other])) {
                (Some(up), Some(down)) if up == down && one > 0 && other > 0 => break,
                (Some(up), Some(down)) if up < down && one < from.len() => one += 1,
                (Some(up), Some(down)) if up > down && other < to.len() => other += 1,
                _ => (one, other) = (from.len(), to.len()),
            }
        }
        // Axes of size one at the end go with their neighbours.
        if product(&from[one..]) == Some(1) && product(&to[other..]) == Some(1) {
            (one, other) = (from.len(), to.len());
        }
        groups.push((&from[..one], &to[..other]));
        (from, to) = (&from[one..], &to[other..]);
    }
    groups
}
