//! The course of `shapeful::lessons` is whole: its lessons are in order, every error that names a lesson has it, and a mistake and
//! its repair are the same program but for a few lines.
#![cfg(feature = "lessons")]
use shapeful::lessons::{COURSE, Lesson, lesson};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Relations whose errors name no lesson, and why: helpers whose own errors are never what a user reads.
const WITHOUT_LESSON: &[(&str, &str)] = &[];

/// How many lines of a program may differ from the repaired one, counting those that go and those that come.
const MOST_CHANGED_LINES: usize = 12;

fn lessons() -> impl Iterator<Item = &'static Lesson> {
    COURSE.iter().flat_map(|chapter| chapter.lessons)
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// All files in a folder of the crate, and in the folders in it.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found
}

/// A trait with an error of ours.
struct Relation {
    name: String,
    /// The lessons that its error names.
    lessons: Vec<u16>,
}

/// The relations of a source file.
fn relations(source: &str) -> Vec<Relation> {
    let mut lines = source.lines().map(str::trim);
    let mut found = Vec::new();
    while let Some(first) = lines.find(|line| line.starts_with("#[diagnostic::on_unimplemented(")) {
        let mut attribute = first.to_string();
        while !attribute.ends_with(")]") {
            attribute += "\n";
            attribute += lines.next().expect("an attribute ends");
        }
        let mut code = lines.by_ref().filter(|line| !line.starts_with("//") && !line.starts_with("#["));
        let name = code.find_map(|line| line.split_once("trait ")).expect("the attribute is on a trait").1;
        let name = name.split(|end: char| !end.is_alphanumeric() && end != '_').next().unwrap();
        found.push(Relation { name: name.to_string(), lessons: named_lessons(&attribute) });
    }
    found
}

/// The numbers after `lesson S`.
fn named_lessons(text: &str) -> Vec<u16> {
    let numbers = text.split("lesson S").skip(1);
    let digits = numbers.map(|after| after.split(|end: char| !end.is_ascii_digit()).next().unwrap());
    digits.filter_map(|digits| digits.parse().ok()).collect()
}

/// Whether lessons are named, and this is none of them.
fn names_another(error: &str, number: u16) -> bool {
    let named = named_lessons(error);
    !named.is_empty() && !named.contains(&number)
}

/// The lines after the `//!` header.
fn program(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.starts_with("//!")).collect()
}

/// How many lines are in one of the programs alone: all that are not on their longest common subsequence.
fn changed_lines(before: &[&str], after: &[&str]) -> usize {
    let mut common = vec![vec![0; after.len() + 1]; before.len() + 1];
    for (i, one) in before.iter().enumerate() {
        for (j, other) in after.iter().enumerate() {
            let longest = common[i][j + 1].max(common[i + 1][j]);
            common[i + 1][j + 1] = if one == other { common[i][j] + 1 } else { longest };
        }
    }
    before.len() + after.len() - 2 * common[before.len()][after.len()]
}

#[track_caller]
fn assert_none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn lessons_are_in_order_and_whole() {
    let numbers: Vec<u16> = lessons().map(|lesson| lesson.number).collect();
    assert!(numbers.len() >= 60, "there are {} lessons", numbers.len());
    let mut faults = Vec::new();
    for pair in numbers.windows(2).filter(|pair| pair[0] >= pair[1]) {
        faults.push(format!("S{:02} stands after S{:02}", pair[1], pair[0]));
    }
    let (mut cases, mut titles) = (BTreeSet::new(), BTreeSet::new());
    for Lesson { number, title, case, mathematics, wrong, error, .. } in lessons() {
        if title.trim().is_empty() || mathematics.trim().is_empty() {
            faults.push(format!("S{number:02} has no title, or no mathematics"));
        }
        if !titles.insert(title) {
            faults.push(format!("S{number:02}: the title {title:?} is that of another lesson"));
        }
        if !cases.insert(case) {
            faults.push(format!("S{number:02}: {case} is the case of another lesson"));
        }
        let header = if error.is_some() { "//! error: " } else { "//! pass: " };
        if !wrong.starts_with(header) {
            faults.push(format!("S{number:02}: {case}.rs does not begin with `{header}`"));
        }
    }
    for chapter in COURSE.iter().filter(|chapter| chapter.title.trim().is_empty() || chapter.lessons.is_empty()) {
        faults.push(format!("the chapter {:?} has no title, or no lessons", chapter.title));
    }
    assert_none(faults);
}

