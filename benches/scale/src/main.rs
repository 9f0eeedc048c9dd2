//! How compile time, the size of a program and the time of a training step grow with the net: tables and pictures.
//! `README.md` says how to run it.
mod compile;
#[path = "../../../examples/shared/curves.rs"]
mod curves;
mod nets;
mod steps;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

type Answer<T> = Result<T, Box<dyn Error>>;

fn main() -> Answer<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (name, (table, panels)) = match words[..] {
        ["steps"] => ("steps", steps::measure()),
        ["compile"] => ("compile", compile::measure(false)?),
        ["compile", "--peers"] => ("compile", compile::measure(true)?),
        _ => return Err("say what is to be measured: steps, compile, or compile --peers".into()),
    };
    print!("{table}");
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::write(here.join(name).with_extension("md"), table)?;
    curves::draw(&panels, &here.join(name).with_extension("svg"))
}
