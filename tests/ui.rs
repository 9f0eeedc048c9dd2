//! Every mistake in `ui-tests/` is a compile error that teaches something, and every right program there compiles and runs.
//!
//! A case opens with `//! error: ` and the sentence it teaches, as the compiler prints it, or with `//! pass: ` and what is right.
//! What the compiler says of a mistake lies beside it, blessed, in a `.stderr`. After a change of wording bless anew, and read what
//! has changed as a student would:
//! ```text
//! TRYBUILD=overwrite cargo test --test ui
//! ```
//! Compilers differ in the words around ours. Texts are compared on the one named below; on any other, and on that one too with
//! `SHAPEFUL_UI_ANY_COMPILER=1 cargo test --test ui`, every mistake still has to be an error.
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use trybuild::TestCases;

/// What `rustc --version` begins with where the blessed texts come from.
const COMPILER: &str = "rustc 1.95.";

struct Case {
    path: PathBuf,
    /// Whether it is a mistake.
    is_error: bool,
    /// The sentence of its first line.
    sentence: String,
    /// How many errors the compiler reports: one mistake is one error, unless a line `//! errors: 2` says otherwise.
    errors: usize,
    program: String,
}
impl Case {
    fn read(path: PathBuf) -> Case {
        let text = fs::read_to_string(&path).unwrap();
        let first = text.lines().next().unwrap_or_default();
        let (is_error, sentence) = match (first.strip_prefix("//! error: "), first.strip_prefix("//! pass: ")) {
            (Some(sentence), _) => (true, sentence),
            (_, Some(sentence)) => (false, sentence),
            _ => panic!("{}: the first line is neither `//! error: …` nor `//! pass: …`", path.display()),
        };
        assert!(!sentence.trim().is_empty(), "{}: the first line has no sentence", path.display());
        let errors = text.lines().find_map(|line| line.strip_prefix("//! errors: "));
        let errors = errors.map_or(1, |number| number.parse().unwrap());
        Case { is_error, sentence: sentence.to_string(), errors, path, program: text }
    }
    fn name(&self) -> &str {
        self.path.file_stem().unwrap().to_str().unwrap()
    }
}

fn files(extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui-tests");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|found| found == extension));
    files.sort();
    files
}
fn cases() -> Vec<Case> {
    files("rs").into_iter().map(Case::read).collect()
}

#[test]
fn mistakes_are_errors_that_teach() {
    let compiler = Command::new("rustc").arg("--version").output().unwrap().stdout;
    let compiler = String::from_utf8(compiler).unwrap();
    let forced = std::env::var_os("SHAPEFUL_UI_ANY_COMPILER").is_some();
    if compiler.starts_with(COMPILER) && !forced {
        let suite = TestCases::new();
        cases().iter().filter(|case| case.is_error).for_each(|case| suite.compile_fail(&case.path));
        // The suite runs when it is dropped.
        drop(suite);
        texts_teach();
    } else {
        let why = if forced { "SHAPEFUL_UI_ANY_COMPILER is set" } else { "compilers differ in their words" };
        // Not by `eprintln!`, which a test that passes does not show.
        let _ = writeln!(
            std::io::stderr(),
            "ui-tests: the error texts were not compared: they are those of {COMPILER}*, this is {}, and {why}. \
             That every mistake is an error was checked.",
            compiler.trim()
        );
        every_mistake_fails_and_nothing_else();
    }
}

#[test]
fn right_programs_compile_and_run() {
    let suite = TestCases::new();
    cases().iter().filter(|case| !case.is_error).for_each(|case| suite.pass(&case.path));
}

/// The rules for blessed texts.
fn texts_teach() {
    let cases = cases();
    let mut faults = Vec::new();
    for text in files("stderr") {
        if !cases.iter().any(|case| case.is_error && case.path.with_extension("stderr") == text) {
            faults.push(format!("{} belongs to no mistake", text.display()));
        }
    }
    for case in cases.iter().filter(|case| case.is_error) {
        let Ok(text) = fs::read_to_string(case.path.with_extension("stderr")) else {
            faults.push(format!("{}: there is no blessed text", case.name()));
            continue;
        };
        // The program is quoted in the text, and does not count.
        let program: BTreeSet<&str> = case.program.lines().map(bare).collect();
        let mut said = text.lines().filter(|line| !program.contains(bare(line)));
        if !said.any(|line| line.contains(&case.sentence)) {
            faults.push(format!("{}: the compiler does not say: {}", case.name(), case.sentence));
        }
        let errors = text.lines().filter(|line| line.starts_with("error")).count();
        if errors != case.errors {
            faults.push(format!("{}: {errors} errors instead of {}", case.name(), case.errors));
        }
        for inside in ["UInt<", "typenum"] {
            if text.contains(inside) {
                faults.push(format!("{}: the text shows {inside}", case.name()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A line without what rustc puts before the lines that it quotes: `12 |     let dx = …` is `let dx = …`.
fn bare(line: &str) -> &str {
    line.trim_start_matches(|frame: char| frame.is_ascii_digit() || " |/+-".contains(frame)).trim_end()
}

/// Checks all cases in a package of their own. The right programs show that it is the mistakes which fail.
fn every_mistake_fails_and_nothing_else() {
    let cases = cases();
    let (crate_root, folder) = (env!("CARGO_MANIFEST_DIR"), Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui"));
    let mut manifest = format!(
        "[package]\nname = \"ui\"\nedition = \"2024\"\nautobins = false\n[workspace]\n[dependencies]\nshapeful = {{ path = {crate_root:?} }}\n"
    );
    for case in &cases {
        manifest += &format!("[[bin]]\nname = {:?}\npath = {:?}\n", case.name(), case.path);
    }
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(Path::new(crate_root).join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();

    let cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--offline", "--keep-going", "--message-format=json"])
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .current_dir(&folder)
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&cargo.stdout);
    let passed = |case: &&Case| {
        let name = format!("\"kind\":[\"bin\"],\"crate_types\":[\"bin\"],\"name\":{:?},", case.name());
        messages.lines().any(|line| line.starts_with("{\"reason\":\"compiler-artifact\"") && line.contains(&name))
    };
    let passed: BTreeSet<&str> = cases.iter().filter(passed).map(Case::name).collect();
    let right: BTreeSet<&str> = cases.iter().filter(|case| !case.is_error).map(Case::name).collect();
    let log = String::from_utf8_lossy(&cargo.stderr);
    assert_eq!(passed, right, "what compiles (left) is not what should (right)\n{log}");
}
