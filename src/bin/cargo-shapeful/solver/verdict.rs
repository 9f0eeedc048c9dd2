//! What follows from the candidates, in words.
use super::super::mistake::Operand;
use super::super::shape::{Axis, Shape};
use super::products::Products;
use super::{Candidate, Kind};
use std::fmt::Display;

pub fn products(
    operands: &[Operand],
    products: &Products<'_>,
    candidates: &[Candidate],
    wanted: Option<&(Shape, String)>,
) -> String {
    let fit = &products.by_name;
    let Some((shape, what)) = wanted else { return existing(operands, products) };
    let these = if products.of_all && operands.len() > 2 { "product of all of these" } else { "product of these" };
    let first = match fit.len() {
        0 => return nothing(operands, shape, what, candidates) + &names_against_sizes(products),
        1 => format!("{} is the only {these} that has {what}.", fit[0].shapes()),
        count => format!("{count} products of these have {what}."),
    };
    let cannot_decide = match products.left_by_names {
        _ if fit.len() == 1 => String::new(),
        Some(1) => " The sizes cannot decide; with names for the axes one is left.".to_string(),
        Some(left) if left < fit.len() => {
            format!(" The sizes cannot decide; with names for the axes {left} are left at the most.")
        }
        _ if fit.iter().any(|product| product.result.0.iter().any(Axis::is_number)) => {
            " The sizes cannot decide between them.".to_string()
        }
        _ => " The names cannot decide between them.".to_string(),
    };
    first + &cannot_decide + &names_against_sizes(products)
}

/// Of what contains each operand once.
pub fn all(
    operands: &[Operand],
    products: &Products<'_>,
    candidates: &[Candidate],
    wanted: Option<&(Shape, String)>,
) -> String {
    let equal = candidates.iter().find(|candidate| candidate.kind == Kind::Elementwise);
    let (both, rest) = (operands.len() > 1, candidates.len() - usize::from(equal.is_some()));
    match (candidates, wanted, equal) {
        ([], Some((shape, what)), _) if both => {
            let no = format!("No product of {} has {what}", if operands.len() > 2 { "all of these" } else { "these" });
            format!("{no}: {}.", missing(operands, shape)) + &names_against_sizes(products)
        }
        ([only], Some((_, what)), None) if only.kind == Kind::Sum => {
            format!(
                "No product of these has {what}; {} has it, without its axis of 1.",
                only.formula.replace("Σ_1 ", "")
            )
        }
        (_, Some((_, what)), Some(_)) if rest == 0 => {
            format!(
                "No matrix product of these has {what}. Factors of the same shape are multiplied element by element."
            )
        }
        (_, None, Some(equal)) => {
            let others = match rest {
                1 => "one matrix product of these exists".to_string(),
                rest => format!("{rest} matrix products of these exist"),
            };
            format!(
                "The factors have the same shape: element by element their product is {}. Besides, {others}; the shape that is wanted decides.",
                equal.result
            )
        }
        _ => self::products(operands, products, candidates, wanted),
    }
}

/// How many the names have ruled out.
fn names_against_sizes(products: &Products<'_>) -> String {
    match products.by_size {
        Some(by_size) if by_size > products.by_name.len() => {
            let would = match by_size {
                1 => "one product would fit".to_string(),
                _ => format!("{by_size} products would fit"),
            };
            match products.by_name.len() {
                0 => format!(" By size alone {would}; the names do not meet."),
                fit => format!(" By size alone {would}: the names rule out {}.", by_size - fit),
            }
        }
        _ => String::new(),
    }
}

/// Nothing is wanted: which products there are at all.
fn existing(operands: &[Operand], products: &Products<'_>) -> String {
    let count = products.by_name.len();
    match (count, operands.len()) {
        (_, 0 | 1) => String::new(),
        (0, _) => "No product of these exists, however they are transposed: no two of them share an axis \
                   that can be summed over."
            .to_string(),
        (1, _) => "One product of these exists.".to_string(),
        _ => format!("{count} products of these exist; the shape that is wanted decides."),
    }
}

