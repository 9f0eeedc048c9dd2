//! The signs of an expression: names, numbers and shapes.
use super::super::mistake::Operand;
use super::super::shape::{Axis, Shape};
use std::collections::BTreeMap;

/// Of the library's shapes.
const MAX_RANK: usize = 6;

/// An error before the text is attached.
pub struct Failure {
    pub column: usize,
    pub message: String,
}
pub type Read<T> = Result<T, Failure>;

/// What is left to read, and what was read so far.
pub struct Reader {
    pub chars: Vec<char>,
    pub at: usize,
    /// Parentheses that are open.
    pub depth: usize,
    pub operands: Vec<Operand>,
    /// Of the named axes, where they are given.
    pub sizes: BTreeMap<String, u64>,
}

impl Reader {
    pub fn fail<T>(&self, message: impl Into<String>) -> Read<T> {
        Err(Failure { column: self.at, message: message.into() })
    }
    pub fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }
    pub fn skip_spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }
    /// Takes `token` if it comes next, after spaces.
    pub fn take(&mut self, token: &str) -> bool {
        let before = self.at;
        self.skip_spaces();
        let found = token.chars().enumerate().all(|(i, c)| self.chars.get(self.at + i) == Some(&c));
        self.at = if found { self.at + token.chars().count() } else { before };
        found
    }
    pub fn take_any<'a>(&mut self, tokens: &[&'a str]) -> Option<&'a str> {
        tokens.iter().copied().find(|token| self.take(token))
    }
    /// What comes next, for an error.
    pub fn next(&mut self) -> String {
        self.skip_spaces();
        self.peek().map_or_else(|| "the end".to_string(), |c| format!("`{c}`"))
    }

    /// An identifier, if one comes next.
    pub fn name(&mut self) -> Option<String> {
        self.skip_spaces();
        let part = |c: char| c.is_alphanumeric() && c != 'ᵀ' || c == '_';
        let start = self.peek().filter(|c| part(*c) && !c.is_numeric())?;
        let mut name = String::from(start);
        self.at += 1;
        while let Some(c) = self.peek().filter(|c| part(*c)) {
            name.push(c);
            self.at += 1;
        }
        Some(name)
    }
    /// `(64, 10)`, `(Batch, Classes = 10)`, `(64,)`, `(64)`, `()`.
    pub fn shape(&mut self) -> Read<Shape> {
        if !self.take("(") {
            let next = self.next();
            return self.fail(format!("expected a shape such as (64, 10) or (Batch, Classes), found {next}"));
        }
        let mut axes = Vec::new();
        while !self.take(")") {
            self.skip_spaces();
            if axes.len() == MAX_RANK {
                return self.fail(format!("an array has no more than {MAX_RANK} axes"));
            }
            axes.push(self.axis()?);
            if !self.take(",") && self.next() != "`)`" {
                let next = self.next();
                return self.fail(format!("expected `,` or `)` after an axis, found {next}"));
            }
        }
        Ok(Shape(axes))
    }
    pub fn axis(&mut self) -> Read<Axis> {
        if let Some(name) = self.name() {
            if !self.take("=") {
                return Ok(Axis::named(&name, None));
            }
            self.skip_spaces();
            let start = self.at;
            let size = self.number()?;
            let before = *self.sizes.entry(name.clone()).or_insert(size);
            if before != size {
                self.at = start;
                return self.fail(format!("{name} is {size} here and {before} before"));
            }
            return Ok(Axis::named(&name, Some(size)));
        }
        Ok(Axis::number(self.number()?))
    }
    pub fn number(&mut self) -> Read<u64> {
        let start = self.at;
        let digits: String = self.chars[start..].iter().take_while(|c| c.is_ascii_digit()).collect();
        if digits.is_empty() {
            let next = self.next();
            return self.fail(format!("expected an axis, a name or a number, found {next}"));
        }
        match digits.parse() {
            Ok(number) if number <= u64::from(u32::MAX) => {
                self.at += digits.len();
                Ok(number)
            }
            _ => self.fail(format!("an axis has no more than {} places", u32::MAX)),
        }
    }
}
