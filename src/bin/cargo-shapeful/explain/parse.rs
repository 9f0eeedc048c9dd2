//! Reads `dout(64, 10) . w(784, 10).T -> (64, 784)`, and what numpy says when shapes do not fit.
use super::super::mistake::Operand;
use super::super::shape::Shape;
use super::beyond::operation;
use super::reader::{Failure, Read, Reader};
use std::collections::BTreeMap;
use std::fmt;
use unicode_width::UnicodeWidthStr;

/// An expression of shapes.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// By its number among the operands.
    Operand(usize),
    Transpose(Box<Expression>),
    /// A matrix product.
    Product(Box<Expression>, Box<Expression>),
    /// `+`, `-`, `*` or `/`, element by element.
    Elementwise(char, Box<Expression>, Box<Expression>),
}

/// What was typed.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// Each has a name: a letter, if none was typed.
    pub operands: Vec<Operand>,
    pub expression: Expression,
    /// The shape behind the arrow, and how a sentence calls it.
    pub wanted: Option<(Shape, String)>,
}

/// What a wanted shape is called that has no name.
pub const UNNAMED: &str = "the wanted shape";

/// What cannot be read, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct ParseError {
    /// In characters, from zero.
    pub column: usize,
    pub message: String,
    /// What was typed, on one line.
    pub text: String,
    /// What can be typed instead.
    pub help: Option<&'static str>,
}
impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before: String = self.text.chars().take(self.column).collect();
        writeln!(f, "{}", self.message)?;
        writeln!(f, "  {}", self.text)?;
        write!(f, "  {}^", " ".repeat(before.width()))?;
        self.help.map_or(Ok(()), |help| write!(f, "\n{help}"))
    }
}
impl std::error::Error for ParseError {}

/// Longer texts are no expression that a person typed.
const MAX_LENGTH: usize = 1000;
const MAX_OPERANDS: usize = 12;
/// Parentheses in parentheses.
const MAX_DEPTH: usize = 20;

/// The operands, the expression and the wanted shape in `text`.
pub fn parse(text: &str) -> Result<Parsed, ParseError> {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut reader =
        Reader { chars: line.chars().collect(), at: 0, depth: 0, operands: Vec::new(), sizes: BTreeMap::new() };
    let pasted = reader.pasted();
    let is_message = pasted.is_some();
    let read = match pasted {
        Some(read) => read.map(|expression| (expression, None)),
        None => reader.question(),
    };
    let result = read.map(|(expression, mut wanted)| {
        reader.name_operands();
        let shapes = reader.operands.iter_mut().map(|operand| &mut operand.shape);
        // A name whose size is given in one place has it everywhere.
        for axis in shapes.chain(wanted.iter_mut().map(|(shape, _)| shape)).flat_map(|shape| &mut shape.0) {
            axis.size = axis.size.or_else(|| reader.sizes.get(&axis.name).copied());
        }
        Parsed { operands: std::mem::take(&mut reader.operands), expression, wanted }
    });
    let failed =
        |Failure { column, message }| ParseError { column, message, text: line.trim_end().to_string(), help: None };
    // The words of a message are no operations.
    match operation(&line, result.is_ok()).filter(|_| !is_message) {
        Some(operation) => Err(operation),
        None => result.map_err(failed),
    }
}

impl Reader {
    /// `expression`, `expression -> shape`.
    fn question(&mut self) -> Read<(Expression, Option<(Shape, String)>)> {
        if self.chars.len() > MAX_LENGTH {
            self.at = MAX_LENGTH;
            return self.fail(format!("no more than {MAX_LENGTH} characters"));
        }
        let expression = self.sum()?;
        let arrow = self.take_any(&["->", "=>", "→", "⟶"]);
        let wanted = match arrow {
            Some(_) => Some(self.wanted()?),
            None => None,
        };
        self.skip_spaces();
        if self.at < self.chars.len() {
            let next = self.next();
            let expected = if wanted.is_some() { "the end" } else { "an operator (`.` `+` `-` `*` `/`) or `->`" };
            return self.fail(format!("expected {expected}, found {next}"));
        }
        Ok((expression, wanted))
    }
    /// The shape behind the arrow: `(64, 784)`, `dx(64, 784)`, or `x`, whose shape is known.
    fn wanted(&mut self) -> Read<(Shape, String)> {
        self.skip_spaces();
        let start = self.at;
        let Some(name) = self.name() else { return Ok((self.shape()?, UNNAMED.to_string())) };
        if self.shape_follows() {
            return Ok((self.shape()?, format!("{name}'s shape")));
        }
        match self.operands.iter().find(|operand| operand.name == name) {
            Some(operand) => Ok((operand.shape.clone(), format!("{name}'s shape"))),
            None => {
                self.at = start;
                self.fail(format!("`{name}` has no shape yet: write `{name}(64, 10)` with its axes"))
            }
        }
    }

