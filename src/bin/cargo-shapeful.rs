//! `cargo shapeful`: shape errors as lessons, drawn.
#[path = "cargo-shapeful/mod.rs"]
mod command;

use clap::Parser;
use command::learn;
use std::process::ExitCode;

/// As cargo calls it: `cargo-shapeful shapeful learn …`.
#[derive(Parser)]
#[command(name = "cargo", bin_name = "cargo", version)]
enum Cargo {
    #[command(subcommand)]
    Shapeful(Shapeful),
}
/// Shape errors as lessons.
#[derive(clap::Subcommand)]
enum Shapeful {
    Learn(learn::Args),
}

fn main() -> ExitCode {
    match Cargo::parse() {
        Cargo::Shapeful(Shapeful::Learn(args)) => learn::run(args),
    }
}
