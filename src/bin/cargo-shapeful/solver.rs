//! Which products of the arrays in hand have the shape that is wanted.
use super::mistake::Operand;
use super::shape::Shape;

/// What is wanted, and every way to it.
#[derive(Clone, Debug)]
pub struct Advice {
    /// The shape that is wanted, and why: "the annotation", "x, whose gradient it is", …
    pub wanted: Option<(Shape, String)>,
    /// All products that fit, simplest first.
    pub candidates: Vec<Candidate>,
    /// One sentence: what follows from them.
    pub verdict: String,
}

/// A way to the wanted shape.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// `dout · wᵀ`.
    pub formula: String,
    /// `dout.matmul(w.t())`.
    pub code: String,
    /// The factors as they meet: (Batch, Classes) and (Classes, Pixels).
    pub factors: Vec<Operand>,
    /// What comes out.
    pub result: Shape,
}
pub fn solve(_: &[Operand], wanted: Option<&(Shape, String)>) -> Advice {
    Advice { wanted: wanted.cloned(), candidates: vec![], verdict: String::new() }
}
