//! What an expression does as it was typed: its shape, or the first rule that it breaks.
use super::super::mistake::Operand;
use super::super::shape::{Axis, Shape};
use super::super::solver::{product, stretched_to_each_other, stretches, transposed};
use super::parse::Expression;

/// The expression in mathematics, and its shape.
pub struct Outcome {
    pub formula: String,
    pub result: Result<Shape, Box<Step>>,
}

/// A step that breaks a rule.
pub struct Step {
    /// `.` for the matrix product, else the elementwise operator.
    pub operator: char,
    /// As the program would write them.
    pub left: Operand,
    pub right: Operand,
    /// The same two in mathematics.
    pub formulas: [String; 2],
    /// Whether it is the last step of the expression.
    pub whole: bool,
    /// The rule, and both axes.
    pub rule: String,
    pub numpy: Option<String>,
}

pub fn evaluate(expression: &Expression, operands: &[Operand]) -> Outcome {
    let formula = formula(expression, operands, 0);
    let result = value(expression, operands).map(|value| value.shape).map_err(|mut step| {
        step.whole = matches!(expression, Expression::Product(left, right) | Expression::Elementwise(_, left, right)
            if value(left, operands).is_ok() && value(right, operands).is_ok());
        step
    });
    Outcome { formula, result }
}

/// The two factors of a matrix product that fits, as mathematics calls them.
pub fn factors(expression: &Expression, operands: &[Operand]) -> Option<[Operand; 2]> {
    let Expression::Product(left, right) = expression else { return None };
    let factor = |side: &Expression| {
        let shape = value(side, operands).ok()?.shape;
        Some(Operand { name: formula(side, operands, u8::MAX), shape })
    };
    let (left, right) = (factor(left)?, factor(right)?);
    product(&left.shape, &right.shape).map(|_| [left, right])
}

/// Whether it is a product of operands and transposes alone.
pub fn only_products(expression: &Expression) -> bool {
    match expression {
        Expression::Operand(_) => true,
        Expression::Transpose(inner) => matches!(**inner, Expression::Operand(_)),
        Expression::Product(left, right) => only_products(left) && only_products(right),
        Expression::Elementwise(..) => false,
    }
}

/// In mathematics; parentheses where an operator around it, of the given strength, would take a part of it.
fn formula(expression: &Expression, operands: &[Operand], around: u8) -> String {
    let binary = |sign: &str, strength: u8, left: &Expression, right: &Expression| {
        let (left, right) = (formula(left, operands, strength), formula(right, operands, strength + 1));
        let text = format!("{left} {sign} {right}");
        if strength < around { format!("({text})") } else { text }
    };
    match expression {
        Expression::Operand(operand) => operands[*operand].name.clone(),
        Expression::Transpose(inner) => formula(inner, operands, u8::MAX) + "ᵀ",
        Expression::Product(left, right) => binary("·", 3, left, right),
        Expression::Elementwise('*', left, right) => binary("⊙", 3, left, right),
        Expression::Elementwise('/', left, right) => binary("/", 3, left, right),
        Expression::Elementwise('-', left, right) => binary("−", 1, left, right),
        Expression::Elementwise(_, left, right) => binary("+", 1, left, right),
    }
}

/// The shape of an expression, and how the program writes it before a method.
fn value(expression: &Expression, operands: &[Operand]) -> Result<Operand, Box<Step>> {
    let (operator, left, right) = match expression {
        Expression::Operand(operand) => return Ok(operands[*operand].clone()),
        Expression::Transpose(inner) => {
            let inner = value(inner, operands)?;
            // As in numpy, a vector is its own transpose.
            let shape = transposed(&inner.shape);
            let name = if shape.is_some() { format!("{}.t()", inner.name) } else { inner.name };
            return Ok(Operand { name, shape: shape.unwrap_or(inner.shape) });
        }
        Expression::Product(left, right) => ('.', left, right),
        Expression::Elementwise(operator, left, right) => (*operator, left, right),
    };
    let formulas = [left, right].map(|side| formula(side, operands, u8::MAX));
    let (left, right) = (value(left, operands)?, value(right, operands)?);
    let borrowed = |operand: &Operand| {
        let plain = operand.name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if plain { format!("&{}", operand.name) } else { operand.name.clone() }
    };
    let found = match operator {
        // `.` is the scalar product of vectors, as in numpy.
        '.' if left.shape.rank() == 1 && left.shape == right.shape => {
            Some((Shape(Vec::new()), format!("{}.dot({})", left.name, borrowed(&right))))
        }
        '.' => product(&left.shape, &right.shape)
            .map(|shape| (shape, format!("{}.matmul({})", left.name, borrowed(&right)))),
        _ => (left.shape == right.shape)
            .then(|| (left.shape.clone(), format!("({} {operator} {})", borrowed(&left), borrowed(&right)))),
    };
    match found {
        Some((shape, name)) => Ok(Operand { name, shape }),
        None => {
            let rule =
                if operator == '.' { product_rule(&left.shape, &right.shape) } else { elementwise_rule(&left, &right) };
            let numpy = numpy(operator, &left.shape, &right.shape);
            Err(Box::new(Step { operator, left, right, formulas, whole: false, rule, numpy }))
        }
    }
}

