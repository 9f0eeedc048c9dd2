//! Proof that wrong uses of your own layers and functions do not compile, and that the error says why.
//!
//! A suite is a folder of small programs. Each opens with the sentence it stands for, and the suite checks that
//! - every mistake is a compile error, in the very words that somebody has read and blessed;
//! - the sentence of its first line is among these words, not only in the program that the compiler quotes;
//! - one mistake is one error, and no word that you forbid is in it;
//! - every right program compiles, runs and returns;
//! - nothing lies about: no program without a sentence, no blessed text without its mistake.
//!
//! All that is wrong is told at once, a sentence for each fault. The folder `examples/downstream` in shapeful's repository is a small
//! crate with layers of its own and such a suite.
//!
//! # Recipe
//! 1. In `Cargo.toml`, the feature, for tests only:
//!    ```toml
//!    [dependencies]
//!    shapeful = "0.1"
//!
//!    [dev-dependencies]
//!    shapeful = { version = "0.1", features = ["ui-test"] }
//!    ```
//! 2. `tests/ui.rs`, whole:
//!    ```no_run
//!    # #[allow(clippy::test_attr_in_doctest)]
//!    #[test]
//!    fn wrong_shapes_do_not_compile() {
//!        shapeful::ui::Suite::new("ui-tests").compiler("rustc 1.95.").forbid("UInt<").run();
//!    }
//!    ```
//! 3. A mistake, `ui-tests/scores_for_another_batch.rs`. The first line is `//! error: ` and the sentence, as the compiler prints it:
//!    ```compile_fail
//!    //! error: shape mismatch: cannot add (Rest, Classes) to (Batch, Classes)
//!    use shapeful::{Tensor, axes};
//!    axes! { Batch = 64; Rest = 16; Classes = 10; }
//!    fn main() {
//!        let (scores, others) = (Tensor::<(Batch, Classes)>::zeros(), Tensor::<(Rest, Classes)>::zeros());
//!        let sum = &scores + &others;
//!    }
//!    ```
//!    The first line of a right program is `//! pass: ` and what is right. It runs, so that it may assert numbers.
//!
//! Then bless, which writes what the compiler says into `scores_for_another_batch.stderr`:
//! ```text
//! TRYBUILD=overwrite cargo test --test ui
//! ```
//! and read it as one who has made the mistake would. Are both shapes there, the rule, and the repair? Is it about this mistake, and not about an
//! import that was forgotten? If so, commit it with the program. After a change of wording bless anew, and read the difference.
//!
//! # What else there is to know
//! - The programs use your crate, its dependencies and its dev-dependencies, as an integration test does.
//! - `cargo test --test ui -- trybuild=scores wrong_shapes` compiles only the programs with `scores` in their path.
//! - A mistake that cannot be less than two errors says so in a line of its own: `//! errors: 2`.
//! - Only the folder itself is read, not the folders in it.
//! - The texts are those of [trybuild](https://docs.rs/trybuild), without line numbers: programs may grow and shrink.
//!
//! # Other compilers
//! Compilers differ in the words around yours. Texts are compared on the one that [`Suite::compiler`] names. On any other, and on that one too with
//! `SHAPEFUL_UI_ANY_COMPILER=1`, every mistake still has to be an error, every right program has to compile and run, and a line
//! tells that the texts were not compared, and how many mistakes say their sentence nevertheless. If none does, the mistakes fail for a reason
//! of another kind, and that is a fault. There your crate has its default features, and those of a dev-dependency on itself; optional dependencies are not
//! for the programs to use.
mod case;
mod elsewhere;

use case::Case;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::prelude::v1::*;
use std::process::Command;
use std::{env, format, fs, io::Write, vec};
use trybuild::TestCases;

/// A folder of programs, right ones and mistakes; see [the module](self).
///
/// ```no_run
/// use shapeful::ui::Suite;
/// Suite::new("ui-tests").compiler("rustc 1.95.").forbid("UInt<").forbid("typenum").run();
/// ```
#[derive(Clone, Debug)]
#[must_use = "a suite checks nothing until `run` is called"]
pub struct Suite {
    folder: PathBuf,
    compiler: Option<String>,
    forbidden: Vec<String>,
}
impl Suite {
    /// The programs in `folder`, a path in the package whose test this is.
    ///
    /// ```no_run
    /// shapeful::ui::Suite::new("tests/mistakes").run();
    /// ```
    pub fn new(folder: impl Into<PathBuf>) -> Suite {
        Suite { folder: folder.into(), compiler: None, forbidden: Vec::new() }
    }
    /// The compiler whose words the blessed texts are: what `rustc --version` begins with. Without it, texts are compared on every compiler.
    ///
    /// ```no_run
    /// shapeful::ui::Suite::new("ui-tests").compiler("rustc 1.95.").run();
    /// ```
    pub fn compiler(mut self, version: impl Into<String>) -> Suite {
        self.compiler = Some(version.into());
        self
    }
    /// A word that no error may show, such as the name of a type that readers should not have to know.
    ///
    /// ```no_run
    /// shapeful::ui::Suite::new("ui-tests").forbid("UInt<").forbid("GenericArray").run();
    /// ```
    pub fn forbid(mut self, word: impl Into<String>) -> Suite {
        self.forbidden.push(word.into());
        self
    }
    /// Checks everything.
    ///
    /// # Panics
    /// If there is a fault, with a sentence for each: this is the body of a test.
    ///
    /// ```no_run
    /// shapeful::ui::Suite::new("ui-tests").run();
    /// ```
    #[track_caller]
    pub fn run(self) {
        let faults = self.faults();
        assert!(
            faults.is_empty(),
            "faults in {}: {}\n- {}\n",
            self.folder.display(),
            faults.len(),
            faults.join("\n- ")
        );
    }

