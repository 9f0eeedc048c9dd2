//! The operands and their transposes, as they are written in mathematics and in the program.
use super::super::mistake::Operand;
use super::super::shape::{Axis, Shape};

/// An operand, or its transpose.
#[derive(Clone, Debug)]
pub struct Term {
    /// Which operand it is.
    pub operand: usize,
    pub transposed: bool,
    /// Whether it was stretched to the batch of another one.
    pub stretched: bool,
    /// `w`, `wᵀ`, `(x - mean)ᵀ`.
    pub formula: String,
    /// Before a method: `w`, `w.t()`, `(&x - &mean)`.
    pub receiver: String,
    /// As a factor on the right: `&w`, `w.t()`.
    pub argument: String,
    /// As it stands on the left of `=`: `w`, `*w`.
    pub place: String,
    pub shape: Shape,
}

/// Every operand, each followed by its transpose, if it has one.
pub fn forms(operands: &[Operand]) -> Vec<Term> {
    let names = names(operands);
    let mut terms: Vec<Term> = Vec::new();
    for (operand, (given, name)) in operands.iter().zip(&names).enumerate() {
        let (name, shape) = without_transpose(name, &given.shape);
        // One array may stand in a product twice.
        if terms.iter().any(|term| !term.transposed && term.receiver == atom(name) && term.shape == shape) {
            continue;
        }
        let (place, argument) = (atom(name), format!("&{}", atom(name)));
        // A method looks through the reference by itself.
        let inner = name.strip_prefix('*').filter(|inner| atomic(inner));
        let (atom, place, argument) = match inner {
            Some(inner) => (inner.to_string(), name.to_string(), format!("&{name}")),
            None => (place.clone(), place, argument),
        };
        let transpose = transposed(&shape).map(|shape| Term {
            operand,
            transposed: true,
            stretched: false,
            formula: format!("{atom}ᵀ"),
            receiver: format!("{atom}.t()"),
            argument: format!("{atom}.t()"),
            place: format!("{atom}.t()"),
            shape,
        });
        terms.push(Term {
            operand,
            transposed: false,
            stretched: false,
            formula: atom.clone(),
            argument,
            place,
            receiver: atom,
            shape,
        });
        terms.extend(transpose);
    }
    terms
}

/// The terms, and each matrix stretched to the batches of the others: `matmul` multiplies batches by batches alone.
pub fn with_batches(terms: &[Term]) -> Vec<Term> {
    let mut all = terms.to_vec();
    for term in terms.iter().filter(|term| !term.transposed && term.shape.rank() == 2) {
        let batches = terms.iter().filter(|other| !other.transposed && other.shape.rank() > 2);
        let mut seen: Vec<&[Axis]> = Vec::new();
        for batch in batches.map(|other| &other.shape.0[..other.shape.rank() - 2]) {
            if batch.len() > 2 || seen.contains(&batch) {
                continue;
            }
            seen.push(batch);
            let shape = Shape(batch.iter().chain(&term.shape.0).cloned().collect());
            let code = format!("{}.broadcast().to_tensor::<{}>()", term.receiver, shape.in_code());
            let formula = format!("({} stretched)", term.formula);
            let transpose = transposed(&shape).map(|shape| Term {
                transposed: true,
                stretched: true,
                formula: format!("{formula}ᵀ"),
                receiver: format!("{code}.t()"),
                argument: format!("{code}.t()"),
                place: format!("{code}.t()"),
                shape,
                ..*term
            });
            let argument = format!("&{code}");
            let place = code.clone();
            all.push(Term { stretched: true, formula, argument, place, receiver: code, shape, ..*term });
            all.extend(transpose);
        }
    }
    all
}

/// The names without `&`; letters for operands that the program has no words for.
fn names(operands: &[Operand]) -> Vec<String> {
    let given: Vec<String> = operands.iter().map(|operand| bare(&operand.name)).collect();
    let mut letters = ('a'..='z').map(String::from).filter(|letter| !given.contains(letter));
    let mut name = |name: &String| if name.is_empty() { letters.next().unwrap_or_default() } else { name.clone() };
    given.iter().map(&mut name).collect()
}

/// On one line, and without the borrow before it.
fn bare(name: &str) -> String {
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let place = line.trim_start_matches(['&', ' ']);
    let place = place.strip_prefix("mut ").unwrap_or(place);
    // The borrow is one of the first part alone, in `&x - &y`.
    if atomic(place) { place.to_string() } else { line }
}

/// `w` of `w.t()`, whose shape is the transposed one.
fn without_transpose<'a>(name: &'a str, shape: &Shape) -> (&'a str, Shape) {
    match (name.strip_suffix(".t()"), transposed(shape)) {
        (Some(inner), Some(shape)) if !inner.is_empty() && atomic(inner) => without_transpose(inner, &shape),
        _ => (name, shape.clone()),
    }
}

/// The expression, in parentheses unless a method can follow it as it stands.
pub fn atom(name: &str) -> String {
    if atomic(name) { name.to_string() } else { format!("({name})") }
}

fn atomic(name: &str) -> bool {
    let (mut depth, mut before) = (0usize, ' ');
    for c in name.chars() {
        let generic = c == '<' && before == ':' || c == '>' && depth > 0;
        match c {
            '(' | '[' | '{' => depth += 1,
            '<' if generic => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '>' if generic => depth -= 1,
            _ if depth > 0 || c.is_alphanumeric() || "_.:!?".contains(c) => {}
            _ => return false,
        }
        before = c;
    }
    true
}

/// The last two axes exchanged, as `.t()` does for matrices and batches of them.
pub fn transposed(shape: &Shape) -> Option<Shape> {
    let mut axes = shape.0.clone();
    match axes.as_mut_slice() {
        [a, b] | [_, a, b] | [_, _, a, b] => std::mem::swap(a, b),
        _ => return None,
    }
    Some(Shape(axes))
}

/// How a reduction chooses the axis at `position`: by name where that is a choice, else by position; and its sign under Σ,
/// which is the axis itself, with its position only where the shape has it twice.
pub fn chosen(shape: &Shape, position: usize) -> (String, String) {
    let axis = &shape.0[position];
    let once = shape.0.iter().filter(|other| *other == axis).count() == 1;
    let code = if once && !axis.is_number() { axis.name.clone() } else { format!("Axis::<{position}>") };
    (code, if once { axis.name.clone() } else { format!("{axis}[{position}]") })
}
