//! All products of two operands, or of all of them, and which of them have the wanted shape.
use super::super::mistake::Operand;
use super::super::shape::{Axis, Shape};
use super::term::Term;
use super::{Candidate, Kind, MAX_CANDIDATES, Same, Search, same_name, same_shape, same_size};
use std::collections::HashSet;

/// The shape of the matrix product, by the rule of `matmul`.
pub fn product(left: &Shape, right: &Shape) -> Option<Shape> {
    matmul(left, right, same_name)
}

/// The products that `matmul` knows, with `same` to say which axes are one.
pub fn matmul(left: &Shape, right: &Shape, same: Same) -> Option<Shape> {
    let (batch, n, k, l, m): (&[Axis], _, _, _, _) = match (left.0.as_slice(), right.0.as_slice()) {
        ([n, k], [l, m]) => (&[], Some(n), k, l, Some(m)),
        ([n, k], [l]) => (&[], Some(n), k, l, None),
        ([k], [l, m]) => (&[], None, k, l, Some(m)),
        ([b, n, k], [c, l, m]) if same(b, c) => (&left.0[..1], Some(n), k, l, Some(m)),
        ([b, h, n, k], [c, i, l, m]) if same(b, c) && same(h, i) => (&left.0[..2], Some(n), k, l, Some(m)),
        _ => return None,
    };
    same(k, l).then(|| Shape(batch.iter().chain(n).chain(m).cloned().collect()))
}

/// The products of vectors, which have methods of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operation {
    Matmul,
    Outer,
    Dot,
}

/// Terms, multiplied from the left to the right.
#[derive(Clone, Debug)]
pub struct Product<'t> {
    operation: Operation,
    terms: Vec<&'t Term>,
    pub result: Shape,
}
impl Product<'_> {
    pub fn formula(&self) -> String {
        let factors: Vec<&str> = self.terms.iter().map(|term| term.formula.as_str()).collect();
        factors.join(if self.operation == Operation::Outer { " ⊗ " } else { " · " })
    }
    pub fn code(&self) -> String {
        let (first, rest) = self.terms.split_first().expect("a product has factors");
        let method = match self.operation {
            Operation::Matmul => "matmul",
            Operation::Outer => "outer",
            Operation::Dot => "dot",
        };
        rest.iter().fold(first.receiver.clone(), |code, term| format!("{code}.{method}({})", term.argument))
    }
    pub fn factors(&self) -> Vec<Operand> {
        let factor = |term: &&Term| Operand { name: term.receiver.clone(), shape: term.shape.clone() };
        self.terms.iter().map(factor).collect()
    }
    /// `(Batch, Classes) · (Classes, Pixels)`.
    pub fn shapes(&self) -> String {
        let shapes: Vec<String> = self.terms.iter().map(|term| term.shape.to_string()).collect();
        shapes.join(if self.operation == Operation::Outer { " ⊗ " } else { " · " })
    }
    pub fn candidate(&self) -> Candidate {
        Candidate {
            kind: Kind::Product,
            formula: self.formula(),
            code: self.code(),
            factors: self.factors(),
            result: self.result.clone(),
        }
    }
    /// Whether no operand stands in it twice.
    pub fn each_once(&self) -> bool {
        let operands: HashSet<usize> = self.terms.iter().map(|term| term.operand).collect();
        operands.len() == self.terms.len()
    }
    /// Whether one is the transpose of the other: the transposed factors in the opposite order.
    pub fn mirrors(&self, other: &Product<'_>) -> bool {
        let turned = |(a, b): (&&Term, &&Term)| {
            let (turn, still) = (a.transposed != b.transposed, a.shape.rank() < 2);
            a.operand == b.operand && a.stretched == b.stretched && turn != still
        };
        self.operation == other.operation
            && self.operation == Operation::Matmul
            && self.terms.len() == other.terms.len()
            && self.terms.iter().zip(other.terms.iter().rev()).all(turned)
    }
    /// What is simpler comes first: operands used once, few transposes.
    fn cost(&self) -> (bool, usize) {
        (!self.each_once(), self.terms.iter().filter(|term| term.transposed).count())
    }
}

