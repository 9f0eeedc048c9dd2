//! Checks the exercise at hand each time it is saved, and listens to commands.
use super::Session;
use super::report;
use super::table::{EXERCISES, find};
use anstream::{print, println};
use notify::{RecursiveMode, Watcher};
use std::fs;
use std::io::{BufRead, IsTerminal, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// An editor writes a file in several steps: after this long without one it is through.
const QUIET: Duration = Duration::from_millis(100);
/// Where changes are not told, as on some network file systems, they are looked for.
const LOOK: Duration = Duration::from_secs(1);

enum Event {
    /// Something in the folder of the exercises has changed.
    Changed,
    /// A line that was typed.
    Typed(String),
}
/// What a command asks for.
#[derive(Debug, PartialEq)]
enum Command {
    Hint,
    Next,
    List,
    Quit,
    Check,
    GoTo(usize),
    Unknown,
}
impl Command {
    fn of(line: &str) -> Command {
        match line.trim() {
            "h" | "hint" => Command::Hint,
            "n" | "next" => Command::Next,
            "l" | "list" => Command::List,
            "q" | "quit" => Command::Quit,
            "" | "c" | "check" => Command::Check,
            other => find(other).map_or(Command::Unknown, Command::GoTo),
        }
    }
}

/// Ends with true when the student leaves, or when all has passed.
pub fn watch(session: &mut Session) -> Result<bool, String> {
    let (send, events) = channel();
    // Without it changes are still looked for.
    let _watcher = watcher(session, send.clone());
    thread::spawn(move || listen(&send));
    loop {
        let checked = text(session);
        let passed = session.check_current()?;
        if session.progress.is_complete() && session.check_all()? {
            return Ok(true);
        }
        // After one that has passed, and after a check of all that found one broken, the next one is at hand.
        if passed {
            continue;
        }
        println!(
            "{}   h hint, n next, l list, q quit, or the number of an exercise; then Enter",
            session.progress.bar()
        );
        if !wait(session, &events, &checked)? {
            return Ok(true);
        }
    }
}
/// Until there is something to check; false if the student leaves.
fn wait(session: &mut Session, events: &Receiver<Event>, checked: &Option<Vec<u8>>) -> Result<bool, String> {
    let mut next = None;
    loop {
        match next.take().map_or_else(|| events.recv_timeout(LOOK), Ok) {
            Ok(Event::Typed(line)) => match Command::of(&line) {
                Command::Quit => return Ok(false),
                Command::Check => return Ok(true),
                Command::Hint => report::hint(&EXERCISES[session.progress.current()]),
                Command::List => report::list(&session.progress),
                Command::Next => {
                    session.progress.advance();
                    session.save()?;
                    return Ok(true);
                }
                Command::GoTo(exercise) => {
                    session.progress.go_to(exercise);
                    session.save()?;
                    return Ok(true);
                }
                Command::Unknown => {
                    println!("{:?} is no command: h, n, l, q or the number of an exercise", line.trim())
                }
            },
            Ok(Event::Changed) => next = after_the_changes(events),
            // The watcher and the listener may both be gone; saving is still looked for.
            Err(RecvTimeoutError::Disconnected) => thread::sleep(LOOK),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if next.is_none() && text(session) != *checked {
            clear();
            return Ok(true);
        }
    }
}
/// Waits until nothing changes any more; what was typed in the meantime is returned.
fn after_the_changes(events: &Receiver<Event>) -> Option<Event> {
    loop {
        match events.recv_timeout(QUIET) {
            Ok(Event::Changed) => {}
            Ok(typed) => return Some(typed),
            Err(_) => return None,
        }
    }
}
/// The file at hand; none if it cannot be read.
fn text(session: &Session) -> Option<Vec<u8>> {
    fs::read(session.course.path(&EXERCISES[session.progress.current()])).ok()
}
fn watcher(session: &Session, send: Sender<Event>) -> Option<notify::RecommendedWatcher> {
    let tell = move |event: notify::Result<notify::Event>| {
        // Reading, as the compiler does, changes nothing.
        if !event.is_ok_and(|event| event.kind.is_access()) {
            // The one who listens may have left.
            let _ = send.send(Event::Changed);
        }
    };
    let mut watcher = notify::recommended_watcher(tell).ok()?;
    watcher.watch(&session.course.dir.join("exercises"), RecursiveMode::NonRecursive).ok()?;
    Some(watcher)
}
/// Until there is no more input. At its end, as without a terminal, the exercise is watched on.
fn listen(send: &Sender<Event>) {
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { return };
        if send.send(Event::Typed(line)).is_err() {
            return;
        }
    }
}
/// On a terminal each check begins on an empty page.
fn clear() {
    if std::io::stdout().is_terminal() {
        print!("\x1b[2J\x1b[H");
        // What cannot be shown now is shown with the next line.
        let _ = std::io::stdout().flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_during_changes_is_kept() {
        let (send, events) = channel();
        send.send(Event::Changed).unwrap();
        send.send(Event::Typed("h".to_string())).unwrap();
        assert!(matches!(after_the_changes(&events), Some(Event::Typed(line)) if line == "h"));
        assert!(after_the_changes(&events).is_none());
    }
    #[test]
    fn commands() {
        assert_eq!(Command::of(" h "), Command::Hint);
        assert_eq!(Command::of(""), Command::Check);
        assert_eq!(Command::of("4"), Command::GoTo(3));
        assert_eq!(Command::of("dx"), Command::GoTo(3));
        assert_eq!(Command::of("rm -rf /"), Command::Unknown);
    }
}
