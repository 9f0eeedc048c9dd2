//! Runs cargo, and hands on what it says in the order in which it says it.
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};

/// Cargo at work.
pub struct Cargo {
    child: Child,
    messages: BufReader<ChildStdout>,
    /// Shows cargo's own lines as they come, and gives back those that sum up.
    lines: JoinHandle<io::Result<Vec<u8>>>,
}
impl Cargo {
    /// Starts `cargo` with these arguments.
    pub fn start<'a>(arguments: impl IntoIterator<Item = &'a str>) -> io::Result<Cargo> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut child = Command::new(cargo)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| io::Error::new(error.kind(), format!("cargo cannot be run: {error}")))?;
        let (messages, errors) =
            child.stdout.take().zip(child.stderr.take()).ok_or_else(|| io::Error::other("cargo has no output"))?;
        Ok(Cargo { child, messages: BufReader::new(messages), lines: thread::spawn(|| hand_on(errors)) })
    }

    /// The next line of messages; false at the end.
    pub fn next(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        Ok(self.messages.read_until(b'\n', line)? > 0)
    }

    /// How cargo ended, after all messages: shows what sums up.
    pub fn end(mut self) -> io::Result<ExitStatus> {
        let status = self.child.wait()?;
        let last = self.lines.join().map_err(|_| io::Error::other("cargo's output cannot be read"))??;
        io::stderr().write_all(&last)?;
        Ok(status)
    }
}

/// Shows line after line, up to the first that sums up: cargo writes it when we may still be busy with messages.
fn hand_on(errors: impl Read) -> io::Result<Vec<u8>> {
    let (mut errors, mut line) = (BufReader::new(errors), Vec::new());
    while errors.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        if ["Finished", "could not compile", "build failed", "generated"].iter().any(|word| text.contains(word)) {
            errors.read_to_end(&mut line)?;
            return Ok(line);
        }
        io::stderr().write_all(&line)?;
        line.clear();
    }
    Ok(line)
}