/// A way to go through products: all that there are, by what makes two axes one.
type Find = for<'t> fn(&'t [Term], Same) -> Vec<Product<'t>>;

/// The products of the terms that there are, or that have the wanted shape.
pub struct Products<'t> {
    pub by_name: Vec<Product<'t>>,
    /// How many there are if sizes alone decide.
    pub by_size: Option<usize>,
    /// How many of those that fit would be left if the axes that are numbers had names; the most that any naming leaves.
    pub left_by_names: Option<usize>,
    /// Whether all operands are in each of them.
    pub of_all: bool,
}
impl<'t> Products<'t> {
    pub fn search(search: Search, terms: &'t [Term], wanted: Option<&Shape>) -> Products<'t> {
        let operands: HashSet<usize> = terms.iter().map(|term| term.operand).collect();
        let mut all: Find = pairs;
        let mut by_name = Vec::new();
        let chained = operands.len() > 2 && matches!(search, Search::Chain | Search::All);
        if chained {
            all = chains;
            by_name = fitting(chains(terms, same_name), wanted, same_name);
        }
        if by_name.is_empty() && !(chained && search == Search::All) {
            all = pairs;
            by_name = fitting(pairs(terms, same_name), wanted, same_name);
        }
        // Beside others, an array times itself is a product that always exists: it says nothing.
        if (wanted.is_none() || search == Search::All) && operands.len() > 1 {
            by_name.retain(Product::each_once);
        }
        by_name.sort_by_key(Product::cost);
        if search == Search::All {
            by_name = without_mirrors(by_name);
        }
        let sizes_known = |shape: &Shape| shape.0.iter().all(|axis| axis.size.is_some());
        let known = wanted.is_some_and(sizes_known) && terms.iter().all(|term| sizes_known(&term.shape));
        let each_once = |product: &Product<'_>| search != Search::All || operands.len() < 2 || product.each_once();
        let by_size = known.then(|| {
            let mut products = fitting(all(terms, same_size), wanted, same_size);
            products.retain(each_once);
            if search == Search::All { without_mirrors(products).len() } else { products.len() }
        });
        let left_by_names = wanted.and_then(|_| left_by_names(&by_name, terms, all));
        let of_all = by_name.iter().all(|product| product.each_once() && product.terms.len() == operands.len());
        Products { by_name, by_size, left_by_names, of_all }
    }
    /// One more than are listed, so that it shows that there are more.
    pub fn candidates(&self) -> Vec<Candidate> {
        self.by_name.iter().take(MAX_CANDIDATES + 1).map(Product::candidate).collect()
    }
}

fn fitting<'t>(mut products: Vec<Product<'t>>, wanted: Option<&Shape>, same: Same) -> Vec<Product<'t>> {
    // A batch of one product, over and over, is nothing to want.
    products.retain(|product| product.terms.iter().any(|term| !term.stretched));
    products.retain(|product| wanted.is_none_or(|wanted| same_shape(&product.result, wanted, same)));
    products
}

/// Of the vectors `x · w` and `wᵀ · x`, which are the same numbers, the first.
pub fn without_mirrors(products: Vec<Product<'_>>) -> Vec<Product<'_>> {
    let mut kept: Vec<Product<'_>> = Vec::new();
    for product in products {
        if product.result.rank() > 1 || !kept.iter().any(|other| product.mirrors(other)) {
            kept.push(product);
        }
    }
    kept
}

/// All products of two terms.
pub fn pairs(terms: &[Term], same: Same) -> Vec<Product<'_>> {
    let mut products = Vec::new();
    for left in terms {
        for right in terms {
            let both = || vec![left, right];
            if let Some(result) = matmul(&left.shape, &right.shape, same) {
                products.push(Product { operation: Operation::Matmul, terms: both(), result });
            }
            let ([n], [m]) = (left.shape.0.as_slice(), right.shape.0.as_slice()) else { continue };
            let result = Shape(vec![n.clone(), m.clone()]);
            products.push(Product { operation: Operation::Outer, terms: both(), result });
            // It is the same number in the other order.
            if same(n, m) && left.operand <= right.operand {
                products.push(Product { operation: Operation::Dot, terms: both(), result: Shape(Vec::new()) });
            }
        }
    }
    products
}

