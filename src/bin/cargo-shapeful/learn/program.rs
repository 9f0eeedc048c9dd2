//! Runs the compiled check, for a limited time.
use std::io::Read;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Of what a program prints, the last part is kept.
const KEPT: usize = 64 * 1024;

/// How a program ended.
pub struct Run {
    /// None if its time was over.
    pub status: Option<ExitStatus>,
    pub stdout: String,
    pub stderr: String,
}

pub fn run(program: &Path, folder: &Path, word: &str, limit: Duration) -> Result<Run, String> {
    let mut child = Command::new(program)
        .current_dir(folder)
        .env("SHAPEFUL_LEARN_WORD", word)
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{} does not start: {error}", program.display()))?;
    let (stdout, stderr) = (child.stdout.take().map(tail), child.stderr.take().map(tail));
    let start = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Some(status),
            Ok(None) if start.elapsed() < limit => thread::sleep(Duration::from_millis(10)),
            Ok(None) => {
                // If it cannot be killed it has ended in the meantime.
                let _ = child.kill();
                let _ = child.wait();
                break None;
            }
            Err(error) => return Err(format!("{} cannot be waited for: {error}", program.display())),
        }
    };
    Ok(Run { status, stdout: collect(stdout), stderr: collect(stderr) })
}

/// Reads on beside the program, which would stand still before a full pipe.
fn tail(mut pipe: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (send, receive) = channel();
    thread::spawn(move || {
        let (mut kept, mut buffer) = (Vec::new(), [0; 8192]);
        while let Ok(count @ 1..) = pipe.read(&mut buffer) {
            kept.extend_from_slice(&buffer[..count]);
            if kept.len() > 2 * KEPT {
                kept.drain(..kept.len() - KEPT);
            }
        }
        // Nobody may be listening any more.
        let _ = send.send(kept);
    });
    receive
}
/// A process that the program has left behind may hold the pipe open: it is not waited for.
fn collect(pipe: Option<Receiver<Vec<u8>>>) -> String {
    let bytes = pipe.and_then(|pipe| pipe.recv_timeout(Duration::from_secs(1)).ok()).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}