/// Why there is no product.
fn product_rule(left: &Shape, right: &Shape) -> String {
    let rows = right.0.get(if right.rank() > 2 { right.rank() - 2 } else { 0 });
    let ranks = (left.rank(), right.rank());
    match (left.0.last(), rows) {
        (Some(columns), Some(rows))
            if matches!(ranks, (2, 1 | 2) | (1, 2)) || ranks.0 == ranks.1 && (3..=4).contains(&ranks.0) =>
        {
            let batch = ranks.0.saturating_sub(2).min(ranks.1.saturating_sub(2));
            let apart = left.0[..batch].iter().zip(&right.0).find(|(left, right)| left != right);
            match apart {
                Some((a, b)) => format!("cannot multiply {left} by {right}, because the batch {a} is not {b}"),
                None => format!("cannot multiply {left} by {right}, because {columns} is not {rows}"),
            }
        }
        (Some(a), Some(b)) if ranks == (1, 1) => {
            format!("vectors of different axes have no scalar product, because {a} is not {b}")
        }
        _ => format!("there is no matrix product of {left} and {right}"),
    }
}

/// Why there is no operation element by element.
fn elementwise_rule(left: &Operand, right: &Operand) -> String {
    let different = format!("{} and {} are different shapes", left.shape, right.shape);
    let stretched = [(left, right), (right, left)].into_iter().find(|(from, to)| stretches(&from.shape, &to.shape));
    if let Some((from, _)) = stretched {
        return format!(
            "{different}, and nothing is stretched silently: {} has to be stretched by `.broadcast()`",
            from.name
        );
    }
    let one = Axis::number(1);
    let pairs = left.shape.0.iter().rev().zip(right.shape.0.iter().rev());
    let apart = pairs.clone().find(|(a, b)| a != b && **a != one && **b != one);
    match apart {
        Some((a, b)) => format!("{different}; compared from the last axis, {a} meets {b}"),
        None => match stretched_to_each_other(&left.shape, &right.shape) {
            Some(both) => {
                format!("{different}; both would have to be stretched, to {both}, and nothing is stretched silently")
            }
            None => different,
        },
    }
}

/// What numpy does, if all sizes are known.
fn numpy(operator: char, left: &Shape, right: &Shape) -> Option<String> {
    let sizes = |shape: &Shape| shape.0.iter().map(|axis| axis.size).collect::<Option<Vec<u64>>>();
    let (left, right) = (sizes(left)?, sizes(right)?);
    let result = if operator == '.' { numpy_dot(&left, &right) } else { numpy_broadcast(&left, &right) };
    let show = |sizes: Vec<u64>| Shape(sizes.into_iter().map(Axis::number).collect());
    Some(match result.map(show) {
        Some(shape) if operator == '.' => format!("numpy, which compares sizes alone, gives {shape}."),
        Some(shape) => format!("numpy stretches silently, and gives {shape}."),
        None => "numpy refuses it too.".to_string(),
    })
}

/// `left @ right`.
fn numpy_dot(left: &[u64], right: &[u64]) -> Option<Vec<u64>> {
    let (&k, rest) = left.split_last()?;
    let row = right.len().saturating_sub(2);
    if *right.get(row)? != k {
        return None;
    }
    let (batch_left, n) = rest.split_at(rest.len().saturating_sub(1));
    let batch = numpy_broadcast(batch_left, &right[..row])?;
    let m = if right.len() > 1 { &right[right.len() - 1..] } else { &[] };
    Some([&batch, n, m].concat())
}

/// The shape of both, stretched to each other: from the last axis, equal sizes, or 1 in one of them.
fn numpy_broadcast(left: &[u64], right: &[u64]) -> Option<Vec<u64>> {
    let rank = left.len().max(right.len());
    let size = |shape: &[u64], axis: usize| (axis + shape.len()).checked_sub(rank).map_or(1, |at| shape[at]);
    let axis = |axis| match (size(left, axis), size(right, axis)) {
        (a, b) if a == b || b == 1 => Some(a),
        (1, b) => Some(b),
        _ => None,
    };
    (0..rank).map(axis).collect()
}
