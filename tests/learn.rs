//! `cargo shapeful learn`, as a student uses it.
#![cfg(feature = "cli")]
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What the library brings for an exercise: its name, the broken program and the right one.
struct Exercise {
    name: String,
    program: String,
    solution: String,
}
fn exercises() -> Vec<Exercise> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bin/cargo-shapeful/learn/exercises");
    let mut folders: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let read = |folder: &Path, file| fs::read_to_string(folder.join(file)).unwrap();
    let exercise = |folder: PathBuf| Exercise {
        name: folder.file_name().unwrap().to_str().unwrap().to_string(),
        program: read(&folder, "exercise.rs"),
        solution: read(&folder, "solution.rs"),
    };
    folders.into_iter().map(exercise).collect()
}

/// A course in a folder.
struct Course(PathBuf);
impl Course {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-shapeful"));
        command.args(["shapeful", "learn"]).arg(&self.0).args(["--shapeful-path", env!("CARGO_MANIFEST_DIR")]);
        // One for all courses: shapeful itself is compiled once.
        command.args(arguments).env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("learn/target"));
        command
    }
    /// The exit code, and what was printed.
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let Output { status, stdout, stderr } = self.command(arguments).stdin(Stdio::null()).output().unwrap();
        let text = String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap();
        (status.code().unwrap_or(-1), text)
    }
    fn file(&self, exercise: &str) -> PathBuf {
        self.0.join("exercises").join(exercise).with_extension("rs")
    }
    fn write(&self, exercise: &str, text: impl AsRef<[u8]>) {
        fs::write(self.file(exercise), text).unwrap();
    }
}

/// For tests that compile nothing.
fn anywhere() -> (tempfile::TempDir, Course) {
    let folder = tempfile::tempdir().unwrap();
    let course = Course(folder.path().join("course"));
    (folder, course)
}
/// For tests that compile: a fresh course, always in the same place, so that nothing piles up; and one test at a time, since the
/// courses share a target directory.
fn compiled(name: &str) -> (MutexGuard<'static, ()>, Course) {
    static ONE: Mutex<()> = Mutex::new(());
    let guard = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("learn").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    let course = Course(folder);
    assert_eq!(course.run(&["--list"]).0, 0);
    (guard, course)
}
/// The line of `--all` on an exercise.
fn line<'a>(text: &'a str, exercise: &str) -> &'a str {
    text.lines().find(|line| line.starts_with(&format!("{exercise}: "))).unwrap_or_else(|| panic!("{exercise}: {text}"))
}

#[test]
fn laid_out_and_never_overwritten() {
    let (_folder, course) = anywhere();
    let (code, text) = course.run(&["--list"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("A course of 26 exercises now lies in") && text.contains("README.md"), "{text}");
    for exercise in exercises() {
        assert_eq!(fs::read_to_string(course.file(&exercise.name)).unwrap(), exercise.program);
        assert!(text.contains(&exercise.name), "{text}");
    }
    let manifest = fs::read_to_string(course.0.join("Cargo.toml")).unwrap();
    assert!(manifest.contains(&format!("shapeful = {{ path = {:?} }}", env!("CARGO_MANIFEST_DIR"))), "{manifest}");
    for file in ["check.rs", "solution.rs", "hint.md"] {
        assert!(!course.0.join("exercises").join(file).exists());
    }

    course.write("02_product", "mine");
    let (code, text) = course.run(&["--list"]);
    assert!(code == 0 && !text.contains("now lies in"), "{text}");
    assert_eq!(fs::read_to_string(course.file("02_product")).unwrap(), "mine");
    let (code, text) = course.run(&["--reset", "product"]);
    assert!(code == 0 && text.contains("02_product.rs is as it was at first"), "{text}");
    assert_eq!(fs::read_to_string(course.file("02_product")).unwrap(), exercises()[1].program);
    let (code, text) = course.run(&["--reset", "99"]);
    assert!(code == 2 && text.contains("there is no exercise"), "{text}");
}

#[test]
fn a_folder_that_is_no_course_is_left_alone() {
    let (_folder, course) = anywhere();
    fs::create_dir(&course.0).unwrap();
    fs::write(course.0.join("thesis.tex"), "years of work").unwrap();
    for arguments in [&[][..], &["--once"], &["--reset", "1"], &["--all"]] {
        let (code, text) = course.run(arguments);
        assert!(code == 2 && text.contains("is not empty, and is not a course"), "{text}");
    }
    assert_eq!(fs::read_dir(&course.0).unwrap().count(), 1);
    let (code, text) = Course(course.0.join("thesis.tex")).run(&["--once"]);
    assert!(code == 2 && text.starts_with("error: "), "{text}");
}

#[test]
fn a_path_without_shapeful_is_told() {
    let (folder, course) = anywhere();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-shapeful"));
    command.args(["shapeful", "learn", "--once"]).arg(&course.0).arg("--shapeful-path").arg(folder.path());
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && text.contains("is not the folder of shapeful"), "{text}");
    assert!(!course.0.exists());
}

