//! The parts of the command.
pub mod draw;
pub mod mistake;
pub mod page;
pub mod shape;
pub mod solver;
