//! `cargo shapeful explain '(64, 10) . (784, 10) -> (64, 784)'`: what an expression of shapes does, and what was meant.
mod evaluate;
mod parse;
mod pasted;
mod reader;
#[cfg(test)]
mod tests;

pub use parse::{ParseError, parse};

use super::mistake::{Operand, Problem};
use super::shape::Shape;
use super::solver::{Advice, Kind, Search, solve_for};
use evaluate::{Outcome, Step, evaluate};
use parse::Expression;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// What there is to say about an expression of shapes.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The arrays in it; those without a name have got a letter.
    pub operands: Vec<Operand>,
    /// As it was typed, in mathematics: `a · b`.
    pub formula: String,
    /// What comes out of it, or the rule that it breaks.
    pub typed: Result<Shape, String>,
    /// The part that breaks a rule, to be drawn.
    pub problem: Option<Problem>,
    /// What numpy, which sees sizes alone, makes of the part that breaks a rule.
    pub numpy: Option<String>,
    /// What else could have been meant; `None` where nothing was asked and nothing is wrong.
    pub advice: Option<Advice>,
    /// What else is good to know.
    pub hints: Vec<String>,
}

/// Reads the expression, and says what it does and what was meant.
pub fn explain(text: &str) -> Result<Explanation, ParseError> {
    let parsed = parse(text)?;
    let Outcome { formula, result } = evaluate(&parsed.expression, &parsed.operands);
    let wanted = parsed.wanted.as_ref();
    let mut explanation = Explanation {
        operands: parsed.operands.clone(),
        formula,
        typed: Ok(Shape(Vec::new())),
        problem: None,
        numpy: None,
        advice: None,
        hints: Vec::new(),
    };
    match result {
        Ok(shape) => {
            let fits = wanted.is_none_or(|(wanted, _)| *wanted == shape);
            let is_elementwise = matches!(parsed.expression, Expression::Elementwise(..));
            // Of an operation that is right as it stands there is nothing to choose.
            if wanted.is_some() && !(fits && is_elementwise) {
                let search = search(&parsed.expression, parsed.operands.len());
                explanation.advice = Some(solve_for(search, &parsed.operands, wanted));
            }
            explanation.typed = Ok(shape);
        }
        Err(broken) => {
            let Step { operator, left, right, formulas, whole, rule, numpy } = *broken;
            let all = evaluate::only_products(&parsed.expression);
            let operands = if all { parsed.operands.clone() } else { vec![left.clone(), right.clone()] };
            let search = match operator {
                '.' if operands.len() > 2 => Search::Chain,
                '.' => Search::Pairs,
                operator => Search::Elementwise(operator),
            };
            // What is wanted of the whole says nothing of a part.
            explanation.advice = Some(solve_for(search, &operands, wanted.filter(|_| all || whole)));
            for candidate in explanation.advice.iter_mut().flat_map(|advice| &mut advice.candidates) {
                for (side, formula) in [&left, &right].into_iter().zip(&formulas) {
                    candidate.formula = candidate.formula.replace(&side.name, formula);
                }
            }
            explanation.typed = Err(rule);
            explanation.numpy = numpy;
            explanation.problem = Some(match operator {
                '.' => Problem::Product { left, right },
                _ => Problem::Elementwise { left, right },
            });
        }
    }
    explanation.hints = hints(&explanation);
    Ok(explanation)
}

/// Products of all operands are looked for if a product of more than two was typed.
fn search(expression: &Expression, operands: usize) -> Search {
    match expression {
        Expression::Elementwise(operator, ..) if operands == 2 => Search::Elementwise(*operator),
        _ if operands > 2 && evaluate::only_products(expression) => Search::Chain,
        _ => Search::Pairs,
    }
}

