//! What the program around a mistake adds to what the compiler says of it: names, sizes, and the formula that fits.
mod expected;

use super::diagnostic;
use super::mistake::{Mistake, Operand, Problem};
use super::multiplied;
use super::refine::refined;
use super::shape::{Axis, Shape};
use super::solver::{self, Candidate, Kind, Search};
use super::source::{Context, Sizes, Sources};
use cargo_metadata::diagnostic::Diagnostic;
use std::path::Path;

/// More arrays than this are not tried in products.
const MOST_OPERANDS: usize = 6;

/// The mistake that a diagnostic tells of, completed by the program around it.
///
/// Paths are relative to one of the folders; the last is that of the package.
pub fn mistake(diagnostic: &Diagnostic, sources: &mut Sources, folders: &[&Path]) -> Option<Mistake> {
    let mut mistake = diagnostic::read(diagnostic)?;
    let file = folders.iter().map(|folder| folder.join(&mistake.place.file)).find(|file| file.exists());
    let whole = matches!(mistake.problem, Problem::Expected { .. });
    let extent = diagnostic::extent(diagnostic);
    let context = file.as_ref().zip(extent).and_then(|(file, extent)| sources.context(file, extent, whole));
    let sizes = sources.sizes(folders.last()?, file.as_deref());
    complete(&mut mistake, context.unwrap_or_default(), &sizes);
    Some(mistake)
}

/// Completes a mistake by the program around it and the sizes of its axes.
fn complete(mistake: &mut Mistake, mut context: Context, sizes: &Sizes) {
    for operand in operands_of(&mut mistake.problem) {
        fill(&mut operand.shape, sizes);
    }
    context.operands.iter_mut().for_each(|operand| fill(&mut operand.shape, sizes));
    if let Some((shape, _)) = &mut context.wanted {
        fill(shape, sizes);
    }
    mistake.notes.extend(multiplied::note(&mistake.problem));
    name(&mut mistake.problem, &context);
    mistake.advice = advice(mistake, &context);
    for candidate in mistake.advice.iter_mut().flat_map(|advice| &mut advice.candidates) {
        candidate.code = without_parameters(&candidate.code, &mistake.problem, &context.generics);
        candidate.code = without_second_reference(&candidate.code, &context.references);
    }
    without_unproved(&mut mistake.advice, &context.generics);
    mistake.lesson = refined(mistake, &context);
}

fn fill(shape: &mut Shape, sizes: &Sizes) {
    for axis in shape.0.iter_mut().filter(|axis| axis.size.is_none()) {
        axis.size = sizes.get(&axis.name).copied().flatten();
    }
}

fn operands_of(problem: &mut Problem) -> Vec<&mut Operand> {
    match problem {
        Problem::Product { left: a, right: b }
        | Problem::Elementwise { left: a, right: b }
        | Problem::Stretch { from: a, to: b }
        | Problem::Reshape { from: a, to: b, .. }
        | Problem::Expected { expected: a, found: b } => vec![a, b],
        Problem::NoAxis { operand: a, .. } | Problem::Layer { input: a, .. } => vec![a],
        Problem::Affine { operands, .. } => operands.iter_mut().collect(),
        Problem::Other { operands } => operands.iter_mut().collect(),
    }
}

/// Calls the operands what the program calls them.
fn name(problem: &mut Problem, context: &Context) {
    let sides = &context.sides;
    let set = |operand: &mut Operand, place: usize| {
        if let Some(side) = sides.get(place).filter(|side| side.len() <= 40) {
            operand.name = side.clone();
        }
    };
    match problem {
        Problem::Product { left, right } | Problem::Elementwise { left, right } if sides.len() == 2 => {
            set(left, 0);
            set(right, 1);
        }
        Problem::Stretch { from, to } if sides.len() == 2 => {
            set(to, 0);
            set(from, 1);
            from.name = from.name.trim_end_matches(".broadcast()").to_string();
        }
        Problem::Affine { operands, .. } if sides.len() == 3 => {
            operands.iter_mut().enumerate().for_each(|(place, operand)| set(operand, place));
        }
        // An array by its name; an operation is too long for that.
        Problem::Expected { found, .. } if sides.len() == 1 => set(found, 0),
        Problem::NoAxis { operand, .. } | Problem::Reshape { from: operand, .. } => set(operand, 0),
        _ => {}
    }
}

