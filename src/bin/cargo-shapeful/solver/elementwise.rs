//! Elementwise operations of two operands, each as it is, transposed, summed, made a column or stretched.
use super::super::mistake::Operand;
use super::super::shape::{Axis, Shape};
use super::reductions::reductions;
use super::term::{Term, rust};
use super::{Candidate, Kind};

/// Whether `.broadcast()` stretches `from` to `to`: compared from the last, axes are the same or the number 1, and leading
/// ones may be missing.
pub fn stretches(from: &Shape, to: &Shape) -> bool {
    let one = Axis::number(1);
    let fits = |(from, to): (&Axis, &Axis)| from == to || *from == one;
    from.rank() <= to.rank() && from.0.iter().rev().zip(to.0.iter().rev()).all(fits)
}

/// One operand, changed or not.
struct Form {
    formula: String,
    /// Owned values are operands as they stand, places are borrowed.
    code: String,
    borrowed: bool,
    shape: Shape,
    /// Views cost less than sums, which lose numbers.
    cost: usize,
}
impl Form {
    fn code(&self) -> String {
        if self.borrowed { format!("&{}", self.code) } else { self.code.clone() }
    }
}

/// The operations of two operands that have the wanted shape; without one, those that leave one of the operands' shapes.
pub fn candidates(operator: char, terms: &[Term], wanted: Option<&Shape>) -> Vec<Candidate> {
    let plain: Vec<&Term> = terms.iter().filter(|term| !term.transposed).collect();
    let mut found: Vec<(usize, Candidate)> = Vec::new();
    for (i, left) in plain.iter().enumerate() {
        for right in &plain[i + 1..] {
            for a in forms(left, terms) {
                for b in forms(right, terms).iter().filter(|b| a.cost == 0 || b.cost == 0) {
                    let keeps = |shape: &Shape| *shape == left.shape || *shape == right.shape;
                    let fits = |shape: &Shape| wanted.map_or_else(|| keeps(shape), |wanted| wanted == shape);
                    found.extend(operation(operator, [&a, b], wanted).filter(|(_, it)| fits(&it.result)));
                }
            }
        }
    }
    found.sort_by_key(|(cost, _)| *cost);
    let mut codes = std::collections::HashSet::new();
    found.into_iter().map(|(_, candidate)| candidate).filter(|it| codes.insert(it.code.clone())).collect()
}

/// The operation as shapeful has it, with one operand stretched where that is needed, or both to what is wanted.
fn operation(operator: char, [a, b]: [&Form; 2], wanted: Option<&Shape>) -> Option<(usize, Candidate)> {
    let sign = match operator {
        '*' => '⊙',
        '-' => '−',
        other => other,
    };
    let formula = format!("{} {sign} {}", a.formula, b.formula);
    let stretched = |form: &Form, to: &Shape| format!("{formula}, {} stretched to {to}", form.formula);
    let (formula, left, right, result, cost) = if a.shape == b.shape {
        (formula, a.code(), b.code(), &a.shape, 0)
    } else if stretches(&b.shape, &a.shape) {
        (stretched(b, &a.shape), a.code(), format!("{}.broadcast()", b.code), &a.shape, 1)
    } else if stretches(&a.shape, &b.shape) {
        (stretched(a, &b.shape), format!("{}.broadcast()", a.code), b.code(), &b.shape, 1)
    } else {
        let to = wanted.filter(|to| stretches(&a.shape, to) && stretches(&b.shape, to))?;
        let left = format!("{}.broadcast().to_tensor::<{}>()", a.code, rust(to));
        (format!("{formula}, both stretched to {to}"), left, format!("{}.broadcast()", b.code), to, 2)
    };
    let factors = [a, b].map(|form| Operand { name: form.code.clone(), shape: form.shape.clone() }).to_vec();
    let code = format!("{left} {operator} {right}");
    let candidate = Candidate { kind: Kind::Elementwise, formula, code, factors, result: result.clone() };
    Some((a.cost + b.cost + cost, candidate))
}

fn forms(term: &Term, terms: &[Term]) -> Vec<Form> {
    let form =
        |formula: String, code: String, borrowed, shape: Shape, cost| Form { formula, code, borrowed, shape, cost };
    let (formula, receiver) = (&term.formula, &term.receiver);
    let mut forms = vec![form(formula.clone(), receiver.clone(), true, term.shape.clone(), 0)];
    if let [axis] = term.shape.0.as_slice() {
        let column = Shape(vec![axis.clone(), Axis::number(1)]);
        // `unravel` gives a reference already.
        let code = format!("{receiver}.unravel::<{}>()", rust(&column));
        forms.push(form(format!("{formula} as a column"), code, false, column, 2));
    }
    if let Some(transpose) = terms.iter().find(|other| other.operand == term.operand && other.transposed) {
        let code = format!("{}.to_tensor()", transpose.receiver);
        forms.push(form(transpose.formula.clone(), code, false, transpose.shape.clone(), 3));
    }
    for (method, axis, sign, result) in reductions(&term.shape) {
        forms.push(form(format!("Σ_{sign} {formula}"), format!("{receiver}.{method}({axis})"), false, result, 4));
    }
    forms
}
