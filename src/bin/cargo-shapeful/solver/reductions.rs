//! Ways to a shape that are no products: an operand itself, sums over one axis, stretched operands.
use super::super::mistake::Operand;
use super::super::shape::{Axis, Shape};
use super::elementwise::stretches;
use super::products::{Product, Products, pairs};
use super::term::{Term, chosen};
use super::{Candidate, Kind, Search, same_name, same_shape};

/// Everything but products, simplest first.
pub fn without_products(terms: &[Term], wanted: &Shape) -> Vec<Candidate> {
    let mut candidates = themselves(terms, wanted);
    candidates.extend(sums(terms, wanted));
    candidates.extend(stretched(terms, wanted));
    if candidates.is_empty() {
        candidates = sums_of_products(terms, wanted);
    }
    candidates
}

fn candidate(kind: Kind, formula: String, code: String, term: &Term, result: Shape) -> Candidate {
    let factors = vec![Operand { name: term.receiver.clone(), shape: term.shape.clone() }];
    Candidate { kind, formula, code, factors, result }
}

/// The operands and transposes that have the shape.
fn themselves(terms: &[Term], wanted: &Shape) -> Vec<Candidate> {
    let has_it = terms.iter().filter(|term| same_shape(&term.shape, wanted, same_name));
    let itself = |term: &Term| {
        let code = if term.transposed { format!("{}.to_tensor()", term.receiver) } else { term.receiver.clone() };
        candidate(Kind::Operand, term.formula.clone(), code, term, term.shape.clone())
    };
    // Of a matrix that is its own transpose by shape, the matrix comes first.
    has_it.map(itself).collect()
}

/// The sums over one axis, without it and with 1 in its place: the method, the axis as it is chosen, its sign, the result.
pub fn reductions(shape: &Shape) -> Vec<(&'static str, String, String, Shape)> {
    let mut found = Vec::new();
    for position in 0..shape.rank() {
        let (axis, sign) = chosen(shape, position);
        let mut removed = shape.clone();
        removed.0.remove(position);
        found.push(("sum", axis.clone(), sign.clone(), removed));
        let mut kept = shape.clone();
        kept.0[position] = Axis::number(1);
        if kept != *shape {
            found.push(("sum_keepdims", axis, sign, kept));
        }
    }
    found
}

/// The sums of operands over one axis, or over all if one number is wanted.
pub fn sums(terms: &[Term], wanted: &Shape) -> Vec<Candidate> {
    let mut found = Vec::new();
    for term in terms.iter().filter(|term| !term.transposed) {
        for (method, axis, sign, result) in reductions(&term.shape) {
            if result == *wanted {
                let code = format!("{}.{method}({axis})", term.receiver);
                found.push(candidate(Kind::Sum, format!("Σ_{sign} {}", term.formula), code, term, result));
            }
        }
        if wanted.rank() == 0 && term.shape.rank() > 1 {
            let code = format!("{}.sum_all()", term.receiver);
            found.push(candidate(Kind::Sum, format!("Σ {}", term.formula), code, term, wanted.clone()));
        }
    }
    found
}

/// The sums over one axis of products of two operands.
fn sums_of_products(terms: &[Term], wanted: &Shape) -> Vec<Candidate> {
    let mut found = Vec::new();
    for product in pairs(terms, same_name).iter().filter(|product| product.each_once()) {
        for (method, axis, sign, result) in reductions(&product.result) {
            if result == *wanted {
                let (formula, code) = (product.formula(), product.code());
                found.push(Candidate {
                    kind: Kind::Sum,
                    formula: format!("Σ_{sign} {formula}"),
                    code: format!("{code}.{method}({axis})"),
                    factors: product.factors(),
                    result,
                });
            }
        }
    }
    found
}

/// The products of all operands, without their axes of 1: the numbers stay as they are.
pub fn without_ones(terms: &[Term], wanted: Option<&Shape>) -> Vec<Candidate> {
    let Some(wanted) = wanted else { return Vec::new() };
    let one = Axis::number(1);
    let mut kept: Vec<Product<'_>> = Vec::new();
    let mut found = Vec::new();
    let mut products = Products::search(Search::All, terms, None).by_name;
    products.retain(|product| product.result.rank() == wanted.rank() + 1);
    for product in products {
        for position in (0..product.result.rank()).filter(|&position| product.result.0[position] == one) {
            let mut result = product.result.clone();
            result.0.remove(position);
            if result == *wanted && !kept.iter().any(|other| product.mirrors(other)) {
                found.push(Candidate {
                    kind: Kind::Sum,
                    formula: format!("Σ_1 {}", product.formula()),
                    code: format!("{}.sum(Axis::<{position}>)", product.code()),
                    factors: product.factors(),
                    result,
                });
                kept.push(product.clone());
                break;
            }
        }
    }
    found
}

/// The operands that stretch to the shape.
fn stretched(terms: &[Term], wanted: &Shape) -> Vec<Candidate> {
    let smaller = |term: &&Term| !term.transposed && term.shape != *wanted && stretches(&term.shape, wanted);
    let stretch = |term: &Term| {
        let formula = format!("{}, stretched to {wanted}", term.formula);
        let code = format!("{}.broadcast().to_tensor::<{}>()", term.receiver, wanted.in_code());
        candidate(Kind::Stretch, formula, code, term, wanted.clone())
    };
    terms.iter().filter(smaller).map(stretch).collect()
}
