//! The suite of `shapeful::ui` finds every kind of fault, and finds none where there is none.
//!
//! A suite looks at the package whose test it is, which the environment tells it. So this test starts itself again, as a test of a package
//! that it has written.
use shapeful::ui::Suite;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

const MISTAKE: &str = "//! error: expected `u32`, found `bool`\nfn main() {\n    let _: u32 = true;\n}\n";
const RIGHT: &str = "//! pass: one is one\nfn main() {\n    assert_eq!(1, fixture::one());\n}\n";

/// The test of the packages below.
#[test]
fn fixture() {
    if env::var_os("SHAPEFUL_FIXTURE").is_some() {
        Suite::new("cases").forbid("usize").run();
    }
}

/// A package with these programs, in a folder of its own.
fn package(name: &str, programs: &[(&str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join("src")).unwrap();
    fs::create_dir_all(root.join("cases")).unwrap();
    fs::write(root.join("Cargo.toml"), "[package]\nname = \"fixture\"\nedition = \"2024\"\n[workspace]\n").unwrap();
    fs::write(root.join("src/lib.rs"), "pub fn one() -> u32 {\n    1\n}\n").unwrap();
    programs.iter().for_each(|(file, text)| fs::write(root.join("cases").join(file), text).unwrap());
    root
}
/// Runs its suite: whether it passes, and what it says.
fn suite(root: &Path, variables: &[(&str, &str)]) -> (bool, String) {
    let Output { status, stdout, stderr } = Command::new(env::current_exe().unwrap())
        .args(["fixture", "--exact", "--nocapture"])
        .env_remove("TRYBUILD")
        .env_remove("SHAPEFUL_UI_ANY_COMPILER")
        .env("CARGO_MANIFEST_DIR", root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("SHAPEFUL_FIXTURE", "1")
        .envs(variables.iter().copied())
        .current_dir(root)
        .output()
        .unwrap();
    (status.success(), [String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)].concat())
}
#[track_caller]
fn assert_says(said: &str, sentences: &[&str]) {
    for sentence in sentences {
        assert!(said.contains(sentence), "it does not say: {sentence}\n{said}");
    }
}

const BLESS: (&str, &str) = ("TRYBUILD", "overwrite");
const ANY: (&str, &str) = ("SHAPEFUL_UI_ANY_COMPILER", "1");

#[test]
fn a_good_suite_passes_until_a_word_changes() {
    let root = package("good", &[("mistake.rs", MISTAKE), ("right.rs", RIGHT)]);
    for variables in [&[BLESS][..], &[], &[ANY]] {
        let (passes, said) = suite(&root, variables);
        assert!(passes, "{variables:?}\n{said}");
    }
    let (_, said) = suite(&root, &[ANY, BLESS]);
    assert_says(&said, &["1 of 1 say the sentence of their first line", "Nothing was blessed"]);
    let blessed = root.join("cases/mistake.stderr");
    fs::write(&blessed, fs::read_to_string(&blessed).unwrap().replace("expected due to this", "wanted")).unwrap();
    let (passes, said) = suite(&root, &[]);
    assert!(!passes);
    assert_says(&said, &["faults in cases: 1\n", "- mistakes: 1 of 1 tests failed"]);
}

#[test]
fn every_fault_is_found_at_once() {
    let root = package(
        "faults",
        &[
            ("compiles.rs", "//! error: does compile\nfn main() {}\n"),
            ("says_another_thing.rs", &MISTAKE.replace("found `bool`", "found `f32`")),
            ("two_mistakes.rs", &MISTAKE.replace("true;", "true;\n    let _: u32 = false;")),
            ("forbidden.rs", &MISTAKE.replace("u32", "usize")),
            ("without_header.rs", "fn main() {}\n"),
            ("fails.rs", &RIGHT.replace("(1, ", "(2, ")),
            ("orphan.stderr", "error: nobody made me\n"),
            ("fails.stderr", "error: a right program has none\n"),
        ],
    );
    let (passes, said) = suite(&root, &[BLESS]);
    assert!(!passes);
    assert_says(
        &said,
        &[
            "faults in cases: 9\n",
            "- cases/compiles.rs: there is no blessed text",
            "- cases/says_another_thing.rs: the compiler does not say: expected `u32`, found `f32`",
            "- cases/two_mistakes.rs: there are 2 errors, not 1",
            "- cases/forbidden.rs: the error shows the forbidden `usize`",
            "- cases/without_header.rs: the first line is neither `//! error: …` nor `//! pass: …`",
            "- cases/orphan.stderr: belongs to no mistake",
            "- cases/fails.stderr: belongs to no mistake",
            "- mistakes: 1 of 4 tests failed",
            "- right programs: 1 of 1 tests failed",
        ],
    );
    let (passes, said) = suite(&root, &[ANY]);
    assert!(!passes);
    assert_says(&said, &["- cases/compiles.rs: compiles, and should not: does compile", "2 of 4 say"]);
}

#[test]
fn mistakes_that_fail_for_another_reason() {
    let root = package("imports", &[("mistake.rs", &MISTAKE.replace("true", "fixture::two()"))]);
    let (passes, said) = suite(&root, &[ANY]);
    assert!(!passes);
    assert_says(&said, &["of 1 mistakes not one says its sentence", "cannot find function `two`"]);
}

#[test]
fn a_folder_without_programs() {
    let (passes, said) = suite(&package("empty", &[]), &[]);
    assert!(!passes);
    assert_says(&said, &["- cases has no programs that can be checked"]);
}
