//! `cargo shapeful`: shape errors as lessons, drawn.
#[path = "cargo-shapeful/mod.rs"]
mod command;
fn main() {}
