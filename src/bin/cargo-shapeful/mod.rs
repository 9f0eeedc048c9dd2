//! The parts of the command.
mod advise;
mod cargo;
pub mod check;
mod classify;
pub mod course;
mod diagnostic;
pub mod draw;
pub mod explain;
mod helps;
mod hints;
mod json;
mod layers;
pub mod learn;
mod lessons_of;
mod mistake;
mod multiplied;
mod page;
mod refine;
#[cfg(test)]
mod reported;
mod scope;
mod shape;
mod solver;
mod source;
pub mod style;
mod types;
