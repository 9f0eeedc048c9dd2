//! The parts of the command.
mod advise;
pub mod check;
mod classify;
pub mod course;
mod diagnostic;
mod draw;
mod json;
mod mistake;
mod page;
mod scope;
mod shape;
mod solver;
mod source;
pub mod style;
mod types;
