//! The parts of the command.
pub mod explain;
pub mod mistake;
pub mod shape;
pub mod solver;