/// The products that have the wanted shape, if the mistake is about products.
fn advice(mistake: &Mistake, context: &Context) -> Option<solver::Advice> {
    let (operands, wanted) = match &mistake.problem {
        Problem::Elementwise { left, right } => {
            let [left, right] = named(left, right, context);
            let operator = context.operator?;
            return Some(match context.assigns {
                true => assignment(operator, left, right, context),
                false => solver::solve_for(Search::Elementwise(operator), &[left, right], context.wanted.as_ref()),
            });
        }
        Problem::Expected { expected, found } => {
            return expected::advice(&mistake.headline, expected, found, context);
        }
        Problem::Affine { operands, backward } => return exchanged(operands, *backward, context),
        Problem::Stretch { from, to } => return stretch(from, to, context),
        Problem::Product { left, right } => (factors(left, right, context), context.wanted.clone()),
        _ => return None,
    };
    if operands.len() > MOST_OPERANDS
        || operands.iter().any(|operand| operand.shape.0.iter().any(|axis| axis.name == "_"))
    {
        return None;
    }
    let mut advice = solver::solve_for(Search::All, &operands, wanted.as_ref());
    for candidate in advice.candidates.iter_mut().filter(|it| context.tight && it.kind == Kind::Elementwise) {
        candidate.code = format!("({})", candidate.code);
    }
    Some(advice)
}

/// What a product is made of: of more than two factors the program knows, of two the compiler.
fn factors(left: &Operand, right: &Operand, context: &Context) -> Vec<Operand> {
    if context.operands.len() > 2 {
        return context.operands.clone();
    }
    named(left, right, context).to_vec()
}

/// Two operands by the words of the program, however many.
fn named(left: &Operand, right: &Operand, context: &Context) -> [Operand; 2] {
    let (mut left, mut right) = (left.clone(), right.clone());
    if let [one, other] = context.sides.as_slice() {
        left.name.clone_from(one);
        right.name.clone_from(other);
    }
    [left, right]
}

/// The call of an affine layer with its arguments in the order that fits, if one does: x, w, b forward, dout, x, w backward.
fn exchanged(operands: &[Operand; 3], backward: bool, context: &Context) -> Option<solver::Advice> {
    let [_, _, _] = context.arguments.as_slice() else { return None };
    let fits = |[a, b, c]: [usize; 3]| {
        let (x, w, out) = if backward { (b, c, a) } else { (a, b, c) };
        let product = solver::product(&operands[x].shape, &operands[w].shape).filter(|product| product.rank() == 2);
        let bias = |product: &Shape| Shape(vec![Axis::number(1), product.0[1].clone()]);
        let out = &operands[out].shape;
        product.filter(|product| if backward { product == out } else { bias(product) == *out })
    };
    // Two that are exchanged; three in another order are no slip.
    let orders = [[0, 2, 1], [1, 0, 2], [2, 1, 0]];
    let mut fitting = orders.into_iter().filter_map(|order| Some((order, fits(order)?)));
    let (Some((order, result)), None) = (fitting.next(), fitting.next()) else { return None };
    let arguments = order.map(|place| context.arguments[place].as_str()).join(", ");
    let callee = context.operation.split_once('(')?.0;
    let factors = order.map(|place| operands[place].clone()).to_vec();
    let verdict = "With two of the arguments exchanged, all of it fits.".to_string();
    let code = format!("{callee}({arguments})");
    let candidate = Candidate { kind: Kind::Call, formula: code.clone(), code, factors, result };
    Some(solver::Advice { wanted: None, candidates: vec![candidate], by_size: None, cut: false, verdict })
}

/// What can be stretched in place of what cannot: the transpose, a column of a vector, or a sum that leaves 1 for its axis.
fn stretch(from: &Operand, to: &Operand, context: &Context) -> Option<solver::Advice> {
    let [_, stretched] = context.sides.as_slice() else { return None };
    let written = stretched.strip_suffix(".broadcast()")?;
    let name = solver::atom(written);
    let column = || match from.shape.0.as_slice() {
        [axis] => Some(Shape(vec![axis.clone(), Axis::number(1)])),
        _ => None,
    };
    let turned = solver::transposed(&from.shape).filter(|shape| solver::stretches(shape, &to.shape));
    let (formula, code, shape, verdict) = if let Some(shape) = turned {
        let verdict = format!("The transpose of {name} stretches to {}.", to.shape);
        (format!("{name}ᵀ stretched"), format!("{name}.t().to_tensor()"), shape, verdict)
    } else if let Some(column) = column().filter(|column| *column == to.shape) {
        let verdict = format!("As a column, {column}, it is of that shape already: nothing is stretched.");
        (format!("{name} as a column"), format!("{name}.unravel::<{}>()", column.in_code()), column, verdict)
    } else if let Some(column) = column().filter(|column| solver::stretches(column, &to.shape)) {
        let verdict = format!("As a column, {column}, it stretches to {}.", to.shape);
        match with_keepdims(written) {
            Some(code) => {
                let verdict = format!("{verdict} Over which axis is meant the shapes cannot say.");
                (format!("{code} stretched"), code, column, verdict)
            }
            None => {
                let code = format!("{name}.unravel::<{}>()", column.in_code());
                (format!("{name} as a column, stretched"), code, column, verdict)
            }
        }
    } else {
        return None;
    };
    let broadcast = if code.contains(".unravel::<") && shape == to.shape { "" } else { ".broadcast()" };
    let factors = vec![Operand { name: code.clone(), shape }];
    let code = context.operation.replacen(stretched, &format!("{code}{broadcast}"), 1);
    let candidate = Candidate { kind: Kind::Stretch, formula, code, factors, result: to.shape.clone() };
    let wanted = Some((to.shape.clone(), "the shape to fill".to_string()));
    Some(solver::Advice { wanted, candidates: vec![candidate], by_size: None, cut: false, verdict })
}

