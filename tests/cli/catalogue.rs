//! The catalogue against reality: every mistake of `ui-tests/` is recognised, and drawn as its lesson shows it.
use crate::support::{self, Package, SHAPEFUL, manifest};
use serde_json::Value;
use shapeful::lessons::COURSE;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Lessons that are told as another one, and why.
const TOLD_AS: &[(&str, u16, &str)] = &[
    (
        "last_layer_of_the_wrong_size",
        60,
        "the loss sees scores and labels of other classes, and cannot know which of them is meant",
    ),
    (
        "time_major_sequences_in_a_layer",
        90,
        "the compiler names the shape that is wanted and the one that is given, and not what they are for",
    ),
];
/// Errors that are no mistakes about shapes, or that say nothing by which they could be told, and why.
const NOT_RECOGNISED: &[(&str, &str)] = &[
    ("axes_with_commas", SYNTAX),
    ("axes_without_a_semicolon", SYNTAX),
    ("axis_of_negative_size", SYNTAX),
    ("axis_of_two_sizes", SYNTAX),
    ("eval_has_no_backward", NO_SHAPE),
    ("key_used_twice", NO_SHAPE),
    ("layer_norm_cache_in_batch_norm", NO_SHAPE),
    ("number_that_is_a_float", SYNTAX),
    ("probability_to_keep_or_to_drop", NO_SHAPE),
    ("stride_and_padding_exchanged", NO_SHAPE),
];
const NO_SHAPE: &str = "what is wrong is no shape: the compiler names the types of what was kept, of the key, the probability and the stride";
const SYNTAX: &str =
    "there is no shape yet: the compiler shows how an axis is written, or points at what is no whole number";

/// The style that the drawings of a page share, which stands in each of them by itself.
const STYLE: &str = "src/lessons/drawings.html";

/// The programs of `ui-tests/` that have such a file beside them.
fn programs(extension: &str) -> Vec<String> {
    let entries = fs::read_dir(Path::new(SHAPEFUL).join("ui-tests")).unwrap();
    let files = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension));
    let mut names: Vec<String> = files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_string()).collect();
    names.sort();
    names
}

/// The first mistake that is found in each program, all programs being the binaries of one package.
fn mistakes(names: &[String]) -> BTreeMap<String, Value> {
    let mut text = manifest("catalogue").replace("[workspace]", "autobins = false\n[workspace]");
    for name in names {
        let path = Path::new(SHAPEFUL).join("ui-tests").join(name).with_extension("rs");
        let _ = write!(text, "[[bin]]\nname = {name:?}\npath = {path:?}\n");
    }
    let package = Package::empty("catalogue").with("Cargo.toml", &text);
    let mut found = BTreeMap::new();
    for mistake in package.mistakes(&["--keep-going"]) {
        let name = Path::new(mistake["file"].as_str().unwrap()).file_stem().unwrap().to_str().unwrap().to_string();
        found.entry(name).or_insert(mistake);
    }
    found
}

fn number(mistake: &Value) -> u16 {
    mistake["lesson"].as_str().and_then(|lesson| lesson.strip_prefix('S')?.parse().ok()).unwrap_or_default()
}

/// The drawing without its style, and the style.
fn drawing(mistake: &Value) -> (String, Option<String>) {
    let svg = mistake["svg"].as_str().unwrap_or_default();
    let (style, rest) = svg.split_inclusive('\n').partition::<Vec<&str>, _>(|line| line.starts_with("<style>"));
    (rest.concat(), style.first().map(|style| style.to_string()))
}

#[test]
fn every_mistake_is_told_and_drawn() {
    let names = programs("stderr");
    assert!(names.len() > 100, "there are {} programs", names.len());
    let mistakes = mistakes(&names);
    let mut faults = Vec::new();
    for name in &names {
        let is_exempt = NOT_RECOGNISED.iter().any(|(exempt, _)| exempt == name);
        if mistakes.contains_key(name) == is_exempt {
            faults.push(format!("{name}: is not recognised, or it is and is listed in NOT_RECOGNISED"));
        }
    }
    for (exempt, _) in NOT_RECOGNISED.iter().filter(|(exempt, _)| !names.iter().any(|name| name == exempt)) {
        faults.push(format!("{exempt}: there is no such program"));
    }
    for lesson in COURSE.iter().flat_map(|chapter| chapter.lessons) {
        let (Some(error), Some(mistake)) = (lesson.error, mistakes.get(lesson.case)) else { continue };
        let told = number(mistake);
        let is_printed = error.contains(&format!("lesson S{told:02}"));
        let exception = TOLD_AS.iter().find(|(case, ..)| *case == lesson.case);
        let expected = exception.map_or(lesson.number, |(_, number, _)| *number);
        if told != expected && !(exception.is_none() && is_printed) {
            faults
                .push(format!("S{:02} {}: is told as S{told:02}, {}", lesson.number, lesson.case, mistake["message"]));
        }
        if support::is_pinned() {
            let (drawing, style) = drawing(mistake);
            faults.extend(support::blessed(&format!("ui-tests/{}.svg", lesson.case), &drawing));
            faults.extend(style.and_then(|style| support::blessed(STYLE, &style)));
        }
    }
    let drawn: BTreeSet<&str> = COURSE
        .iter()
        .flat_map(|chapter| chapter.lessons)
        .filter(|lesson| lesson.error.is_some())
        .map(|lesson| lesson.case)
        .collect();
    for stray in programs("svg").iter().filter(|name| !drawn.contains(name.as_str())) {
        faults.push(format!("ui-tests/{stray}.svg belongs to no lesson"));
    }
    for (case, ..) in TOLD_AS.iter().filter(|(case, ..)| !names.iter().any(|name| name == case)) {
        faults.push(format!("{case}: there is no such program"));
    }
    faults.dedup();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