    fn sum(&mut self) -> Read<Expression> {
        let mut left = self.term()?;
        loop {
            let before = self.at;
            if self.take("->") {
                self.at = before;
                return Ok(left);
            }
            let Some(operator) = self.take_any(&["+", "-", "−"]) else { return Ok(left) };
            let operator = if operator == "+" { '+' } else { '-' };
            left = Expression::Elementwise(operator, Box::new(left), Box::new(self.term()?));
        }
    }
    fn term(&mut self) -> Read<Expression> {
        let mut left = self.factor()?;
        while let Some(operator) = self.take_any(&[".", "·", "⋅", "@", "*", "/", "⊙", "∘"]) {
            let (left_factor, right) = (Box::new(left), Box::new(self.factor()?));
            left = match operator {
                "*" | "⊙" | "∘" => Expression::Elementwise('*', left_factor, right),
                "/" => Expression::Elementwise('/', left_factor, right),
                _ => Expression::Product(left_factor, right),
            };
        }
        Ok(left)
    }
    /// A shape, a name with a shape, a name that has one, or an expression in parentheses; each with transposes behind it.
    fn factor(&mut self) -> Read<Expression> {
        self.skip_spaces();
        let start = self.at;
        let mut factor = if let Some(name) = self.name() {
            self.operand(name, start)?
        } else if self.peek() != Some('(') {
            let next = self.next();
            return self.fail(format!("expected a shape such as (64, 10) or (Batch, Classes), found {next}"));
        } else if self.is_group() {
            if self.depth == MAX_DEPTH {
                return self.fail(format!("parentheses nest no deeper than {MAX_DEPTH}"));
            }
            self.at += 1;
            self.depth += 1;
            let inner = self.sum()?;
            self.depth -= 1;
            if !self.take(")") {
                let next = self.next();
                return self.fail(format!("expected an operator or `)`, found {next}"));
            }
            inner
        } else {
            let shape = self.shape()?;
            self.new_operand(String::new(), shape, start)?
        };
        while self.transpose_follows() {
            factor = Expression::Transpose(Box::new(factor));
        }
        Ok(factor)
    }
    /// Whether the parenthesis that comes next holds an expression: an operator or another parenthesis comes before what
    /// stands behind an axis.
    fn is_group(&self) -> bool {
        let first = self.chars[self.at + 1..].iter().find(|c| ",)=:(+-−*/.·⋅@⊙∘ᵀ'’".contains(**c));
        first.is_some_and(|c| !",)=".contains(*c))
    }
    fn transpose_follows(&mut self) -> bool {
        let part = |c: &char| c.is_alphanumeric() || *c == '_' || *c == '(';
        for token in ["ᵀ", "'", "’", "^T", ".T", ".t()", ".mT"] {
            let (before, direct) = (self.at, self.peek().is_some_and(|c| !c.is_whitespace()));
            if direct && self.take(token) {
                // `.T(3, 4)` is a product with an array that is called T.
                if !token.ends_with('T') || !self.chars.get(self.at).is_some_and(part) {
                    return true;
                }
                self.at = before;
            }
        }
        false
    }
    /// Whether `(`, `: (` or `= (` comes next.
    fn shape_follows(&mut self) -> bool {
        let before = self.at;
        let _ = self.take_any(&[":", "="]);
        self.skip_spaces();
        let follows = self.peek() == Some('(');
        if !follows {
            self.at = before;
        }
        follows
    }
    fn operand(&mut self, name: String, start: usize) -> Read<Expression> {
        if self.shape_follows() {
            let shape = self.shape()?;
            return self.new_operand(name, shape, start);
        }
        match self.operands.iter().position(|operand| operand.name == name) {
            Some(operand) => Ok(Expression::Operand(operand)),
            None => {
                self.at = start;
                self.fail(format!("`{name}` has no shape yet: write `{name}(64, 10)` with its axes"))
            }
        }
    }
    pub fn new_operand(&mut self, name: String, shape: Shape, start: usize) -> Read<Expression> {
        let known = self.operands.iter().position(|operand| !name.is_empty() && operand.name == name);
        if let Some(known) = known {
            if self.operands[known].shape == shape {
                return Ok(Expression::Operand(known));
            }
            self.at = start;
            return self.fail(format!("`{name}` is {shape} here and {} before", self.operands[known].shape));
        }
        if self.operands.len() == MAX_OPERANDS {
            self.at = start;
            return self.fail(format!("no more than {MAX_OPERANDS} arrays in one expression"));
        }
        self.operands.push(Operand { name, shape });
        Ok(Expression::Operand(self.operands.len() - 1))
    }

    /// Letters for the operands without a name.
    fn name_operands(&mut self) {
        let taken: Vec<String> = self.operands.iter().map(|operand| operand.name.clone()).collect();
        let mut letters = ('a'..='z').map(String::from).filter(|letter| !taken.contains(letter));
        for operand in self.operands.iter_mut().filter(|operand| operand.name.is_empty()) {
            operand.name = letters.next().unwrap_or_default();
        }
    }
}
