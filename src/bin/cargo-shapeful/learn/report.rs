//! Prints what a check has found.
use super::check::{Finding, Report};
use super::compiler::show_compiler_output;
use super::layout::Course;
use super::progress::Progress;
use super::table::{EXERCISES, Exercise};
use anstream::println;
use anstyle::{AnsiColor, Style};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const TITLE: Style = Style::new().bold();

/// The name of the exercise, over all that follows.
pub fn title(exercise: &Exercise) {
    println!("{TITLE}── {} {}{TITLE:#}\n", exercise.name, "─".repeat(60_usize.saturating_sub(exercise.name.len())));
}

/// All of what a check has found.
pub fn show(course: &Course, exercise: &Exercise, report: &Report) {
    let path = course.path(exercise);
    let path = path.display();
    if !report.printed.is_empty() {
        println!("{}\n", report.printed);
    }
    match &report.finding {
        Finding::Passed => println!("{GOOD}{} passed{GOOD:#}\n", exercise.name),
        Finding::Compile(errors) => {
            show_compiler_output(errors, &course.dir);
            println!("{BAD}{path} does not compile yet{BAD:#}\n");
        }
        Finding::Signature(errors) => {
            show_compiler_output(errors, &course.dir);
            println!(
                "{BAD}{path} compiles, and the check cannot call its functions{BAD:#}\n\
                 Keep the names and types of all that is `pub`; `--reset {}` brings back what was there.\n",
                exercise.name
            );
        }
        finding => println!("{BAD}{}{BAD:#}\n", summary(course, exercise, finding)),
    }
}

/// A finding in a line.
pub fn summary(course: &Course, exercise: &Exercise, finding: &Finding) -> String {
    let path = course.path(exercise);
    let path = path.display();
    match finding {
        Finding::Passed => "passed".to_string(),
        Finding::Unreadable(why) => why.clone(),
        Finding::Compile(errors) => {
            format!("does not compile: {}", errors.first().map_or("", |error| error.message.as_str()))
        }
        Finding::Signature(errors) => {
            format!(
                "the check cannot call its functions: {}",
                errors.first().map_or("", |error| error.message.as_str())
            )
        }
        Finding::Wrong(why) => format!("{path} compiles, and computes something else: {why}"),
        Finding::Ended(how) => format!("{path} compiles, and was stopped in the check: {how}"),
        Finding::TooSlow(limit) => {
            format!("{path} compiles, and had not ended after {} s: is there a loop without an end?", limit.as_secs())
        }
    }
}

/// The exercises: those that have passed, and the one at hand.
pub fn list(progress: &Progress) {
    for (index, exercise) in EXERCISES.iter().enumerate() {
        let at = if index == progress.current() { ">" } else { " " };
        match progress.has_passed(index) {
            true => println!("{at} {GOOD}x{GOOD:#} {}", exercise.name),
            false => println!("{at}   {}", exercise.name),
        }
    }
    println!("\n{}", progress.bar());
}

pub fn hint(exercise: &Exercise) {
    println!("{TITLE}Hint for {}{TITLE:#}\n\n{}\n", exercise.name, exercise.hint.trim_end());
}

pub fn done() {
    println!(
        "{GOOD}All {} exercises pass.{GOOD:#} You write every shape down, and read the formula off: go and build something.",
        EXERCISES.len()
    );
}