/// What numbers cannot tell, names can.
fn hints(explanation: &Explanation) -> Vec<String> {
    let products = explanation.advice.iter().flat_map(|advice| &advice.candidates);
    let products = products.filter(|candidate| candidate.kind == Kind::Product).count();
    let wanted = explanation.advice.as_ref().is_some_and(|advice| advice.wanted.is_some());
    let numbers = explanation.operands.iter().any(|operand| operand.shape.0.iter().any(|axis| axis.is_number()));
    if wanted && numbers && products > 1 {
        vec![
            "Name the axes, as in `dout(Batch, Classes) . w(Pixels, Classes) -> (Batch, Pixels)`: \
              axes of equal size are then told apart."
                .to_string(),
        ]
    } else {
        Vec::new()
    }
}

/// More candidates are not read.
const LISTED: usize = 12;

/// The explanation in plain text. `drawing` is the drawing of its problem, or empty.
pub fn render(explanation: &Explanation, drawing: &str) -> String {
    let mut text = String::new();
    write_to(&mut text, explanation, drawing).expect("a string takes all that is written to it");
    text
}

fn write_to(text: &mut String, explanation: &Explanation, drawing: &str) -> std::fmt::Result {
    let sizes = |operand: &Operand| {
        let known = operand.shape.0.iter().filter(|axis| !axis.is_number());
        known.filter_map(|axis| axis.size.map(|size| format!("{axis} = {size}"))).collect::<Vec<_>>()
    };
    let operands = explanation.operands.iter();
    let given: Vec<String> = operands.clone().map(|operand| format!("{}: {}", operand.name, operand.shape)).collect();
    writeln!(text, "{}", given.join(", "))?;
    let mut sizes: Vec<String> = operands.flat_map(sizes).collect();
    sizes.sort();
    sizes.dedup();
    if !sizes.is_empty() {
        writeln!(text, "{}", sizes.join(", "))?;
    }
    writeln!(text)?;
    match &explanation.typed {
        Ok(shape) => writeln!(text, "{} has the shape {shape}.", explanation.formula)?,
        Err(rule) => writeln!(text, "{}: {rule}.", explanation.formula)?,
    }
    if let Some(numpy) = &explanation.numpy {
        writeln!(text, "{numpy}")?;
    }
    if !drawing.is_empty() {
        writeln!(text, "\n{}", drawing.trim_end())?;
    }
    if let Some(advice) = &explanation.advice {
        write_advice(text, advice)?;
    }
    explanation.hints.iter().try_for_each(|hint| writeln!(text, "{hint}"))
}

fn write_advice(text: &mut String, advice: &Advice) -> std::fmt::Result {
    match &advice.wanted {
        Some((shape, what)) if what == parse::UNNAMED => writeln!(text, "\nWanted: {shape}")?,
        Some((shape, what)) => writeln!(text, "\nWanted: {shape}, {what}")?,
        None if advice.candidates.is_empty() => {}
        None => writeln!(text, "\nWhat exists:")?,
    }
    let rows: Vec<[String; 3]> = advice.candidates.iter().take(LISTED).map(row).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths = [width(0), width(1)];
    for [formula, shapes, code] in &rows {
        let pad = |cell: &str, width: usize| " ".repeat(width - cell.width());
        let line = format!("  {formula}{}   {shapes}{}   {code}", pad(formula, widths[0]), pad(shapes, widths[1]));
        writeln!(text, "{}", line.trim_end())?;
    }
    let more = advice.candidates.len().saturating_sub(LISTED);
    if more > 0 {
        writeln!(text, "  … {more} more{}", if advice.cut { " at least" } else { "" })?;
    }
    let apart = if rows.is_empty() && advice.wanted.is_some() { "" } else { "\n" };
    writeln!(text, "{apart}{}", advice.verdict)
}

/// Formula, shapes and code of a candidate.
fn row(candidate: &super::solver::Candidate) -> [String; 3] {
    let shapes: Vec<String> = candidate.factors.iter().map(|factor| factor.shape.to_string()).collect();
    let signs = if candidate.kind == Kind::Elementwise { "⊙+−/" } else { "·⊗" };
    let sign = candidate.formula.chars().find(|c| signs.contains(*c)).filter(|_| shapes.len() > 1);
    let shapes = shapes.join(&sign.map_or(", ".to_string(), |sign| format!(" {sign} ")));
    [candidate.formula.clone(), format!("{shapes} → {}", candidate.result), candidate.code.clone()]
}
