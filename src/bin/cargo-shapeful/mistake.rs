//! A shape mistake, as all views of it (terminal, page, JSON) see it.
use super::lessons_of as on;
use super::shape::Shape;
use super::solver::Advice;

/// One shape error of the compiler.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// The number of its lesson.
    pub lesson: u16,
    /// `E0277`.
    pub code: String,
    /// The compiler's first line, its numerals made decimal.
    pub headline: String,
    pub place: Place,
    pub problem: Problem,
    /// The rule as algebra and the repair, as the library words them; one entry for each note.
    pub notes: Vec<String>,
    /// What rustc suggests, as far as it helps.
    pub helps: Vec<String>,
    /// What the solver found, if shapes are known that it can work on.
    pub advice: Option<Advice>,
}

impl Mistake {
    /// Whether it says what an earlier one says already: a chain that does not fit is an error wherever it is used.
    pub fn repeats(&self, earlier: &Mistake) -> bool {
        match (&self.problem, &earlier.problem) {
            (Problem::Layer { layer, input }, Problem::Layer { layer: earlier, input: before }) => {
                layer == earlier && input.shape.0.last() == before.shape.0.last()
            }
            _ => {
                self.lesson == earlier.lesson
                    && self.headline == earlier.headline
                    // One number of the other float type, used with tensors of several shapes.
                    && (self.place.label == earlier.place.label
                        || (self.lesson == on::ELEMENT_TYPES && self.notes == earlier.notes))
            }
        }
    }
}

/// Where it stands, and the lines of the program.
#[derive(Clone, Debug)]
pub struct Place {
    pub file: String,
    /// From one.
    pub line: usize,
    /// From one, in characters.
    pub column: usize,
    /// The line of the program, and the part to change in it, in characters from zero.
    pub text: String,
    pub marked: std::ops::Range<usize>,
    /// What the compiler says under the marked part.
    pub label: String,
}
impl Place {
    /// The part to change.
    pub fn marked_text(&self) -> String {
        self.text.chars().skip(self.marked.start).take(self.marked.len()).collect()
    }
}

/// What the shapes do to each other.
#[derive(Clone, Debug)]
pub enum Problem {
    /// Two factors; the last axis of the left one has to be the first but the batch of the right one.
    Product { left: Operand, right: Operand },
    /// Two operands of an elementwise operation, whose shapes have to be equal.
    Elementwise { left: Operand, right: Operand },
    /// What is stretched, and what to.
    Stretch { from: Operand, to: Operand },
    /// An axis which the operand does not have.
    NoAxis { operand: Operand, axis: String },
    /// A change of shape which the numbers do not allow.
    Reshape { change: Change, from: Operand, to: Operand },
    /// The three inputs of an affine layer: x, w and b forward; dout, x and w backward.
    Affine { operands: [Operand; 3], backward: bool },
    /// A layer, and what it is given.
    Layer { layer: String, input: Operand },
    /// What a place wants, and what stands there.
    Expected { expected: Operand, found: Operand },
    /// Another relation; the shapes that its message names.
    Other { operands: Vec<Operand> },
}

/// A method that changes a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Every axis gets another name.
    Relabel,
    /// Of two axes the second becomes several; only those are named.
    Split,
    /// The one axis of a vector becomes several.
    Unravel,
    /// The axes get another order, which is named.
    Permute,
}

/// An array in the program: how it is called there, and its shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Operand {
    /// The expression, such as `dout` or `w.t()`; empty where the program has no words for it.
    pub name: String,
    pub shape: Shape,
}
