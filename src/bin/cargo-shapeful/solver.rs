//! Which expressions of the arrays in hand have the shape that is wanted.
mod elementwise;
mod products;
mod reductions;
mod term;
#[cfg(test)]
mod tests;
mod verdict;

pub use elementwise::{stretched_to_each_other, stretches};
pub use products::product;
pub use reductions::reductions;
pub use term::{atom, transposed};

use super::mistake::Operand;
use super::shape::{Axis, Shape};
use products::Products;

/// What is wanted, and every way to it.
#[derive(Clone, Debug)]
pub struct Advice {
    /// The shape that is wanted, in words that end a sentence: "x's shape", "the annotated shape", …
    pub wanted: Option<(Shape, String)>,
    /// All expressions that fit, simplest first; without a wanted shape, all that exist.
    pub candidates: Vec<Candidate>,
    /// How many products would fit if sizes alone decided; `None` where not all sizes are known, or nothing is wanted.
    pub by_size: Option<usize>,
    /// Whether there were too many operands or candidates to go through or to list all of them.
    pub cut: bool,
    /// What follows from them, in a sentence or two.
    pub verdict: String,
}

/// A way to the wanted shape.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub kind: Kind,
    /// `dout · wᵀ`.
    pub formula: String,
    /// `dout.matmul(w.t())`.
    pub code: String,
    /// The factors as they meet: (Batch, Classes) and (Classes, Pixels). Of a sum of a product, the factors of the product.
    pub factors: Vec<Operand>,
    /// What comes out.
    pub result: Shape,
}

/// What a candidate is, before all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An operand itself, or its transpose.
    Operand,
    Product,
    Sum,
    /// An operand that is stretched.
    Stretch,
    /// An elementwise operation.
    Elementwise,
    /// The call of a function.
    Call,
}

/// What is looked for first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    /// Products of two of the operands.
    Pairs,
    /// Products that contain every operand once, in any order; of two of them if there is none.
    Chain,
    /// What stands for a product that fails: each operand once, or one operand times itself. An expression without one of
    /// them computes something else.
    All,
    /// An elementwise operation of two operands, by its operator.
    Elementwise(char),
    /// `+=` and the like, by the operator: the first operand stays as it is, and only the second can change.
    Assign(char),
}

/// More operands than this are not gone through: five matrices have 3840 products of all five, six have 46080.
const MAX_OPERANDS: usize = 5;
/// More candidates than this are counted, but not listed.
const MAX_CANDIDATES: usize = 64;

/// Every expression that has the wanted shape: products, then sums over an axis and stretched operands; or elementwise
/// operations. Without a wanted shape, those that exist.
///
/// An operand that has the wanted shape itself is a candidate only where no product is one: beside x, the question for
/// dx is not answered by x.
pub fn solve_for(search: Search, operands: &[Operand], wanted: Option<&(Shape, String)>) -> Advice {
    let used = &operands[..operands.len().min(MAX_OPERANDS)];
    let terms = term::forms(used);
    let shape = wanted.map(|(shape, _)| shape);
    // A product of all operands is no such product if some are left out.
    let search = if search == Search::Chain && used.len() < operands.len() { Search::Pairs } else { search };
    let (mut candidates, by_size, mut verdict);
    if let Search::Assign(operator) = search {
        candidates = elementwise::assignments(operator, &terms);
        by_size = None;
        verdict = verdict::assignment(operator, used, &candidates);
    } else if let Search::Elementwise(operator) = search {
        candidates = elementwise::candidates(operator, &terms, shape);
        by_size = None;
        verdict = verdict::elementwise(used, &candidates, wanted);
    } else {
        let batches = term::with_batches(&terms);
        let mut products = Products::search(search, &terms, shape);
        if products.by_name.is_empty() && batches.len() > terms.len() {
            let search = if search == Search::All { search } else { Search::Pairs };
            products = Products { left_by_names: None, ..Products::search(search, &batches, shape) };
        }
        candidates = match shape {
            _ if search == Search::All => {
                let beside = elementwise::of_equal_shapes('*', &terms, shape).into_iter();
                let found: Vec<Candidate> = beside.chain(products.candidates()).collect();
                if found.is_empty() { reductions::without_ones(&terms, shape) } else { found }
            }
            Some(shape) if products.by_name.is_empty() => reductions::without_products(&terms, shape),
            Some(shape) => [products.candidates(), reductions::sums(&terms, shape)].concat(),
            None => products.candidates(),
        };
        by_size = products.by_size;
        verdict = match search {
            Search::All => verdict::all(used, &products, &candidates, wanted),
            _ => verdict::products(used, &products, &candidates, wanted),
        };
    }
    let cut = operands.len() > used.len() || candidates.len() > MAX_CANDIDATES;
    candidates.truncate(MAX_CANDIDATES);
    if operands.len() > used.len() {
        verdict = format!("Of the first {MAX_OPERANDS} arrays: {verdict}");
    }
    Advice { wanted: wanted.cloned(), candidates, by_size, cut, verdict }
}

/// Whether two axes are taken for one.
type Same = fn(&Axis, &Axis) -> bool;
fn same_name(a: &Axis, b: &Axis) -> bool {
    a == b
}
fn same_size(a: &Axis, b: &Axis) -> bool {
    a.size.is_some() && a.size == b.size
}
fn same_shape(a: &Shape, b: &Shape, same: Same) -> bool {
    a.rank() == b.rank() && a.0.iter().zip(&b.0).all(|(a, b)| same(a, b))
}