/// `x.sum_keepdims(C)` of `x.sum(C)`.
fn with_keepdims(reduction: &str) -> Option<String> {
    let (before, axis) = reduction.strip_suffix(')')?.rsplit_once('(')?;
    let methods = ["sum", "mean", "max", "min"];
    let reduces = methods.iter().any(|method| before.ends_with(&format!(".{method}")));
    (reduces && !axis.is_empty()).then(|| format!("{before}_keepdims({axis})"))
}

/// What `+=` can add: the factors of what is assigned, multiplied to the shape of the left operand, or else the right
/// operand changed.
fn assignment(operator: char, left: Operand, right: Operand, context: &Context) -> solver::Advice {
    if context.assigned.len() > 1 && context.assigned.len() <= MOST_OPERANDS {
        let wanted = (left.shape.clone(), format!("{}'s shape", left.name));
        let mut advice = solver::solve_for(Search::All, &context.assigned, Some(&wanted));
        if !advice.candidates.is_empty() {
            for candidate in &mut advice.candidates {
                candidate.code = format!("{} {operator}= {}", left.name, candidate.code);
            }
            return advice;
        }
    }
    solver::solve_for(Search::Assign(operator), &[left, right], None)
}

/// In generic code nothing proves that the size of a parameter, times one, is that size: `unravel` does not take it.
fn without_unproved(advice: &mut Option<solver::Advice>, generics: &[String]) {
    let unproved = |candidate: &Candidate| {
        let axes = candidate.code.split(".unravel::<(").skip(1).filter_map(|rest| rest.split(")>").next());
        axes.flat_map(|axes| axes.split(", ")).any(|axis| generics.iter().any(|parameter| parameter == axis))
    };
    if let Some(found) = advice {
        let before = found.candidates.len();
        found.candidates.retain(|candidate| !unproved(candidate));
        // The verdict counts what is gone.
        if found.candidates.len() < before {
            *advice = None;
        }
    }
}

/// `x.sum(Axis::<0>)`, not `x.sum(N)`, where N is a type parameter, which is no value.
fn without_parameters(code: &str, problem: &Problem, generics: &[String]) -> String {
    let operands: Vec<&Operand> = match problem {
        Problem::Elementwise { left, right } | Problem::Product { left, right } => vec![left, right],
        Problem::Expected { found, .. } => vec![found],
        _ => Vec::new(),
    };
    let mut code = code.to_string();
    for operand in operands {
        let name = operand.name.trim_start_matches(['&', '*']);
        for (position, axis) in operand.shape.0.iter().enumerate().filter(|(_, axis)| generics.contains(&axis.name)) {
            for method in ["sum", "sum_keepdims"] {
                for name in [name.to_string(), format!("({name})")] {
                    let by_name = format!("{name}.{method}({axis})");
                    code = code.replace(&by_name, &format!("{name}.{method}(Axis::<{position}>)"));
                }
            }
        }
    }
    code
}

/// `x.matmul(w)`, not `x.matmul(&w)`, where the program's `w` is a reference already.
fn without_second_reference(code: &str, references: &[String]) -> String {
    let mut parts = code.split('&');
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let name = part.split(|end: char| !end.is_alphanumeric() && end != '_').next().unwrap_or_default();
        // `&w.t()` borrows what comes after, not `w`.
        let whole = !part[name.len()..].starts_with(['.', '(', '[']);
        if !(whole && references.iter().any(|reference| reference == name)) {
            out.push('&');
        }
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests;
