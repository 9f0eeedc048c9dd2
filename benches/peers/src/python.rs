//! The libraries of Python: one process for each, which is told what to run and answers how long it took.
use crate::harness::Contender;
use crate::machine::THREADS;
use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;

/// As `peers.py` calls them, and as they are called.
pub const LIBRARIES: [(&str, &str); 3] = [("numpy", "numpy"), ("torch", "PyTorch"), ("jax", "JAX")];

/// A process. It ends with the value.
pub struct Library {
    pub name: &'static str,
    pub version: String,
    child: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}
impl Library {
    /// The error says why the library is left out.
    pub fn start(module: &str, name: &'static str) -> Result<Self, String> {
        let python = interpreter();
        let mut child = Command::new(&python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("peers.py"))
            .args([module, &THREADS.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{} does not start: {error}", python.display()))?;
        let (requests, answers) = (child.stdin.take(), child.stdout.take());
        let answers = BufReader::new(answers.expect("stdout is piped"));
        let mut library = Library { name, version: String::new(), child, requests, answers };
        let greeting = library.answer()?;
        match greeting.split_once(' ') {
            Some(("ready", version)) => library.version = version.to_owned(),
            Some(("absent", reason)) => return Err(reason.to_owned()),
            _ => return Err(greeting),
        }
        Ok(library)
    }
    fn answer(&mut self) -> Result<String, String> {
        let mut line = String::new();
        match self.answers.read_line(&mut line) {
            Ok(0) => Err("its process has ended".to_owned()),
            Ok(_) => Ok(line.trim_end().to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
    fn ask(&mut self, fields: &[&str]) -> Result<Option<String>, String> {
        let requests = self.requests.as_mut().expect("open until the drop");
        writeln!(requests, "{}", fields.join("\t")).map_err(|error| error.to_string())?;
        let answer = self.answer()?;
        match answer.split_once(' ').unwrap_or((&answer, "")) {
            ("ok", values) => Ok(Some(values.to_owned())),
            ("none", _) => Ok(None),
            _ => Err(answer),
        }
    }
    /// The most memory the process ever had, in bytes.
    pub fn memory(&mut self) -> Option<u64> {
        let kilobytes: u64 = self.ask(&["memory"]).ok()??.parse().ok()?;
        Some(kilobytes * 1024)
    }
}
impl Drop for Library {
    fn drop(&mut self) {
        // It reads to the end.
        self.requests = None;
        // Whatever it ends with, nothing is left to do.
        let _ = self.child.wait();
    }
}

/// `PEERS_PYTHON`, or that of the virtual environment beside this package, or any.
fn interpreter() -> PathBuf {
    if let Some(python) = std::env::var_os("PEERS_PYTHON") {
        return python.into();
    }
    let local = Path::new(env!("CARGO_MANIFEST_DIR")).join(".venv/bin/python");
    if local.exists() { local } else { "python3".into() }
}

/// A workload of a library.
struct Remote {
    library: Rc<RefCell<Library>>,
    workload: String,
    /// What the first calls gave.
    values: Vec<f32>,
}
/// `None` if the library is not to do this workload.
pub fn contender(library: &Rc<RefCell<Library>>, workload: &str) -> Result<Option<Box<dyn Contender>>, String> {
    let Some(values) = library.borrow_mut().ask(&["check", workload])? else { return Ok(None) };
    let parse = |value: &str| value.parse::<f32>().map_err(|error| format!("{value}: {error}"));
    let values = values.split_whitespace().map(parse).collect::<Result<_, _>>()?;
    Ok(Some(Box::new(Remote { library: library.clone(), workload: workload.to_owned(), values })))
}
impl Contender for Remote {
    fn check(&mut self) -> Result<Vec<f32>, String> {
        Ok(self.values.clone())
    }
    fn run(&mut self, seconds: f64) -> Result<f64, String> {
        let answer = self.library.borrow_mut().ask(&["run", &self.workload, &seconds.to_string()])?;
        answer.and_then(|seconds| seconds.parse().ok()).ok_or_else(|| "answers no time".to_owned())
    }
    fn allocations(&mut self) -> Option<u64> {
        None
    }
}
impl Drop for Remote {
    fn drop(&mut self) {
        // A process that has ended has forgotten.
        let _ = self.library.borrow_mut().ask(&["forget", &self.workload]);
    }
}
