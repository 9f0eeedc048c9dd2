//! `cargo shapeful`: shape errors as lessons, drawn.
#[path = "cargo-shapeful/mod.rs"]
mod command;
use clap::Parser;
use command::check::{self, Check};
use command::style::Styles;
use command::{course, explain, learn};
use std::process::ExitCode;

/// Cargo calls `cargo-shapeful shapeful check …`.
#[derive(Parser)]
#[command(bin_name = "cargo", version, styles = clap::builder::Styles::styled())]
enum Cargo {
    Shapeful(Shapeful),
}

/// Shape errors as lessons, drawn
#[derive(clap::Args)]
#[command(version, about)]
struct Shapeful {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Runs `cargo check` and draws each shape error as a lesson
    Check(Check),
    /// Says what an expression of shapes does, and which products have the shape that is wanted
    ///
    /// It takes products (`.` or `@`), `+` `-` `*` `/` element by element, transposes (`.T`), parentheses, and `->` with the
    /// shape that is wanted; or an error message of numpy or PyTorch, pasted. Ends with 0 if the expression keeps the rules,
    /// with 1 if it breaks one, and with 2 if it cannot be read.
    Explain {
        /// Such as '(64, 10) . (784, 10) -> (64, 784)', or with names: 'dout(Batch, Classes) . w(Pixels, Classes) -> (Batch, Pixels)'
        #[arg(required = true)]
        expression: Vec<String>,
        #[command(flatten)]
        styles: Styles,
    },
    /// Lays out a course of exercises, and checks them as they are saved
    Learn(learn::Args),
    /// Lists the lessons
    Lessons {
        #[command(flatten)]
        styles: Styles,
    },
    /// Shows one lesson
    Lesson {
        /// Its number: S07, or 7
        number: String,
        #[command(flatten)]
        styles: Styles,
    },
}

/// Programs and messages are read by recursion, as deep as they are.
const STACK: usize = 64 << 20;

fn main() -> ExitCode {
    let work = std::thread::Builder::new().stack_size(STACK).spawn(run);
    work.ok().and_then(|work| work.join().ok()).unwrap_or(ExitCode::FAILURE)
}

fn run() -> ExitCode {
    let arguments: Vec<String> = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let arguments = match arguments.as_slice() {
        [program, name, command, rest @ ..] if command == "check" => {
            [program, name, command].into_iter().cloned().chain(check::ours_first(rest)).collect()
        }
        _ => arguments,
    };
    let Cargo::Shapeful(shapeful) = Cargo::parse_from(arguments);
    match shapeful.command {
        Command::Check(options) => check::run(&options),
        Command::Explain { expression, styles } => match explain::answer(&expression.join(" "), &styles.for_output()) {
            Ok((answer, true)) => print(&answer),
            Ok((answer, false)) => {
                print(&answer);
                ExitCode::FAILURE
            }
            Err(error) => {
                eprintln!("error: {error}");
                ExitCode::from(2)
            }
        },
        Command::Learn(options) => learn::run(options),
        Command::Lessons { styles } => print(&course::list(&styles.for_output())),
        Command::Lesson { number, styles } => match course::find(&number) {
            Ok(lesson) => print(&course::show(lesson, &styles.for_output())),
            Err(message) => {
                eprintln!("error: {message}");
                ExitCode::from(2)
            }
        },
    }
}

/// Prints to the standard output. A reader that has seen enough, such as `head`, is no error.
fn print(text: &str) -> ExitCode {
    use std::io::{ErrorKind, Write};
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
