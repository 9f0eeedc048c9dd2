//! `cargo shapeful explain '(64, 10) . (784, 10) -> (64, 784)'`: what an expression of shapes does, and what was meant.
mod beyond;
mod evaluate;
mod parse;
mod pasted;
mod reader;
#[cfg(test)]
mod tests;

pub use parse::{ParseError, parse};

use super::draw::terminal::{Style, drawing};
use super::draw::text::{ascii, wrap};
use super::mistake::{Operand, Problem};
use super::shape::Shape;
use super::solver::{Advice, Candidate, Kind, Search, solve_for};
use evaluate::{Outcome, Step, evaluate};
use parse::Expression;
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

/// The answer to an expression or to a message that was pasted, and whether it keeps the rules.
pub fn answer(text: &str, style: &Style) -> Result<(String, bool), ParseError> {
    let drawn = |problem: &Option<Problem>| problem.as_ref().map_or(String::new(), |problem| drawing(problem, style));
    let (answer, kept) = match pasted::message(text) {
        Some(message) => {
            let mut parts: Vec<String> =
                message.paragraphs.iter().map(|paragraph| wrap(paragraph, style.width.max(40)).join("\n")).collect();
            let drawing = drawn(&message.problem);
            if !drawing.is_empty() {
                parts.insert(1, drawing.trim_end().to_string());
            }
            (parts.join("\n\n") + "\n", false)
        }
        None => {
            let explanation = explain(text)?;
            (render(&explanation, &drawn(&explanation.problem), style.width.max(40)), explanation.typed.is_ok())
        }
    };
    Ok((if style.unicode { answer } else { ascii(&answer) }, kept))
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
            explanation.problem = evaluate::factors(&parsed.expression, &parsed.operands)
                .map(|[left, right]| Problem::Product { left, right });
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
            explanation.numpy = numpy.filter(|_| !pasted::is_pytorch(text));
            explanation.problem = Some(match operator {
                '.' => Problem::Product { left, right },
                _ => Problem::Elementwise { left, right },
            });
        }
    }
    for candidate in explanation.advice.iter_mut().flat_map(|advice| &mut advice.candidates) {
        if let Some(formula) = readable(candidate) {
            candidate.formula = formula;
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

/// `a + b, b as a column (64, 1), stretched` of `a + b as a column, b as a column stretched`.
fn readable(candidate: &Candidate) -> Option<String> {
    let signs = [" + ", " − ", " ⊙ ", " / "];
    let (operation, stretched) = candidate.formula.split_once(", ").unwrap_or((&candidate.formula, ""));
    let (sign, (left, right)) = signs.iter().find_map(|sign| Some((sign, operation.split_once(sign)?)))?;
    for change in [" as a column", " as a vector"] {
        for (place, side) in [left, right].into_iter().enumerate() {
            let (Some(name), Some(factor)) = (side.strip_suffix(change), candidate.factors.get(place)) else {
                continue;
            };
            let stretched = match stretched.strip_prefix(side) {
                Some(stretched) => format!(",{stretched}"),
                None if stretched.is_empty() => String::new(),
                None => format!("; {stretched}"),
            };
            let sides = if place == 0 { [name, right] } else { [left, name] };
            return Some(format!("{}, {name}{change} {}{stretched}", sides.join(sign), factor.shape));
        }
    }
    None
}

/// The explanation in plain text, in lines of at most `room` columns. `drawing` is the drawing of its problem, or empty.
pub fn render(explanation: &Explanation, drawing: &str, room: usize) -> String {
    let sizes = |operand: &Operand| {
        let known = operand.shape.0.iter().filter(|axis| !axis.is_number());
        known.filter_map(|axis| axis.size.map(|size| format!("{axis} = {size}"))).collect::<Vec<_>>()
    };
    let operands = explanation.operands.iter();
    let given: Vec<String> = operands.clone().map(|operand| format!("{}: {}", operand.name, operand.shape)).collect();
    let mut lines = wrap(&given.join(", "), room);
    let mut sizes: Vec<String> = operands.flat_map(sizes).collect();
    sizes.sort();
    sizes.dedup();
    if !sizes.is_empty() {
        lines.extend(wrap(&sizes.join(", "), room));
    }
    lines.push(String::new());
    lines.extend(match &explanation.typed {
        Ok(shape) => wrap(&format!("{} has the shape {shape}.", explanation.formula), room),
        Err(rule) => wrap(&format!("{}: {rule}.", explanation.formula), room),
    });
    lines.extend(explanation.numpy.iter().flat_map(|numpy| wrap(numpy, room)));
    if !drawing.is_empty() {
        lines.extend([String::new(), drawing.trim_end().to_string()]);
    }
    if let Some(advice) = &explanation.advice {
        ways(&mut lines, advice, room);
    }
    lines.extend(explanation.hints.iter().flat_map(|hint| wrap(hint, room)));
    lines.join("\n") + "\n"
}

/// The ways, in columns if there is room for them.
fn ways(lines: &mut Vec<String>, advice: &Advice, room: usize) {
    match &advice.wanted {
        Some((shape, what)) if what == parse::UNNAMED => lines.extend([String::new(), format!("Wanted: {shape}")]),
        Some((shape, what)) => lines.extend([String::new(), format!("Wanted: {shape}, {what}")]),
        None if advice.candidates.is_empty() => {}
        None => lines.extend([String::new(), "What exists:".to_string()]),
    }
    let rows: Vec<[String; 3]> = advice.candidates.iter().take(LISTED).map(row).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths = [0, 1, 2].map(width);
    let pad = |cell: &str, width: usize| cell.to_string() + &" ".repeat(width - cell.width());
    for [formula, shapes, code] in &rows {
        if widths.iter().sum::<usize>() + 8 <= room {
            let line = format!("  {}   {}   {code}", pad(formula, widths[0]), pad(shapes, widths[1]));
            lines.push(line.trim_end().to_string());
            continue;
        }
        // The code stands below, so that it can be copied.
        let beside = widths[0] + widths[1] + 5 <= room;
        let above = if beside {
            vec![format!("{}   {shapes}", pad(formula, widths[0]))]
        } else {
            vec![formula.clone(), shapes.clone()]
        };
        let above = above.iter().flat_map(|line| if beside { vec![line.clone()] } else { wrap(line, room - 2) });
        lines.extend(above.map(|line| format!("  {line}").trim_end().to_string()));
        lines.push(format!("    {code}"));
    }
    let more = advice.candidates.len().saturating_sub(LISTED);
    if more > 0 {
        lines.push(format!("  … {more} more{}", if advice.cut { " at least" } else { "" }));
    }
    if !(rows.is_empty() && advice.wanted.is_some()) {
        lines.push(String::new());
    }
    lines.extend(wrap(&advice.verdict, room));
}

/// Formula, shapes and code of a candidate.
fn row(candidate: &Candidate) -> [String; 3] {
    let shapes: Vec<String> = candidate.factors.iter().map(|factor| factor.shape.to_string()).collect();
    let signs = if candidate.kind == Kind::Elementwise { "⊙+−/" } else { "·⊗" };
    let sign = candidate.formula.chars().find(|c| signs.contains(*c)).filter(|_| shapes.len() > 1);
    let shapes = shapes.join(&sign.map_or(", ".to_string(), |sign| format!(" {sign} ")));
    [candidate.formula.clone(), format!("{shapes} → {}", candidate.result), candidate.code.clone()]
}
