//! The parts of the command.
pub mod mistake;
pub mod shape;
pub mod solver;
