//! One program of a suite, and the rules for what the compiler says of it.
use std::collections::BTreeSet;
use std::format;
use std::path::PathBuf;
use std::prelude::v1::*;

#[derive(Debug)]
pub(super) struct Case {
    /// Its path in the package.
    pub name: String,
    pub path: PathBuf,
    /// Whether it is a mistake.
    pub is_error: bool,
    /// The sentence of its first line.
    pub sentence: String,
    /// How many errors the compiler reports: one mistake is one error, unless a line `//! errors: 2` says otherwise.
    errors: usize,
    program: String,
}
impl Case {
    pub fn read(name: String, path: PathBuf, program: String) -> Result<Case, String> {
        let first = program.lines().next().unwrap_or_default();
        let (is_error, sentence) = match (first.strip_prefix("//! error: "), first.strip_prefix("//! pass: ")) {
            (Some(sentence), _) => (true, sentence),
            (_, Some(sentence)) => (false, sentence),
            _ => return Err(format!("{name}: the first line is neither `//! error: …` nor `//! pass: …`")),
        };
        let sentence = sentence.trim().to_string();
        if sentence.is_empty() {
            return Err(format!("{name}: the first line has no sentence"));
        }
        let errors = match program.lines().find_map(|line| line.strip_prefix("//! errors: ")) {
            Some(number) => number.trim().parse().map_err(|_| format!("{name}: `{number}` is no number of errors"))?,
            None => 1,
        };
        Ok(Case { name, path, is_error, sentence, errors, program })
    }

    /// Whether the compiler says the sentence. It also quotes the program, which does not count.
    pub fn is_said_in(&self, text: &str) -> bool {
        let program: BTreeSet<&str> = self.program.lines().map(bare).collect();
        text.lines().any(|line| line.contains(&self.sentence) && !program.contains(bare(line)))
    }

    /// What is wrong with the blessed text.
    pub fn faults(&self, text: &str, forbidden: &[String]) -> Vec<String> {
        let mut faults = Vec::new();
        if !self.is_said_in(text) {
            faults.push(format!("{}: the compiler does not say: {}", self.name, self.sentence));
        }
        let errors = text.lines().filter(|line| line.starts_with("error")).count();
        if errors != self.errors {
            faults.push(format!("{}: there are {errors} errors, not {}", self.name, self.errors));
        }
        for word in forbidden.iter().filter(|word| text.contains(word.as_str())) {
            faults.push(format!("{}: the error shows the forbidden `{word}`", self.name));
        }
        faults
    }
}

/// A line without what rustc puts before the lines that it quotes: `12 |     let dx = …` is `let dx = …`.
fn bare(line: &str) -> &str {
    line.trim_start_matches(|frame: char| frame.is_ascii_digit() || " |/+-".contains(frame)).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec;

    fn read(program: &str) -> Result<Case, String> {
        Case::read("ui-tests/x.rs".into(), "ui-tests/x.rs".into(), program.into())
    }
    const TEXT: &str = "error[E0308]: mismatched types\n  |\n3 | let w: Weights = input; // an input is no weight\n  |         ^^^^^ expected `Weights`\n";

    #[test]
    fn first_lines() {
        let case = read("//! pass: any batch will do\nfn main() {}").unwrap();
        assert!(!case.is_error && case.sentence == "any batch will do");
        assert!(read("//! error: mismatched types").unwrap().is_error);
        for (program, fault) in [
            ("fn main() {}", "ui-tests/x.rs: the first line is neither `//! error: …` nor `//! pass: …`"),
            ("", "ui-tests/x.rs: the first line is neither `//! error: …` nor `//! pass: …`"),
            ("//! error:  \nfn main() {}", "ui-tests/x.rs: the first line has no sentence"),
            ("//! error: a\n//! errors: two", "ui-tests/x.rs: `two` is no number of errors"),
        ] {
            assert_eq!(read(program).unwrap_err(), fault);
        }
    }
    #[test]
    fn a_good_text_has_no_faults() {
        let faults = read("//! error: mismatched types").unwrap().faults(TEXT, &["UInt<".into()]);
        assert_eq!(faults, Vec::<String>::new());
    }
    #[test]
    fn a_sentence_that_only_the_program_says() {
        let case = read("//! error: an input is no weight\nlet w: Weights = input; // an input is no weight").unwrap();
        assert_eq!(case.faults(TEXT, &[]), ["ui-tests/x.rs: the compiler does not say: an input is no weight"]);
    }
    #[test]
    fn more_and_fewer_errors_than_mistakes() {
        let (one, two) = ("//! error: mismatched types", "//! error: mismatched types\n//! errors: 2");
        let twice = [TEXT, TEXT].concat();
        assert_eq!(read(one).unwrap().faults(&twice, &[]), ["ui-tests/x.rs: there are 2 errors, not 1"]);
        assert_eq!(read(two).unwrap().faults(TEXT, &[]), ["ui-tests/x.rs: there are 1 errors, not 2"]);
        assert_eq!(read(two).unwrap().faults(&twice, &[]), Vec::<String>::new());
    }
    #[test]
    fn forbidden_words() {
        let case = read("//! error: mismatched types").unwrap();
        let faults = case.faults(TEXT, &["Weights".into(), "typenum".into()]);
        assert_eq!(faults, vec!["ui-tests/x.rs: the error shows the forbidden `Weights`"]);
    }
}