#[test]
fn hints_and_garbage_in_the_progress() {
    let (_folder, course) = anywhere();
    let (code, text) = course.run(&["--hint"]);
    assert!(code == 0 && text.contains("Hint for 01_axes"), "{text}");
    fs::write(course.0.join(".progress"), "passed 01_axes\ncurrent 03_transpose\n").unwrap();
    let (_, text) = course.run(&["--list"]);
    assert!(text.contains("x 01_axes") && text.contains(">   03_transpose") && text.contains("] 1/26"), "{text}");
    assert!(course.run(&["--hint"]).1.contains("Hint for 03_transpose"));
    fs::write(course.0.join(".progress"), b"\xff\x00 current passed\npassed 400\ncurrent -7\n{]").unwrap();
    let (code, text) = course.run(&["--list"]);
    assert!(code == 0 && text.contains(">   01_axes") && text.contains("] 0/26"), "{text}");
}

#[test]
fn each_exercise_fails_and_each_solution_passes() {
    let (_one, course) = compiled("solutions");
    let (code, text) = course.run(&["--once"]);
    assert!(code == 1 && text.contains("does not compile yet") && text.contains("Pixels"), "{text}");
    let (code, text) = course.run(&["--all"]);
    assert!(code == 1 && text.contains("] 0/26"), "{text}");
    for exercise in exercises() {
        let line = line(&text, &exercise.name);
        assert!(line.contains("does not compile: ") || line.contains("computes something else: "), "{line}");
    }

    exercises().iter().for_each(|exercise| course.write(&exercise.name, &exercise.solution));
    let (code, text) = course.run(&["--once"]);
    assert!(code == 0 && text.contains("01_axes passed") && text.contains("[#---"), "{text}");
    assert!(course.run(&["--list"]).1.contains(">   02_product"));
    let (code, text) = course.run(&["--all"]);
    assert!(code == 0 && text.contains("All 26 exercises pass."), "{text}");
    assert!(text.contains(&format!("[{}] 26/26", "#".repeat(26))), "{text}");

    // What is broken again has not passed, whatever the progress says.
    course.write("05_dw", &exercises()[4].program);
    let (code, text) = course.run(&["--all"]);
    assert!(code == 1 && text.contains("] 25/26"), "{text}");
    assert!(course.run(&["--list"]).1.contains(">   05_dw"));
}

/// Every function of a program returns the zero of its type.
fn zeros(program: &str) -> String {
    let mut parts = program.split("\npub fn ");
    let mut text = parts.next().unwrap().to_string();
    for part in parts {
        let (signature, rest) = part.split_once(" {\n").unwrap();
        let (_body, rest) = rest.split_once("\n}\n").unwrap();
        let zero = if signature.contains("-> Result") { "Ok(Default::default())" } else { "Default::default()" };
        text += &format!("\npub fn {signature} {{\n    {zero}\n}}\n{rest}");
    }
    text
}

