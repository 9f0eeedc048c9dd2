//! `cargo shapeful learn`: a course of broken programs, each checked as the student saves it.
mod check;
mod compiler;
mod layout;
mod program;
mod progress;
mod report;
mod table;
mod watch;

use anstream::{eprintln, println};
use layout::Course;
use progress::Progress;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use table::EXERCISES;

/// A course of broken programs, each checked as you save it.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The folder of the course; if there is nothing yet, it is laid out there.
    #[arg(value_name = "DIR", default_value = "shapeful-course")]
    dir: PathBuf,
    /// Check the exercise at hand, and end: with 0 if it has passed.
    #[arg(long, group = "what")]
    once: bool,
    /// Check all exercises anew, and end: with 0 if all have passed.
    #[arg(long, group = "what")]
    all: bool,
    /// List the exercises.
    #[arg(long, group = "what")]
    list: bool,
    /// Show the hint for the exercise at hand.
    #[arg(long, group = "what")]
    hint: bool,
    /// Lay an exercise out anew, by its name or its number; what you wrote in it is lost.
    #[arg(long, group = "what", value_name = "NAME")]
    reset: Option<String>,
    /// Take shapeful from this folder, and not from crates.io.
    #[arg(long, value_name = "PATH")]
    shapeful_path: Option<PathBuf>,
    /// How long the check of an exercise may run.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    time_limit: u64,
}

/// 0: passed, or done what was asked for. 1: not passed. 2: the course itself does not work.
pub fn run(args: Args) -> ExitCode {
    match Session::open(&args).and_then(|mut session| session.run(&args)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::from(2)
        }
    }
}

/// The course, and how far the student is in it.
struct Session {
    course: Course,
    progress: Progress,
    limit: Duration,
}
impl Session {
    fn open(args: &Args) -> Result<Session, String> {
        let (course, new) = Course::open(&args.dir, args.shapeful_path.as_deref())?;
        if new {
            let dir = course.dir.display();
            println!(
                "A course of {} exercises now lies in {dir}; {dir}/README.md says how to go on.\n",
                EXERCISES.len()
            );
        }
        let progress = Progress::read(&course.dir);
        Ok(Session { course, progress, limit: Duration::from_secs(args.time_limit) })
    }
    fn run(&mut self, args: &Args) -> Result<bool, String> {
        if let Some(name) = &args.reset {
            return self.reset(name);
        }
        if args.list {
            report::list(&self.progress);
            return Ok(true);
        }
        if args.hint {
            report::hint(&EXERCISES[self.progress.current()]);
            return Ok(true);
        }
        if args.all {
            return self.check_all();
        }
        if !args.once {
            return watch::watch(self);
        }
        let passed = self.check_current()?;
        println!("{}", self.progress.bar());
        Ok(passed)
    }
    fn reset(&mut self, name: &str) -> Result<bool, String> {
        let index = table::find(name)
            .ok_or_else(|| format!("there is no exercise {name:?}; `--list` shows their names. Nothing was changed"))?;
        self.course.reset(&EXERCISES[index])?;
        self.progress.set(index, false);
        self.progress.go_to(index);
        self.save()?;
        println!("{} is as it was at first, and at hand.", self.course.path(&EXERCISES[index]).display());
        Ok(true)
    }
    /// Checks the exercise at hand and shows what was found; if it has passed, the next one is at hand.
    fn check_current(&mut self) -> Result<bool, String> {
        let index = self.progress.current();
        let exercise = &EXERCISES[index];
        report::title(exercise);
        self.announce();
        let reports = check::check(&self.course, &[exercise], self.limit)?;
        let passed = reports.iter().all(check::Report::passed);
        for report in &reports {
            report::show(&self.course, exercise, report);
        }
        self.progress.set(index, passed);
        if passed {
            self.progress.advance();
        }
        self.save()?;
        Ok(passed)
    }
    /// Checks all, whatever is in the file of the progress.
    fn check_all(&mut self) -> Result<bool, String> {
        self.announce();
        let exercises: Vec<_> = EXERCISES.iter().collect();
        let reports = check::check(&self.course, &exercises, self.limit)?;
        for (index, (exercise, report)) in EXERCISES.iter().zip(&reports).enumerate() {
            self.progress.set(index, report.passed());
            println!("{}: {}", exercise.name, report::summary(&self.course, exercise, &report.finding));
        }
        if self.progress.has_passed(self.progress.current()) {
            self.progress.advance();
        }
        self.save()?;
        println!("\n{}", self.progress.bar());
        if self.progress.is_complete() {
            report::done();
        }
        Ok(self.progress.is_complete())
    }
    fn save(&self) -> Result<(), String> {
        self.progress.write().map_err(|error| format!("the progress cannot be written: {error}"))
    }
    /// The first check takes longer than those after it.
    fn announce(&self) {
        if !check::target(&self.course).exists() {
            println!("Compiling shapeful, which takes a while the first time.\n");
        }
    }
}
