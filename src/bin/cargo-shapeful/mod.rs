//! The parts of the command.
pub mod learn;
pub mod mistake;
pub mod shape;
pub mod solver;
