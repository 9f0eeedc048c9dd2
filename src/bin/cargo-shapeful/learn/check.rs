//! Whether an exercise is solved: the student's file is compiled together with a part that is hidden, which calls its functions.
use super::compiler::{self, is_about};
use super::layout::{Course, PROFILE};
use super::program;
use super::table::Exercise;
use cargo_metadata::diagnostic::Diagnostic;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What a check has found.
#[derive(Debug)]
pub enum Finding {
    Passed,
    /// There is no text to check, and why.
    Unreadable(String),
    /// The errors of the student's file.
    Compile(Vec<Diagnostic>),
    /// The file is right by itself, and the check's calls of its functions are not.
    Signature(Vec<Diagnostic>),
    /// The numbers differ, and where.
    Wrong(String),
    /// It ended before the check was through, and how.
    Ended(String),
    TooSlow(Duration),
}
/// The finding, and what the student's program printed before.
#[derive(Debug)]
pub struct Report {
    pub finding: Finding,
    pub printed: String,
}
impl Report {
    pub fn passed(&self) -> bool {
        matches!(self.finding, Finding::Passed)
    }
}

/// Checks exercises, compiling all of them at once. The reports are in their order.
///
/// # Errors
/// Only what is not about the exercises: no cargo, no dependencies, no room to write.
pub fn check(course: &Course, exercises: &[&Exercise], limit: Duration) -> Result<Vec<Report>, String> {
    let folder = course.root.join("target").join("checks");
    let readable: Vec<Result<String, String>> = exercises.iter().map(|exercise| course.read(exercise)).collect();
    let names: Vec<String> =
        exercises.iter().zip(&readable).filter(|(_, text)| text.is_ok()).map(|(exercise, _)| name(exercise)).collect();
    let mut build = compiler::Build::default();
    if !names.is_empty() {
        write_package(course, &folder).map_err(|error| format!("{}: {error}", folder.display()))??;
        build = compiler::build(&folder, &target(course), &names)?;
    }
    let mut reports = Vec::new();
    for (exercise, text) in exercises.iter().zip(readable) {
        let report = match (text, build.programs.get(&name(exercise))) {
            (Err(why), _) => Report { finding: Finding::Unreadable(why), printed: String::new() },
            (Ok(_), Some(program)) => execute(course, exercise, program, limit)?,
            (Ok(_), None) => {
                let errors = build.errors.remove(&name(exercise)).unwrap_or_default();
                Report { finding: sort(course, exercise, errors), printed: String::new() }
            }
        };
        reports.push(report);
    }
    Ok(reports)
}

/// Where cargo puts what it compiles: in the course, unless the environment says otherwise.
pub fn target(course: &Course) -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty()) {
        // Relative to where the command was started, and not to where cargo is.
        Some(folder) => std::path::absolute(&folder).unwrap_or_else(|_| folder.into()),
        None => course.root.join("target"),
    }
}
/// A name of its own, beside the student's program of that exercise in the same folder.
fn name(exercise: &Exercise) -> String {
    format!("check_{}", exercise.name)
}

/// The package of the checks. It is written anew each time, since `cargo clean` takes it away.
fn write_package(course: &Course, folder: &Path) -> io::Result<Result<(), String>> {
    let dependencies = match course.dependencies() {
        Ok(dependencies) => dependencies,
        Err(why) => return Ok(Err(why)),
    };
    fs::create_dir_all(folder)?;
    let mut manifest = format!(
        "[package]\nname = \"shapeful-course-checks\"\nedition = \"2024\"\npublish = false\nautobins = false\n\n\
         [dependencies]\n{dependencies}\n\n{PROFILE}\n[workspace]\n"
    );
    write_changed(&folder.join("harness.rs"), include_str!("harness.rs"))?;
    for exercise in super::table::EXERCISES {
        let (name, path) = (name(exercise), course.absolute_path(exercise));
        let path = path.display().to_string();
        // What is allowed here is nothing the student has to care for.
        let program = format!(
            "#![allow(warnings)]\n#[path = {path:?}]\nmod exercise;\n#[path = \"harness.rs\"]\nmod harness;\n\
             fn main() {{\n    harness::run(check);\n}}\n\n{}",
            exercise.check
        );
        write_changed(&folder.join(format!("{name}.rs")), &program)?;
        manifest += &format!("\n[[bin]]\nname = {name:?}\npath = \"{name}.rs\"\n");
    }
    write_changed(&folder.join("Cargo.toml"), &manifest)?;
    Ok(Ok(()))
}
/// A file that stays as it is keeps its time, and cargo does not compile it again.
fn write_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) { Ok(()) } else { fs::write(path, text) }
}

fn sort(course: &Course, exercise: &Exercise, errors: Vec<Diagnostic>) -> Finding {
    let file = course.absolute_path(exercise);
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for mut error in errors {
        let list = if is_about(&error, &file) { &mut own } else { &mut others };
        error.rendered = error.rendered.map(|text| shorten(course, &text));
        list.push(error);
    }
    if own.is_empty() { Finding::Signature(others) } else { Finding::Compile(own) }
}
/// Names the course's files as the user does.
fn shorten(course: &Course, text: &str) -> String {
    let root = course.root.join("exercises").display().to_string();
    text.replace(&root, &course.dir.join("exercises").display().to_string())
}

fn execute(course: &Course, exercise: &Exercise, program: &Path, limit: Duration) -> Result<Report, String> {
    // A word that a program cannot know beforehand, so that leaving early is not passing.
    let word = format!("{:x}", RandomState::new().hash_one(exercise.name));
    let run = program::run(program, &course.root, &word, limit)?;
    let (own, verdict) = match run.stdout.rsplit_once(&format!("\n{word} ")) {
        Some((own, verdict)) => (own, Some(verdict.trim_end())),
        None => (run.stdout.as_str(), None),
    };
    let finding = match (verdict, run.status) {
        (Some("passed"), _) => Finding::Passed,
        (Some(why), _) => Finding::Wrong(why.to_string()),
        (None, None) => Finding::TooSlow(limit),
        (None, Some(status)) if run.stderr.contains("panicked at") => Finding::Ended(format!("it panicked ({status})")),
        (None, Some(status)) => Finding::Ended(format!("it ended by itself ({status})")),
    };
    let printed =
        [own.trim_end(), run.stderr.trim_end()].iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>();
    Ok(Report { finding, printed: shorten(course, &printed.join("\n")) })
}
