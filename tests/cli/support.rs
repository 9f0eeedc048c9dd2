//! Crates to check, and the program that checks them.
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::{env, fs};

/// Our own folder.
pub const SHAPEFUL: &str = env!("CARGO_MANIFEST_DIR");
/// The compiler whose words the blessed files have.
const COMPILER: &str = "rustc 1.95.";

/// What cargo says of its own work, and not of the program.
const STATUS: &[&str] = &[
    "Adding",
    "Blocking",
    "Checking",
    "Compiling",
    "Downgrading",
    "Finished",
    "Locking",
    "Removing",
    "Unchanged",
    "Updating",
];

/// A folder of files with nothing else in it.
pub struct Package {
    pub root: PathBuf,
}
impl Package {
    /// Without any file but the lock of the versions that are here.
    pub fn empty(name: &str) -> Package {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).unwrap();
        let package = Package { root };
        match fs::read_to_string(Path::new(SHAPEFUL).join("Cargo.lock")) {
            Ok(lock) => package.with("Cargo.lock", &lock),
            Err(_) => package,
        }
    }
    /// A crate that depends on shapeful.
    pub fn new(name: &str) -> Package {
        Package::empty(name).with("Cargo.toml", manifest(name))
    }
    /// A crate with this program.
    pub fn program(name: &str, program: &str) -> Package {
        Package::new(name).with("src/main.rs", program)
    }
    pub fn with(self, file: &str, text: impl AsRef<[u8]>) -> Package {
        let path = self.root.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }
    /// `cargo shapeful` and these arguments.
    pub fn shapeful(&self, arguments: &[&str]) -> Run {
        self.run(shapeful().args(arguments))
    }
    /// `cargo shapeful check --json` and these arguments: the mistakes.
    pub fn mistakes(&self, arguments: &[&str]) -> Vec<serde_json::Value> {
        let run = self.run(shapeful().args(["check", "--json"]).args(arguments));
        let mistakes =
            run.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}\n{}", run.err)));
        mistakes.collect()
    }
    pub fn run(&self, command: &mut Command) -> Run {
        run(command.current_dir(&self.root), &self.root)
    }
}

/// The manifest of a crate that depends on shapeful.
pub fn manifest(name: &str) -> String {
    format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n{}\n", dependency())
}
/// The line that depends on shapeful.
pub fn dependency() -> String {
    format!("shapeful = {{ path = {SHAPEFUL:?} }}")
}

/// How a program ended, and what it said.
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}
impl Run {
    /// What was said, without what cargo says of its own work, and whose folders are called the same everywhere.
    pub fn said(&self) -> String {
        let of_cargo = |line: &str| {
            let plain = anstream::adapter::strip_str(line).to_string();
            plain.starts_with(' ') && STATUS.iter().any(|word| plain.trim_start().split(' ').next() == Some(word))
        };
        let lines = self.err.split_inclusive('\n').filter(|line| !of_cargo(line));
        lines.collect()
    }
    #[track_caller]
    pub fn ends_with(&self, code: i32) -> &Run {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        self
    }
    #[track_caller]
    pub fn says(&self, sentences: &[&str]) -> &Run {
        for sentence in sentences {
            assert!(self.err.contains(sentence), "it does not say: {sentence}\n{}", self.err);
        }
        self
    }
}

/// `cargo shapeful`, as cargo calls it.
pub fn shapeful() -> Command {
    let mut command = plain(env!("CARGO_BIN_EXE_cargo-shapeful"));
    command.arg("shapeful");
    command
}
pub fn cargo() -> Command {
    plain(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}
/// In an environment that is the same everywhere. All crates are built in one folder, so that shapeful is built once.
fn plain(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CARGO_TERM_COLOR", "RUSTFLAGS", "COLORTERM", "CI"] {
        command.env_remove(variable);
    }
    command
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli-target"))
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("LC_ALL", "C.UTF-8")
        .env("TERM", "xterm-256color");
    command
}
/// Runs it, and gives the folders the same names everywhere.
pub fn run(command: &mut Command, root: &Path) -> Run {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let named = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        text.replace(root.to_str().unwrap(), "[crate]").replace(SHAPEFUL, "[shapeful]")
    };
    Run { code: status.code(), out: named(&stdout), err: named(&stderr) }
}

/// Whether the compiler is the one that the blessed files are of.
pub fn is_pinned() -> bool {
    static PINNED: OnceLock<bool> = OnceLock::new();
    *PINNED.get_or_init(|| {
        let rustc =
            Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("--version").output().unwrap();
        let is_pinned = rustc.stdout.starts_with(COMPILER.as_bytes());
        if !is_pinned {
            eprintln!(
                "not compared with what is blessed, which is of {COMPILER}: {}",
                String::from_utf8_lossy(&rustc.stdout)
            );
        }
        is_pinned
    })
}

/// Compares a text with a blessed file of ours, or blesses it: what is wrong.
#[must_use]
pub fn blessed(file: &str, text: &str) -> Option<String> {
    let path = Path::new(SHAPEFUL).join(file);
    if env::var_os("TRYBUILD").is_some_and(|value| value == "overwrite") {
        fs::write(&path, text).unwrap();
    }
    let is_blessed = fs::read_to_string(&path).is_ok_and(|blessed| blessed == text);
    (!is_blessed).then(|| format!("{file} is not what is drawn now; bless it with TRYBUILD=overwrite"))
}

/// A program with a mistake of each of the commonest kinds.
pub const LAB: &str = include_str!("lab.rs");
