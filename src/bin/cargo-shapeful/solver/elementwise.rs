//! Elementwise operations of two operands, each as it is, transposed, summed, made a column or stretched.
use super::super::mistake::Operand;
use super::super::shape::{Axis, Shape};
use super::reductions::reductions;
use super::term::Term;
use super::{Candidate, Kind};

/// Whether `.broadcast()` stretches `from` to `to`: compared from the last, axes are the same or the number 1, and leading
/// ones may be missing.
pub fn stretches(from: &Shape, to: &Shape) -> bool {
    let one = Axis::number(1);
    let fits = |(from, to): (&Axis, &Axis)| from == to || *from == one;
    from.rank() <= to.rank() && from.0.iter().rev().zip(to.0.iter().rev()).all(fits)
}

/// The shape of both, each stretched where it has the number 1 or nothing.
pub fn stretched_to_each_other(a: &Shape, b: &Shape) -> Option<Shape> {
    let (one, rank) = (Axis::number(1), a.rank().max(b.rank()));
    let axis = |shape: &Shape, axis: usize| (axis + shape.rank()).checked_sub(rank).map(|at| shape.0[at].clone());
    let meet = |at| match (axis(a, at), axis(b, at)) {
        (Some(a), Some(b)) if a == b || b == one => Some(a),
        (Some(a), Some(b)) => (a == one).then_some(b),
        (a, b) => a.or(b),
    };
    (0..rank).map(meet).collect::<Option<Vec<_>>>().map(Shape)
}

/// One operand, changed or not.
struct Form {
    formula: String,
    code: String,
    /// How the operator takes it by reference, if it is a place and not a value that a method returns.
    borrowed: Option<String>,
    shape: Shape,
    change: Change,
}
impl Form {
    fn code(&self) -> String {
        self.borrowed.clone().unwrap_or_else(|| self.code.clone())
    }
}

/// What is done to an operand; the later, the less likely it was meant.
#[derive(Clone, Copy, PartialEq)]
enum Change {
    Nothing,
    /// A column of a vector, or a vector of a column.
    Reshaped = 2,
    Transposed,
    /// It loses numbers, so that it is not stretched again.
    Summed,
}

/// The operations of two operands that have the wanted shape; without one, those that leave one of the operands' shapes,
/// or stretch both.
pub fn candidates(operator: char, terms: &[Term], wanted: Option<&Shape>) -> Vec<Candidate> {
    let plain: Vec<&Term> = terms.iter().filter(|term| !term.transposed).collect();
    let mut found: Vec<(usize, Candidate)> = Vec::new();
    for (i, left) in plain.iter().enumerate() {
        for right in &plain[i + 1..] {
            let both = stretched_to_each_other(&left.shape, &right.shape);
            let fits = |shape: &Shape| match wanted {
                Some(wanted) => shape == wanted,
                None => *shape == left.shape || *shape == right.shape || Some(shape) == both.as_ref(),
            };
            for a in forms(left, terms) {
                for b in forms(right, terms) {
                    if a.change == Change::Nothing || b.change == Change::Nothing {
                        found.extend(operation(operator, [&a, &b]).filter(|(_, it)| fits(&it.result)));
                    }
                }
            }
        }
    }
    simplest(found)
}

/// Of the ways to one result those that do least to the operands, each once.
fn simplest(mut found: Vec<(usize, Candidate)>) -> Vec<Candidate> {
    found.sort_by_key(|(cost, _)| *cost);
    let mut kept: Vec<(usize, Candidate)> = Vec::new();
    for (cost, candidate) in found {
        let known = kept.iter().find(|(_, other)| other.result == candidate.result).map(|(least, _)| *least);
        let again = kept.iter().any(|(_, other)| other.code == candidate.code);
        if known.is_none_or(|least| cost == least) && !again {
            kept.push((cost, candidate));
        }
    }
    kept.into_iter().map(|(_, candidate)| candidate).collect()
}

/// The ways to bring the right operand to the shape of the left one, which an assignment leaves as it is.
pub fn assignments(operator: char, terms: &[Term]) -> Vec<Candidate> {
    let mut plain = terms.iter().filter(|term| !term.transposed);
    let (Some(left), Some(right)) = (plain.next(), plain.next()) else { return Vec::new() };
    let mut found: Vec<(usize, Candidate)> = Vec::new();
    for form in forms(right, terms) {
        let (formula, code, cost) = match form.shape == left.shape {
            true => (form.formula.clone(), form.code(), 0),
            false if form.change != Change::Summed && stretches(&form.shape, &left.shape) => {
                (format!("{} stretched", form.formula), format!("{}.broadcast()", form.code), 1)
            }
            false => continue,
        };
        let factors = vec![
            Operand { name: left.receiver.clone(), shape: left.shape.clone() },
            Operand { name: form.code.clone(), shape: form.shape.clone() },
        ];
        let candidate = Candidate {
            kind: Kind::Elementwise,
            formula: format!("{} {operator}= {formula}", left.formula),
            code: format!("{} {operator}= {code}", left.place),
            factors,
            result: left.shape.clone(),
        };
        found.push((form.change as usize + cost, candidate));
    }
    simplest(found)
}

