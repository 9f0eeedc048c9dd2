//! Calls cargo, and sorts what the compiler says.
use crate::command::source::Sources;
use crate::command::style::Styles;
use crate::command::{advise, draw};
use anstream::println;
use cargo_metadata::Message;
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel, DiagnosticSpan};
use shapeful::lessons::lesson;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What came of each program, by its name.
#[derive(Debug, Default)]
pub struct Build {
    pub programs: BTreeMap<String, PathBuf>,
    pub errors: BTreeMap<String, Vec<Diagnostic>>,
}

/// Compiles programs of the package in `folder`.
pub fn build(folder: &Path, target: &Path, programs: &[String]) -> Result<Build, String> {
    let cargo = |options: &[&str]| {
        Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["build", "--keep-going", "--message-format=json-diagnostic-rendered-ansi"])
            .args(options)
            .args(programs.iter().flat_map(|name| ["--bin", name]))
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", target)
            .output()
            .map_err(|error| format!("cargo does not start: {error}"))
    };
    // Without the network first: with everything at hand that is faster, and works on a train.
    let mut output = cargo(&["--offline"])?;
    if !has_started(&output) {
        output = cargo(&[])?;
    }
    if !has_started(&output) {
        return Err(format!(
            "cargo cannot resolve the course's dependencies:\n\n{}\n\
             The first check takes shapeful from the network, or from a folder that holds its sources: `--shapeful-path PATH`",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    let mut build = Build::default();
    let mut failed = Vec::new();
    // A line that is no message is none of cargo's.
    for message in Message::parse_stream(Cursor::new(&output.stdout)).filter_map(Result::ok) {
        match message {
            Message::CompilerArtifact(artifact) if programs.contains(&artifact.target.name) => {
                if let Some(program) = artifact.executable {
                    build.programs.insert(artifact.target.name, program.into());
                }
            }
            Message::CompilerMessage(said) if is_error(&said.message) => {
                if programs.contains(&said.target.name) {
                    build.errors.entry(said.target.name).or_default().push(said.message);
                } else {
                    failed.push(said.message.rendered.unwrap_or(said.message.message));
                }
            }
            _ => {}
        }
    }
    let silent = programs.iter().any(|name| !build.programs.contains_key(name) && !build.errors.contains_key(name));
    if !failed.is_empty() || silent {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the course's dependencies do not compile:\n\n{}\n{said}", failed.join("\n")));
    }
    Ok(build)
}
/// Cargo ends a build with a message, whether it failed or not; it has none if it did not come to one.
fn has_started(output: &Output) -> bool {
    String::from_utf8_lossy(&output.stdout).contains("\"reason\":\"build-finished\"")
}
/// The count at the end is not an error of its own.
fn is_error(said: &Diagnostic) -> bool {
    let counts = said.spans.is_empty() && said.code.is_none() && said.message.starts_with("aborting due to");
    matches!(said.level, DiagnosticLevel::Error | DiagnosticLevel::Ice) && !counts
}

/// Whether it is about this file: about its text, or about what a macro made of it.
pub fn is_about(said: &Diagnostic, file: &Path) -> bool {
    fn comes_from(span: &DiagnosticSpan, file: &Path) -> bool {
        Path::new(&span.file_name) == file || span.expansion.as_ref().is_some_and(|made| comes_from(&made.span, file))
    }
    said.spans.iter().any(|span| span.is_primary && comes_from(span, file))
}

/// Shows the errors of an exercise: those about shapes as lessons.
pub fn show_compiler_output(errors: &[Diagnostic], course: &Path) {
    let (mut sources, style) = (Sources::default(), Styles::default().for_output());
    for error in errors {
        let text = match advise::mistake(error, &mut sources, &[course]) {
            Some(mut mistake) => {
                mistake.place.file = from_here(&mistake.place.file);
                // The repair is what the student is to find.
                mistake.advice = None;
                draw::terminal::terminal(&mistake, lesson(mistake.lesson).map_or("", |lesson| lesson.title), &style)
            }
            None => error.rendered.clone().unwrap_or_else(|| error.message.clone()),
        };
        println!("{}\n", text.trim_end());
    }
}

/// A path as the student would type it.
fn from_here(path: &str) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let below =
        here.ok().and_then(|here| Path::new(path).strip_prefix(here).ok().map(|path| path.display().to_string()));
    below.unwrap_or_else(|| path.to_string())
}
