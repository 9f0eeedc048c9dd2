//! What numpy and PyTorch say when shapes do not fit, pasted in.
use super::super::mistake::{Change, Operand, Problem};
use super::super::shape::{Axis, Shape};
use super::parse::Expression;
use super::reader::{Read, Reader};

/// A message that is about no expression.
#[derive(Clone, Debug)]
pub struct Message {
    /// What it means, what to check and what to read; each a paragraph.
    pub paragraphs: Vec<String>,
    pub problem: Option<Problem>,
}

/// The message that is read, if it is one of these.
pub fn message(text: &str) -> Option<Message> {
    reshape(text).or_else(|| batches(text))
}

/// Whether PyTorch says it: numpy has no part in it.
pub fn is_pytorch(text: &str) -> bool {
    text.contains("shapes cannot be multiplied")
}

/// The text between two others.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    text.split_once(before)?.1.split_once(after).map(|(inside, _)| inside.trim())
}

/// `cannot reshape array of size 150 into shape (10,3,4)`, `shape '[10, 3, 4]' is invalid for input of size 150`.
fn reshape(text: &str) -> Option<Message> {
    let (size, axes) = match between(text, "cannot reshape array of size", "into shape") {
        Some(size) => (size, between(text, "into shape (", ")")?),
        None => (text.split_once("is invalid for input of size")?.1.trim(), between(text, "shape '[", "]'")?),
    };
    let digits = size.find(|digit: char| !digit.is_ascii_digit()).unwrap_or(size.len());
    let size: u64 = size[..digits].parse().ok()?;
    // One axis may be left open.
    let open = |axis: &str| axis == "-1" || axis == "newaxis";
    let axes: Vec<&str> = axes.split(',').map(str::trim).filter(|axis| !axis.is_empty()).take(33).collect();
    let known = axes.iter().filter(|axis| !open(axis)).map(|axis| axis.parse().ok()).collect::<Option<Vec<u64>>>()?;
    let product = known.iter().try_fold(1_u64, |product, axis| product.checked_mul(*axis))?;
    let opened = known.len() < axes.len();
    if axes.len() > 32 || known.is_empty() || size == product || (opened && product > 0 && size % product == 0) {
        return None;
    }
    let factors: Vec<String> = known.iter().map(u64::to_string).collect();
    let equation = if known.len() == 1 { String::new() } else { format!(" = {product}") };
    let factors = factors.join(" · ");
    let mut paragraphs = vec![if opened {
        format!("{size} numbers do not fill rows of {factors}{equation}: {size} is no multiple of {product}.")
    } else {
        format!("{size} numbers do not fill {factors}{equation}.")
    }];
    let shape = |axes: &[u64]| Shape(axes.iter().copied().map(Axis::number).collect());
    let others = (0..known.len()).filter(|_| !opened).filter_map(|place| {
        let others = product.checked_div(known[place]).filter(|others| *others > 0 && size % others == 0)?;
        let mut axes = known.clone();
        axes[place] = size / others;
        Some(format!("{} with {} for {}", shape(&axes), axes[place], known[place]))
    });
    let others: Vec<String> = others.collect();
    if !others.is_empty() {
        paragraphs.push(format!("{size} numbers fill {}.", others.join(", and ")));
    }
    paragraphs.push(
        "What to check: which axis has another size than you think, or is missing: often the batch, or what a convolution or a \
         pooling leaves. A reshape counts numbers alone, so that one that fits may still be the wrong one."
            .to_string(),
    );
    paragraphs
        .push("In shapeful a table that a vector does not fill is no program: cargo shapeful lesson S65".to_string());
    let (from, to) = (shape(&[size]), shape(&known));
    let unnamed = |shape| Operand { name: String::new(), shape };
    let problem = Problem::Reshape { change: Change::Unravel, from: unnamed(from), to: unnamed(to) };
    Some(Message { paragraphs, problem: (!opened).then_some(problem) })
}

/// `Expected input batch_size (30) to match target batch_size (120).`
fn batches(text: &str) -> Option<Message> {
    let number = |text: &str| text.parse::<u64>().ok();
    let scores = number(between(text, "input batch_size (", ")")?)?;
    let labels = number(between(text, "target batch_size (", ")")?)?;
    let mut paragraphs =
        vec![format!("There are {scores} rows of scores and {labels} labels: each row of scores has one label.")];
    let factor = |more: u64, less: u64| more.checked_div(less).filter(|_| less > 0 && more % less == 0 && more > less);
    if let Some(factor) = factor(labels, scores) {
        paragraphs.push(format!(
            "{labels} = {scores} · {factor}: the labels have an axis of {factor} in them that the scores do not have in their rows, \
             such as the words of each text. What to check: that scores and labels are flattened over the same axes, that the labels \
             are numbers of classes and not one-hot rows of {factor}, and that both are of one batch."
        ));
    } else if let Some(factor) = factor(scores, labels) {
        paragraphs.push(format!(
            "{scores} = {labels} · {factor}: the scores have an axis of {factor} in their rows that the labels do not have. \
             What to check: that the images are flattened behind the batch and not across it, and that scores and labels are of one \
             batch."
        ));
    } else {
        paragraphs.push(
            "What to check: that scores and labels are of one batch, the last and smaller one included.".to_string(),
        );
    }
    paragraphs.push(
        "In shapeful the labels have the batch and the classes in their type: cargo shapeful lesson S60, and S58, S69"
            .to_string(),
    );
    Some(Message { paragraphs, problem: None })
}

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
        let nameless = [
            (
                "has a mismatch in its core dimension",
                "this message does not say the shapes: type them, as in `(64, 10) . (784, 10)`",
            ),
            (
                "must match the size of tensor",
                "this message has one axis of each shape: type both, as in `(64, 10) + (64,)`",
            ),
        ];
        nameless.iter().find_map(|(words, help)| Some((text.find(words)?, help))).map(|(at, help)| {
            self.at = text[..at].chars().count();
            self.fail(*help)
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