/// The elementwise operation of two operands that have the same shape: with one, `matmul` was written for it.
pub fn of_equal_shapes(operator: char, terms: &[Term], wanted: Option<&Shape>) -> Option<Candidate> {
    let plain: Vec<&Term> = terms.iter().filter(|term| !term.transposed).collect();
    let [left, right] = plain.as_slice() else { return None };
    let fits = left.shape == right.shape && left.shape.rank() > 1 && wanted.is_none_or(|wanted| *wanted == left.shape);
    let [left, right] = [left, right].map(|term| itself(term));
    fits.then(|| operation(operator, [&left, &right])).flatten().map(|(_, candidate)| candidate)
}

/// The operation as shapeful has it, with what is stretched written; and how much is done for it.
fn operation(operator: char, [a, b]: [&Form; 2]) -> Option<(usize, Candidate)> {
    let sign = match operator {
        '*' => '⊙',
        '-' => '−',
        other => other,
    };
    let formula = format!("{} {sign} {}", a.formula, b.formula);
    let result = stretched_to_each_other(&a.shape, &b.shape)?;
    let stretched = |form: &Form| form.shape != result;
    let both = stretched(a) && stretched(b);
    if [a, b]
        .iter()
        .any(|form| stretched(form) && form.change == Change::Summed || both && form.change != Change::Nothing)
    {
        return None;
    }
    let broadcast = |form: &Form| format!("{}.broadcast()", form.code);
    let (formula, left, right, cost) = match [stretched(a), stretched(b)] {
        [false, false] => (formula, a.code(), b.code(), 0),
        [false, true] => (format!("{formula}, {} stretched", b.formula), a.code(), broadcast(b), 1),
        [true, false] => (format!("{formula}, {} stretched", a.formula), broadcast(a), b.code(), 1),
        // An operator stretches one operand to the other alone; a table of all pairs is seldom meant.
        [true, true] => (
            format!("{formula}, both stretched"),
            format!("{}.to_tensor::<{}>()", broadcast(a), result.in_code()),
            broadcast(b),
            5,
        ),
    };
    let factors = [a, b].map(|form| Operand { name: form.code.clone(), shape: form.shape.clone() }).to_vec();
    let code = format!("{left} {operator} {right}");
    let candidate = Candidate { kind: Kind::Elementwise, formula, code, factors, result };
    Some((a.change as usize + b.change as usize + cost, candidate))
}

/// The operand as it is.
fn itself(term: &Term) -> Form {
    // What ends with a parenthesis is a value that something returned.
    let borrowed = (!term.receiver.ends_with(')')).then(|| term.argument.clone());
    let (formula, code, shape) = (term.formula.clone(), term.receiver.clone(), term.shape.clone());
    Form { formula, code, borrowed, shape, change: Change::Nothing }
}

/// `x.sum(Batch)` of `x.sum_keepdims(Batch)`.
fn without_keepdims(term: &Term) -> Option<Form> {
    let one = Axis::number(1);
    let (before, axis) = term.receiver.strip_suffix(')')?.rsplit_once("_keepdims(")?;
    if axis.contains(['(', ')']) || term.shape.0.iter().filter(|axis| **axis == one).count() != 1 {
        return None;
    }
    let code = format!("{before}({axis})");
    let shape = Shape(term.shape.0.iter().filter(|axis| **axis != one).cloned().collect());
    Some(Form { formula: code.clone(), code, borrowed: None, shape, change: Change::Reshaped })
}

/// The operand, and every change of it that may help.
fn forms(term: &Term, terms: &[Term]) -> Vec<Form> {
    let (formula, receiver) = (&term.formula, &term.receiver);
    let changed =
        |formula: String, code: String, shape: Shape, change| Form { formula, code, borrowed: None, shape, change };
    let mut forms = vec![itself(term)];
    let one = Axis::number(1);
    match term.shape.0.as_slice() {
        [axis] => {
            let column = Shape(vec![axis.clone(), one.clone()]);
            let code = format!("{receiver}.unravel::<{}>()", column.in_code());
            forms.push(changed(format!("{formula} as a column"), code, column, Change::Reshaped));
        }
        // The axis that `ravel` makes is a number.
        [axis, end] | [end, axis] if *end == one && axis.is_number() => {
            let vector = Shape(vec![axis.clone()]);
            forms.push(changed(
                format!("{formula} as a vector"),
                format!("{receiver}.ravel()"),
                vector,
                Change::Reshaped,
            ));
        }
        _ => {}
    }
    forms.extend(without_keepdims(term));
    if let Some(transpose) = terms.iter().find(|other| other.operand == term.operand && other.transposed) {
        let code = format!("{}.to_tensor()", transpose.receiver);
        forms.push(changed(transpose.formula.clone(), code, transpose.shape.clone(), Change::Transposed));
    }
    for (method, axis, sign, result) in reductions(&term.shape) {
        let code = format!("{receiver}.{method}({axis})");
        // The way without a sum to the same shape is there already.
        if forms.iter().all(|form| form.shape != result) {
            forms.push(changed(format!("Σ_{sign} {formula}"), code, result, Change::Summed));
        }
    }
    forms
}