/// All products that contain each operand once, itself or transposed.
fn chains(terms: &[Term], same: Same) -> Vec<Product<'_>> {
    fn extend<'t>(product: Product<'t>, terms: &'t [Term], count: usize, same: Same, found: &mut Vec<Product<'t>>) {
        if product.terms.len() == count {
            found.push(product);
            return;
        }
        for term in terms.iter().filter(|term| product.terms.iter().all(|used| used.operand != term.operand)) {
            let Some(result) = matmul(&product.result, &term.shape, same) else { continue };
            let terms_of_it = product.terms.iter().copied().chain([term]).collect();
            extend(Product { terms: terms_of_it, result, ..product }, terms, count, same, found);
        }
    }
    let count = terms.iter().map(|term| term.operand).collect::<HashSet<_>>().len();
    let mut found = Vec::new();
    for term in terms {
        let start = Product { operation: Operation::Matmul, terms: vec![term], result: term.shape.clone() };
        extend(start, terms, count, same, &mut found);
    }
    found
}

/// For every product that fits and uses each operand once: give the axes that are numbers as many different names as it
/// allows, and count the products that fit then. The largest of these counts.
fn left_by_names(fitting_now: &[Product<'_>], terms: &[Term], all: Find) -> Option<usize> {
    // The counts are of interest where a person would look through the list; beyond, they cost more than they say.
    if !(2..=64).contains(&fitting_now.len()) || terms.len() > 8 {
        return None;
    }
    let numbers = terms.iter().flat_map(|term| &term.shape.0).any(Axis::is_number);
    let once = fitting_now.iter().filter(|product| product.each_once() && product.operation != Operation::Dot);
    let counts = once.map(|product| {
        let (named, wanted) = with_names(product, terms);
        fitting(all(&named, same_name), Some(&wanted), same_name).len()
    });
    counts.max().filter(|_| numbers)
}

/// The terms with a name for each axis that is a number, the same one only where this product needs it; and its result.
fn with_names(product: &Product<'_>, terms: &[Term]) -> (Vec<Term>, Shape) {
    // Each axis of each operand is first called by where it stands.
    let mut named: Vec<Term> = terms.to_vec();
    for term in &mut named {
        let rank = term.shape.rank();
        for (position, axis) in term.shape.0.iter_mut().enumerate() {
            // A transpose has the names of its operand.
            let place = if term.transposed && position + 2 >= rank { 2 * rank - 3 - position } else { position };
            if axis.is_number() {
                axis.name = format!("{}/{place}", term.operand);
            }
        }
    }
    let shape_of = |named: &[Term], term: &Term| {
        let it = named.iter().find(|it| it.operand == term.operand && it.transposed == term.transposed);
        it.map_or_else(|| Shape(Vec::new()), |it| it.shape.clone())
    };
    let mut result = shape_of(&named, product.terms[0]);
    for term in &product.terms[1..] {
        let right = shape_of(&named, term);
        if product.operation == Operation::Outer {
            result.0.extend(right.0);
            continue;
        }
        let batch = if right.rank() > 2 { right.rank() - 2 } else { 0 };
        let meeting = result.0[..batch].iter().zip(&right.0).chain(result.0.last().zip(right.0.get(batch)));
        let renames: Vec<(String, String)> = meeting.map(|(a, b)| (b.name.clone(), a.name.clone())).collect();
        for axis in named.iter_mut().flat_map(|term| &mut term.shape.0) {
            if let Some((_, to)) = renames.iter().find(|(from, _)| *from == axis.name) {
                axis.name.clone_from(to);
            }
        }
        result = matmul(&result, &shape_of(&named, term), same_name).unwrap_or(result);
    }
    (named, result)
}