/// No product fits: what does, or what is missing.
fn nothing(operands: &[Operand], wanted: &Shape, what: &str, candidates: &[Candidate]) -> String {
    let product = if operands.len() > 1 { "No product of these" } else { "No product of this array with itself" };
    match candidates {
        [] => format!("{product} has {what}: {}.", missing(operands, wanted)),
        [only] if only.kind == Kind::Operand => format!("{} has {what} already.", only.formula),
        [only] if operands.len() == 1 => format!("Of all that can be made of it, only {} has {what}.", only.formula),
        [only] => format!("{product} has {what}; {} has it.", only.formula),
        [first, ..] if first.kind == Kind::Operand => format!("{} has {what} already.", first.formula),
        many if operands.len() == 1 => {
            format!("{} expressions of it have {what}; the shapes cannot say which is meant.", many.len())
        }
        many => format!(
            "{product} has {what}; {} other expressions have it, and the shapes cannot say which is meant.",
            many.len()
        ),
    }
}

/// Why no expression has the wanted shape.
fn missing(operands: &[Operand], wanted: &Shape) -> String {
    let all: Vec<&Axis> = operands.iter().flat_map(|operand| &operand.shape.0).collect();
    let one = Axis::number(1);
    let absent = unique(wanted.0.iter().filter(|axis| !all.contains(axis) && **axis != one));
    if !absent.is_empty() {
        return format!("no operand has the {}", axes(&absent));
    }
    let single = |axis: &&Axis| all.iter().filter(|other| *other == axis).count() == 1;
    let left_over = unique(all.iter().copied().filter(|axis| !wanted.0.contains(axis) && single(axis)));
    if !left_over.is_empty() && operands.len() > 1 {
        let is = if left_over.len() == 1 { "is" } else { "are" };
        return format!("the {} {is} in one operand alone, so that no product sums over it", axes(&left_over))
            .replace("over it", if left_over.len() == 1 { "over it" } else { "over them" });
    }
    format!("its axes are all there, but nothing brings them together in the order {wanted}")
}

fn unique<'a>(axes: impl Iterator<Item = &'a Axis>) -> Vec<&'a Axis> {
    axes.fold(Vec::new(), |mut unique, axis| {
        if !unique.contains(&axis) {
            unique.push(axis);
        }
        unique
    })
}

fn axes(axes: &[&Axis]) -> String {
    match axes {
        [one] => format!("axis {one}"),
        many => format!("axes {}", listed(many)),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed(words: &[impl Display]) -> String {
    let words: Vec<String> = words.iter().map(ToString::to_string).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

pub fn assignment(operator: char, operands: &[Operand], candidates: &[Candidate]) -> String {
    let Some(left) = operands.first() else { return String::new() };
    let shape = &left.shape;
    let says = format!("`{operator}=` leaves the left operand the shape that it has, {shape}");
    match candidates {
        [] => format!("{says}, and the right one cannot be brought to it: {}.", missing(&operands[1..], shape)),
        [_] => format!("{says}: the right one has to come to it."),
        many => {
            format!("{says}; {} ways bring the right one to it, and the shapes cannot say which is meant.", many.len())
        }
    }
}

pub fn elementwise(operands: &[Operand], candidates: &[Candidate], wanted: Option<&(Shape, String)>) -> String {
    match (candidates, wanted) {
        ([], Some((shape, what))) => {
            format!("No elementwise operation of these has {what}: {}.", missing(operands, shape))
        }
        ([], None) => "No elementwise operation of these exists: no axis of 1, and no missing one, lets either stretch to the other.".to_string(),
        ([only], Some((_, what))) => format!("`{}` is the only way to {what}.", only.code),
        ([only], None) => format!("`{}` is the only one that leaves either shape as it is.", only.code),
        (many, Some((_, what))) => format!("{} ways lead to {what}; the shapes cannot say which is meant.", many.len()),
        (many, None) => format!("There are {} ways; the shape that is wanted decides.", many.len()),
    }
}
