//! What people see, whole.
use crate::support::{self, LAB, Package};

/// Compares with the snapshot, if the compiler is the one that it is of.
macro_rules! assert_seen {
    ($name:literal, $seen:expr) => {
        let seen = $seen;
        if support::is_pinned() {
            insta::assert_snapshot!($name, seen);
        }
    };
}

#[test]
fn check() {
    let lab = Package::program("digits-lab", LAB);
    let unicode = lab.shapeful(&["check", "--width", "80"]);
    unicode.ends_with(101);
    assert_eq!(unicode.out, "");
    assert_seen!("check", unicode.said());
    assert_seen!("check_ascii", lab.shapeful(&["check", "--ascii", "--width", "80"]).ends_with(101).said());

    let json = lab.shapeful(&["check", "--json"]);
    json.ends_with(101);
    let mistakes: Vec<serde_json::Value> = json.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let pretty: Vec<String> = mistakes
        .into_iter()
        .map(|mut mistake| {
            let svg = mistake["svg"].take();
            assert!(svg.as_str().unwrap().starts_with("<svg "), "{svg}");
            serde_json::to_string_pretty(&mistake).unwrap()
        })
        .collect();
    assert_seen!("check_json", pretty.join("\n"));
}

#[test]
fn narrow_windows() {
    let lab = Package::program("narrow", LAB);
    let seen = lab.shapeful(&["check", "--width", "40"]);
    // The lines of the program are as long as they are.
    let drawn = seen
        .err
        .lines()
        .filter(|line| line.contains(['│', '┌', '└', '━']) && !line.contains("  6 │") && !line.contains(" │ "));
    let drawn: Vec<&str> = drawn.collect();
    assert!(drawn.len() > 10, "{}", seen.err);
    for line in drawn {
        assert!(line.chars().count() <= 40, "{line}");
    }
}

#[test]
fn lessons() {
    let anywhere = Package::empty("lessons");
    let list = anywhere.shapeful(&["lessons"]);
    assert_eq!((list.ends_with(0).err.as_str(), list.out.lines().next()), ("", Some("Axes and shapes")));
    assert_eq!(
        list.out.matches("\n  S").count(),
        shapeful::lessons::COURSE.iter().map(|chapter| chapter.lessons.len()).sum::<usize>()
    );
    insta::assert_snapshot!("lessons", list.out);
    let one = anywhere.shapeful(&["lesson", "S48", "--width", "80"]);
    insta::assert_snapshot!("lesson", one.ends_with(0).out);
    assert_eq!(anywhere.shapeful(&["lesson", "48", "--width", "80"]).out, one.out);
    for unknown in ["S999", "", "dx", "-1", "S99999999999999999999"] {
        anywhere.shapeful(&["lesson", "--", unknown]).ends_with(2).says(&["there is no lesson"]);
    }
}

#[test]
fn explain() {
    let anywhere = Package::empty("explain");
    // Each breaks a rule; the last keeps them.
    for (name, expression, code) in [
        ("explain_product", "dout(64, 10) . w(784, 10) -> (64, 784)", 1),
        ("explain_names", "x(Batch = 64, Pixels = 784) . w(Pixels, Classes = 10) + b(1, Classes)", 1),
        ("explain_elementwise", "(64, 10) + (64,)", 1),
        ("explain_what_fits", "dout(64, 10) . w(784, 10).T -> (64, 784)", 0),
    ] {
        let seen = anywhere.shapeful(&["explain", expression, "--width", "80"]);
        insta::assert_snapshot!(name, seen.ends_with(code).out);
    }
    for wrong in ["", "(64", "(64, 10) . ", "x . y"] {
        let seen = anywhere.shapeful(&["explain", wrong]);
        assert_eq!(seen.ends_with(2).out, "");
        seen.says(&["error: "]);
    }
}
