//! How far the student has come, kept in `.progress`. It is a memory only: whether an exercise is solved, its check says.
use super::table::{EXERCISES, find};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Which exercises have passed their check, and which one is at hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    file: PathBuf,
    passed: Vec<bool>,
    current: usize,
}
impl Progress {
    /// Of a file that is missing, or holds anything else, what can be understood is taken.
    pub fn read(course: &Path) -> Progress {
        let file = course.join(".progress");
        let text = fs::read(&file).unwrap_or_default();
        let mut progress = Progress { file, passed: vec![false; EXERCISES.len()], current: 0 };
        let mut current = None;
        for line in String::from_utf8_lossy(&text).lines() {
            match line.split_once(' ') {
                Some(("passed", name)) => find(name).into_iter().for_each(|index| progress.passed[index] = true),
                Some(("current", name)) => current = find(name),
                _ => {}
            }
        }
        progress.current = current.unwrap_or_else(|| progress.passed.iter().position(|passed| !passed).unwrap_or(0));
        progress
    }
    pub fn write(&self) -> io::Result<()> {
        let mut text = String::from("The exercises that have passed their check, and the one at hand.\n");
        for (exercise, _) in EXERCISES.iter().zip(&self.passed).filter(|(_, passed)| **passed) {
            text += &format!("passed {}\n", exercise.name);
        }
        text += &format!("current {}\n", EXERCISES[self.current].name);
        fs::write(&self.file, text)
    }
    pub fn current(&self) -> usize {
        self.current
    }
    pub fn has_passed(&self, exercise: usize) -> bool {
        self.passed[exercise]
    }
    pub fn count(&self) -> usize {
        self.passed.iter().filter(|passed| **passed).count()
    }
    pub fn is_complete(&self) -> bool {
        self.passed.iter().all(|passed| *passed)
    }
    /// Takes an exercise in hand.
    pub fn go_to(&mut self, exercise: usize) {
        self.current = exercise;
    }
    /// The next one that has not passed; after the last comes the first.
    pub fn advance(&mut self) {
        let after = (1..=EXERCISES.len()).map(|step| (self.current + step) % EXERCISES.len());
        self.current = after.into_iter().find(|&index| !self.passed[index]).unwrap_or(self.current);
    }
    /// What a check has found.
    pub fn set(&mut self, exercise: usize, passed: bool) {
        self.passed[exercise] = passed;
    }
    /// `[####----] 4/8`.
    pub fn bar(&self) -> String {
        let (done, all) = (self.count(), EXERCISES.len());
        format!("[{}{}] {done}/{all}", "#".repeat(done), "-".repeat(all - done))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Progress {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".progress"), text).unwrap();
        Progress::read(folder.path())
    }
    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let mut progress = Progress::read(folder.path());
        assert_eq!((progress.count(), progress.current()), (0, 0));
        progress.set(0, true);
        progress.set(2, true);
        progress.go_to(4);
        progress.write().unwrap();
        assert_eq!(Progress::read(folder.path()), progress);
    }
    #[test]
    fn garbage_is_no_progress() {
        for text in [&b"\xff\xfe\x00 passed"[..], b"passed", b"current 99_nothing", b"{\"passed\": 3}", b"passed 0"] {
            let progress = read(text);
            assert_eq!((progress.count(), progress.current()), (0, 0));
        }
        assert_eq!(read(b"\xff\npassed 01_axes\npassed 01_axes\n").count(), 1);
        assert_eq!(read(b"passed 01_axes").current(), 1);
    }
    #[test]
    fn advances_to_what_is_left() {
        let mut progress = read(b"passed 02_product\ncurrent 01_axes");
        progress.advance();
        assert_eq!(progress.current(), 2);
        progress.go_to(EXERCISES.len() - 1);
        progress.advance();
        assert_eq!(progress.current(), 0);
        (0..EXERCISES.len()).for_each(|index| progress.set(index, true));
        progress.advance();
        assert!(progress.is_complete() && progress.current() == 0);
    }
    #[test]
    fn bar_counts() {
        let bar = read(b"passed 1\npassed 2").bar();
        assert!(bar.starts_with("[##-") && bar.ends_with(&format!("-] 2/{}", EXERCISES.len())), "{bar}");
    }
}
