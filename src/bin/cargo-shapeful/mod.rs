//! The parts of the command.
mod advise;
pub mod check;
mod classify;
pub mod course;
mod diagnostic;
pub mod draw;
pub mod explain;
mod helps;
mod json;
pub mod learn;
mod mistake;
mod page;
#[cfg(test)]
mod reported;
mod scope;
mod shape;
mod solver;
mod source;
pub mod style;
mod types;
