//! The parts of the command.
mod advise;
mod cargo;
pub mod check;
mod classify;
pub mod course;
mod diagnostic;
pub mod draw;
pub mod explain;
mod json;
pub mod learn;
mod mistake;
mod page;
mod scope;
mod shape;
mod solver;
mod source;
pub mod style;
mod types;
