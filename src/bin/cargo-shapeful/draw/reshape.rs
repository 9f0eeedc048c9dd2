//! Changes of shape: which neighbours merge into which.
use super::grids::{cell, crossed, gap, is_permuted, line, scene};
use super::{Cell, Check, Fit, Line, Mark, Scene, called, list};
use crate::command::mistake::Operand;
use crate::command::shape::Axis;

/// Which neighbours merge into which: groups of axes with equal products.
pub fn reshape(from: &Operand, to: &Operand) -> Scene {
    let names = [called(from, "from"), called(to, "to")];
    if is_permuted(&from.shape, &to.shape) {
        let text = "a change of shape keeps the order of the numbers, and these axes are exchanged: `.t()` or `permute` moves them";
        let check = Check { fit: Fit::Clash, text: text.to_string() };
        let [first, second] = names;
        return crossed(line(first, &from.shape), line(second, &to.shape), vec![check]);
    }
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
    if checks.is_empty() {
        let text = "the numbers would fit: neighbours are merged by `flatten` and taken apart by `split`, not renamed";
        checks.push(Check { fit: Fit::Free, text: text.to_string() });
    }
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