    fn faults(&self) -> Vec<String> {
        let Some(root) = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else {
            return vec!["CARGO_MANIFEST_DIR is not set: run the suite by `cargo test`".into()];
        };
        let (cases, mut faults) = self.read(&root);
        let (mistakes, right): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(|case| case.is_error);
        match self.why_not_compared() {
            Ok(None) => {
                faults.extend(trybuild(&mistakes));
                for case in &mistakes {
                    match fs::read_to_string(case.path.with_extension("stderr")) {
                        Ok(text) => faults.extend(case.faults(&text, &self.forbidden)),
                        Err(_) => faults.push(format!("{}: there is no blessed text", case.name)),
                    }
                }
            }
            Ok(Some(why)) => match elsewhere::faults(&root, &self.folder, &cases) {
                Ok((found, heard)) => {
                    faults.extend(found);
                    let unblessed = if env::var_os("TRYBUILD").is_some() { " Nothing was blessed." } else { "" };
                    let (folder, all) = (self.folder.display(), mistakes.len());
                    // Not by `eprintln!`, which a test that passes does not show.
                    let _ = writeln!(
                        std::io::stderr(),
                        "{folder}: {why}, so the error texts were not compared. That every mistake is an error was \
                         checked; {heard} of {all} say the sentence of their first line.{unblessed}"
                    );
                }
                Err(fault) => faults.push(fault),
            },
            Err(fault) => faults.push(fault),
        }
        faults.extend(trybuild(&right));
        faults
    }

    /// The programs, and what is wrong with the folder.
    fn read(&self, root: &Path) -> (Vec<Case>, Vec<String>) {
        let (mut cases, mut faults) = (Vec::new(), Vec::new());
        let files = match fs::read_dir(root.join(&self.folder)).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
            Ok(files) => files,
            Err(error) => return (cases, vec![format!("{} cannot be read: {error}", self.folder.display())]),
        };
        let mut files: Vec<PathBuf> = files.into_iter().map(|file| file.path()).collect();
        files.sort();
        let are =
            |extension: &'static str| move |file: &&PathBuf| file.extension().is_some_and(|found| found == extension);
        let name = |file: &Path| file.strip_prefix(root).unwrap_or(file).display().to_string();
        for file in files.iter().filter(are("rs")) {
            match fs::read_to_string(file) {
                Ok(program) => match Case::read(name(file), file.clone(), program) {
                    Ok(case) => cases.push(case),
                    Err(fault) => faults.push(fault),
                },
                Err(error) => faults.push(format!("{} cannot be read: {error}", name(file))),
            }
        }
        if cases.is_empty() {
            faults.push(format!("{} has no programs that can be checked", self.folder.display()));
        }
        for text in files.iter().filter(are("stderr")) {
            let program = text.with_extension("rs");
            // A program without a sentence is a fault already.
            if !program.exists() || cases.iter().any(|case| !case.is_error && case.path == program) {
                faults.push(format!("{}: belongs to no mistake", name(text)));
            }
        }
        (cases, faults)
    }

    /// Why texts cannot be compared, if they cannot.
    fn why_not_compared(&self) -> Result<Option<String>, String> {
        if env::var_os("SHAPEFUL_UI_ANY_COMPILER").is_some() {
            return Ok(Some("SHAPEFUL_UI_ANY_COMPILER is set".into()));
        }
        let Some(blessed) = &self.compiler else { return Ok(None) };
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let found = Command::new(rustc).arg("--version").output().map_err(|error| format!("rustc: {error}"))?.stdout;
        let found = String::from_utf8_lossy(&found);
        let (blessed, found) = (blessed.trim_end_matches('.'), found.trim());
        // 1.9 is not 1.95.
        let same =
            found.strip_prefix(blessed).is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()));
        Ok((!same).then(|| format!("the texts are those of {blessed} and this is {found}")))
    }
}

/// Runs trybuild, which prints what it finds and panics.
fn trybuild(cases: &[&Case]) -> Option<String> {
    if cases.is_empty() {
        return None;
    }
    let run = catch_unwind(AssertUnwindSafe(|| {
        // Runs when it is dropped.
        let suite = TestCases::new();
        for case in cases {
            if case.is_error { suite.compile_fail(&case.path) } else { suite.pass(&case.path) }
        }
    }));
    let panic = run.err()?;
    let said =
        panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|said| said.to_string()));
    let kind = if cases[0].is_error { "mistakes" } else { "right programs" };
    Some(format!("{kind}: {}; which, and why, is printed above", said.unwrap_or_else(|| "trybuild failed".into())))
}