#[test]
fn every_error_that_names_a_lesson_has_it() {
    let shown: BTreeSet<u16> = files(&folder("ui-tests"), "stderr")
        .iter()
        .flat_map(|text| named_lessons(&fs::read_to_string(text).unwrap()))
        .collect();
    let sources = files(&folder("src"), "rs");
    let relations: Vec<Relation> =
        sources.iter().flat_map(|source| relations(&fs::read_to_string(source).unwrap())).collect();
    assert!(relations.iter().any(|relation| relation.name == "MatMul"), "the sources are not read as they are written");

    let mut faults = Vec::new();
    for Relation { name, lessons } in &relations {
        let is_exempt = WITHOUT_LESSON.iter().any(|(exempt, _)| exempt == name);
        if lessons.is_empty() != is_exempt {
            faults.push(format!("{name}: its error names no lesson, or it does and is listed in WITHOUT_LESSON"));
        }
        for &number in lessons {
            if !shown.contains(&number) {
                faults.push(format!("{name}: no ui-test shows its lesson S{number:02}"));
            }
            match lesson(number) {
                None => faults.push(format!("{name}: the course has no lesson S{number:02}")),
                // The error of a lesson may be in rustc's own words, which name none; a ui-test of the relation does.
                Some(found) if found.error.is_none_or(|error| names_another(error, number)) => {
                    faults.push(format!("{name}: the error of {} does not name its lesson S{number:02}", found.case));
                }
                Some(_) => {}
            }
        }
    }
    for (exempt, _) in WITHOUT_LESSON.iter().filter(|(exempt, _)| relations.iter().all(|found| found.name != *exempt)) {
        faults.push(format!("{exempt}: there is no such relation"));
    }
    assert_none(faults);
}

#[test]
fn a_repair_changes_a_few_lines() {
    let mut faults = Vec::new();
    for Lesson { number, case, wrong, right, .. } in lessons() {
        let mut fault = |what: String| faults.push(format!("S{number:02} {case}: {what}"));
        if !right.starts_with("use ") {
            fault("the right program does not begin with `use`".to_string());
        }
        let (wrong, right) = (program(wrong), program(right));
        let changed = changed_lines(&wrong, &right);
        if !(1..=MOST_CHANGED_LINES).contains(&changed) {
            fault(format!("{changed} lines are changed, and not 1 to {MOST_CHANGED_LINES}"));
        }
    }
    assert_none(faults);
}

#[test]
fn wrong_inner_axes_are_told_in_fifteen_lines() {
    let of_products =
        lessons().filter(|lesson| lesson.error.is_some_and(|error| error.contains("because Classes is not Pixels")));
    let lengths: Vec<(u16, usize)> =
        of_products.map(|lesson| (lesson.number, lesson.error.unwrap().lines().count())).collect();
    assert!(!lengths.is_empty() && lengths.iter().all(|(_, lines)| *lines <= 15), "{lengths:?}");
}

#[test]
fn every_right_program_belongs_to_a_lesson() {
    let cases: BTreeSet<&str> = lessons().map(|lesson| lesson.case).collect();
    let programs = files(&folder("ui-tests/right"), "rs");
    let strays = programs.iter().filter(|program| !cases.contains(program.file_stem().unwrap().to_str().unwrap()));
    assert_none(strays.map(|program| format!("{} belongs to no lesson", program.display())).collect());
}