#[test]
fn zeros_and_nothing_at_all_fail_every_check() {
    let (_one, course) = compiled("zeros");
    exercises().iter().for_each(|exercise| course.write(&exercise.name, zeros(&exercise.solution)));
    let (code, text) = course.run(&["--all"]);
    assert!(code == 1 && text.contains("] 0/26"), "{text}");
    for exercise in exercises() {
        assert!(line(&text, &exercise.name).contains("computes something else: "), "{text}");
    }
    exercises().iter().for_each(|exercise| course.write(&exercise.name, ""));
    let (code, text) = course.run(&["--all"]);
    assert!(code == 1 && text.contains("] 0/26"), "{text}");
    for exercise in exercises() {
        assert!(
            line(&text, &exercise.name).contains("the check cannot call its functions: unresolved import"),
            "{text}"
        );
    }
}

#[test]
fn lazy_answers_and_accidents() {
    let (_one, course) = compiled("lazy");
    fs::write(course.0.join(".progress"), "current 04_dx").unwrap();
    let solution = exercises()[3].solution.clone();
    let body = |body: &str| solution.replace("dout.matmul(w.t())", body).into_bytes();
    let cases = [
        (body(""), "does not compile yet"),
        (body("todo!()"), "stopped in the check: it panicked"),
        (body("Tensor::ones()"), "computes something else: dx[0, 0] is 1.0000, and has to be"),
        (body("println!(\"mine\"); std::process::exit(0)"), "it ended by itself"),
        (body("loop {}"), "had not ended after 2 s"),
        (solution.replace("pub fn", "fn").into_bytes(), "the check cannot call its functions"),
        (format!("#![cfg(any())]\n{solution}").into_bytes(), "the check cannot call its functions"),
        (
            solution.replace("Pixels = 6", "Pixels = 1").into_bytes(),
            "the axis Pixels has the size 1, and has to have 6",
        ),
        (b"fn main() { // \xff".to_vec(), "is not UTF-8, from line 1 on"),
    ];
    for (program, why) in cases {
        course.write("04_dx", &program);
        let (code, text) = course.run(&["--once", "--time-limit", "2"]);
        assert!(code == 1 && text.contains(why) && text.contains("] 0/26"), "{why}: {text}");
        assert!(!why.contains("by itself") || text.contains("mine"), "{text}");
        assert!(!why.contains("panicked") || text.contains("not yet implemented"), "{text}");
    }
    fs::remove_file(course.file("04_dx")).unwrap();
    let (code, text) = course.run(&["--once"]);
    assert!(code == 1 && text.contains("is gone") && text.contains("--reset 04_dx"), "{text}");
}

#[test]
fn watched_as_it_is_saved() {
    let (_one, course) = compiled("watch");
    let mut child = course.command(&[]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let (send, lines) = std::sync::mpsc::channel();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    std::thread::spawn(move || stdout.lines().try_for_each(|line| send.send(line.unwrap())));
    // Reads on until a line says it.
    let mut wait_for = |said: &str| {
        loop {
            match lines.recv_timeout(Duration::from_secs(120)) {
                Ok(line) if line.contains(said) => return,
                Ok(_) => {}
                Err(_) => {
                    child.kill().unwrap();
                    panic!("it never said {said:?}");
                }
            }
        }
    };
    wait_for("does not compile yet");
    wait_for("] 0/26");
    course.write("01_axes", &exercises()[0].solution);
    wait_for("01_axes passed");
    wait_for("── 02_product");
    wait_for("] 1/26");
    writeln!(stdin, "h\nn").unwrap();
    wait_for("Hint for 02_product");
    wait_for("── 03_transpose");
    wait_for("] 1/26");
    writeln!(stdin, "dance\nl\nq").unwrap();
    wait_for("\"dance\" is no command");
    wait_for(">   03_transpose");
    assert!(child.wait().unwrap().success());
}
