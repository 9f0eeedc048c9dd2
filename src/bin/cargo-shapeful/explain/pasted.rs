//! What numpy and PyTorch say when shapes do not fit, pasted in.
use super::super::shape::{Axis, Shape};
use super::parse::Expression;
use super::reader::{Read, Reader};

impl Reader {
    /// The expression that an error message is about; `None` if the text is no such message.
    pub fn pasted(&mut self) -> Option<Read<Expression>> {
        let text: String = self.chars.iter().collect();
        let behind = |words: &str| text.find(words).map(|at| text[..at + words.len()].chars().count());
        if let Some(at) = behind("broadcast together with shapes") {
            self.at = at;
            return Some(self.shapes_of_message('+'));
        }
        if let Some(at) = text.contains("not aligned").then(|| behind("shapes ")).flatten() {
            self.at = at;
            return Some(self.shapes_of_message('.'));
        }
        if let Some(at) = behind("shapes cannot be multiplied") {
            self.at = at;
            return Some(self.matrices_of_message());
        }
        let nameless = ["has a mismatch in its core dimension", "must match the size of tensor"];
        nameless.iter().find_map(|words| text.find(words)).map(|at| {
            self.at = text[..at].chars().count();
            self.fail("this message does not say the shapes: type them, as in `(64, 10) . (784, 10)`")
        })
    }
    /// `(64,10) (64,)`, `(64,10) and (784,10)`.
    fn shapes_of_message(&mut self, operator: char) -> Read<Expression> {
        let mut expression = None;
        loop {
            let _ = self.take_any(&["and", ","]);
            self.skip_spaces();
            let start = self.at;
            if self.peek() != Some('(') {
                break;
            }
            let shape = self.shape()?;
            let right = Box::new(self.new_operand(String::new(), shape, start)?);
            expression = Some(match expression {
                None => *right,
                Some(left) if operator == '+' => Expression::Elementwise('+', Box::new(left), right),
                Some(left) => Expression::Product(Box::new(left), right),
            });
            // What follows the second shape of "not aligned" says the sizes again.
            if self.take(":") {
                break;
            }
        }
        match expression {
            Some(expression) => Ok(expression),
            None => self.fail("expected the shapes of this message, such as (64,10) (64,)"),
        }
    }
    /// `(64x10 and 784x10)`, as PyTorch writes the shapes of two matrices.
    fn matrices_of_message(&mut self) -> Read<Expression> {
        self.expect("(")?;
        let left = self.matrix()?;
        self.expect("and")?;
        let right = self.matrix()?;
        self.expect(")")?;
        Ok(Expression::Product(Box::new(left), Box::new(right)))
    }
    fn matrix(&mut self) -> Read<Expression> {
        self.skip_spaces();
        let start = self.at;
        let rows = self.number()?;
        self.expect("x")?;
        let columns = self.number()?;
        self.new_operand(String::new(), Shape(vec![Axis::number(rows), Axis::number(columns)]), start)
    }
    fn expect(&mut self, token: &str) -> Read<()> {
        if self.take(token) {
            return Ok(());
        }
        let next = self.next();
        self.fail(format!("expected `{token}`, found {next}"))
    }
}
