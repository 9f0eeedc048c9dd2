//! The drawings are snapshots to look at; what holds for all of them is checked on random mistakes.
use super::samples::{self, operand};
use super::svg::svg;
use super::terminal::{Style, drawing, terminal};
use super::text::width;
use super::{Figure, Fit, Scene, is_called, scene, scene_of};
use crate::command::mistake::{Change, Mistake, Operand, Place, Problem};
use crate::command::shape::{Axis, Shape};
use crate::command::solver::{Advice, Candidate, Kind};
use proptest::prelude::*;

const CHANGES: &[Change] = &[Change::Relabel, Change::Split, Change::Unravel, Change::Permute];

/// What begins a code for a colour.
const ESCAPE: char = '\u{1b}';

const PLAIN: Style = Style { width: 80, color: false, unicode: true };

/// All samples as a student sees them, in wide and narrow windows.
#[test]
fn terminal_drawings() {
    for (name, mistake) in samples::all() {
        let mut seen = String::new();
        for (width, unicode) in [(80, true), (50, true), (80, false), (50, false)] {
            let lesson = terminal(&mistake, "What the lesson is about", &Style { width, unicode, ..PLAIN });
            seen += &format!("{}\n{lesson}\n", "#".repeat(width));
        }
        insta::assert_snapshot!(name, seen);
    }
}

#[test]
fn a_product_alone() {
    let (left, right) = (operand("x", "Batch 64, Pixels 784"), operand("w", "Pixels 784, Classes 10"));
    insta::assert_snapshot!(drawing(&Problem::Product { left, right }, &PLAIN));
}

/// The words under a drawing.
fn words(problem: &Problem) -> Vec<String> {
    scene(problem).checks.into_iter().map(|check| check.text).collect()
}

/// A product has no broken rule, and draws what comes out.
#[test]
fn a_vector_times_a_matrix_is_a_product() {
    let of = |matrix: &str| Problem::Product { left: operand("w", "Features 3"), right: operand("x", matrix) };
    assert_eq!(words(&of("Features 3, Batch 30")), ["the axis of w is the rows of x: Features 3"]);
    assert_eq!(words(&of("Batch 30, Features 3")), ["the axis of w, Features 3, is not the rows of x, Batch 30"]);
    assert!(scene(&of("Features 3, Batch 30")).alternative().contains("= (Batch 30)"));
}

#[test]
fn changes_of_shape_in_words() {
    let of = |change, from, to| words(&Problem::Reshape { change, from: operand("x", from), to: operand("", to) });
    assert_eq!(
        of(Change::Split, "10, Embed 12", "Heads 3, Time 5"),
        ["Embed 12 does not split into Heads 3 and Time 5: 12 ≠ 3 · 5"]
    );
    let order = |from, to| of(Change::Permute, from, to);
    assert_eq!(order("Batch 2, Time 5, Heads 3", "Batch 2, Heads 3"), ["the order leaves out Time"]);
    assert_eq!(
        order("Batch 2, Height 5, Width 3", "Height 5, Height 5, Batch 2"),
        ["the order leaves out Width", "the order names Height twice"]
    );
    assert_eq!(order("Time, Width", "Time, Depth, Width"), ["x has no axis Depth"]);
    let ambiguous = "x has D more than once: say which one by position, such as `Axis::<0>`";
    assert_eq!(order("D 3, D 3", "D 3, D 3"), [ambiguous]);
    // Of a change that only `split` could make, no error about it tells to split.
    for change in [Change::Split, Change::Unravel, Change::Permute] {
        for from in ["Batch 2, 12", "24", "Batch 2, 3, 4"] {
            assert!(!of(change, from, "Batch 2, Heads 3, Width 4").iter().any(|text| text.contains("taken apart")));
        }
    }
}

#[test]
fn words_pair_the_axes_as_the_columns_do() {
    let of = |expected, found| {
        words(&Problem::Expected { expected: operand("", expected), found: operand("y", found) }).remove(0)
    };
    assert_eq!(of("N 60, D 4", "D 4, H 32"), "y has D 4 where N 60 is expected, and H 32 where D 4 is expected");
    assert_eq!(
        of("N 60, D 4", "H 60, D 4"),
        "y has H 60 where N 60 is expected; the sizes are equal, the axes are not"
    );
    assert_eq!(of("N 60, D 4, H 32", "D 4, H 32"), "y lacks N 60");
}

/// An axis that may be missing is not what is wrong where two others can never meet.
#[test]
fn what_stretches_is_no_clash() {
    let of = |left, right| scene(&Problem::Elementwise { left: operand("a", left), right: operand("b", right) });
    let marks = |scene: Scene| match scene.figure {
        Figure::Grid(grid) => grid.marks.into_iter().map(|mark| mark.fit).collect::<Vec<_>>(),
        Figure::Boxes(_) => Vec::new(),
    };
    assert_eq!(marks(of("64, 10", "64")), [Fit::Fits, Fit::Clash]);
    assert_eq!(marks(of("64, 10", "10")), [Fit::Clash, Fit::Fits]);
    assert_eq!(marks(of("64, 3, 10", "1, 64, 10")), [Fit::Fits, Fit::Clash, Fit::Fits]);
    assert_eq!(of("64, 10", "64").checks[0].text, "compared from the last axis, b has 64 where a has 10");
}

#[test]
fn what_says_nothing_is_not_drawn() {
    let empty = |operands: Vec<Operand>| scene(&Problem::Other { operands }).is_empty();
    assert!(empty(vec![operand("", "Batch 60, Hidden 32")]) && empty(vec![operand("loss", "")]) && empty(vec![]));
    assert!(!empty(vec![operand("x", "Batch 60")]) && !empty(vec![operand("", "Batch 60"), operand("", "Hidden 32")]));
}

/// A function is no array: it has no place in a drawing.
#[test]
fn a_function_is_not_drawn() {
    let mut mistake = samples::product();
    mistake.place.text = "    let dx = backward(&gamma, &y);".to_string();
    mistake.problem =
        Problem::Expected { expected: operand("", "Batch 8, Features 8"), found: operand("backward", "Features 8") };
    let drawn = scene_of(&mistake).alternative();
    assert!(drawn.starts_with("expected (Batch 8, Features 8); found (Features 8)"), "{drawn}");
}

#[test]
fn functions_are_no_arrays() {
    let line = "    let (dx, dgamma) = backward(&gamma, norm::mean::<f32>(&y), x.y(0));";
    let called = |name| is_called(name, line);
    assert!(called("backward") && called("norm::mean"));
    assert!(!called("gamma") && !called("y") && !called("dx") && !called("") && !called("ward") && !called("&gamma"));
}

/// A long title hangs behind the number, and the code ends it.
#[test]
fn long_titles_are_headings() {
    let title = "A bias is the same for every row, and that is written";
    let style = Style { width: 60, unicode: false, ..PLAIN };
    let drawn = terminal(&samples::product(), title, &style);
    assert!(
        drawn.starts_with("== S48 A bias is the same for every row, and that is written\n       E0277\n"),
        "{drawn}"
    );
    let narrow = terminal(&samples::product(), title, &Style { width: 40, ..style });
    assert!(
        narrow.starts_with("== S48 A bias is the same for every row,\n       and that is written E0277\n"),
        "{narrow}"
    );
}

/// An XML document: its tags are balanced, and `<` and `&` stand for markup alone.
pub fn assert_well_formed(xml: &str, empty: &[&str]) {
    let mut open = Vec::new();
    let mut rest = xml;
    while let Some(start) = rest.find(['<', '&']) {
        rest = &rest[start..];
        if rest.starts_with('&') {
            let end = rest.find(';').expect("an entity ends");
            assert!(rest[1..end].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#'), "{}", &rest[..end]);
            rest = &rest[1..];
            continue;
        }
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[1..end];
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        rest = &rest[end + 1..];
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if name == "script" {
            // What a script holds ends with the first closing tag.
            rest = &rest[rest.find("</script>").expect("a script ends") + 9..];
        } else if !tag.ends_with('/') && !tag.starts_with('!') && !empty.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn svg_is_well_formed() {
    for (_, mistake) in samples::all() {
        let drawn = svg(scene_of(&mistake));
        assert_well_formed(&drawn, &[]);
        assert!(drawn.contains("role=\"img\"") && drawn.contains("<title>"));
    }
    insta::assert_snapshot!("svg", svg(scene_of(&samples::product())));
}

/// Markdown ends a block of HTML at a blank line, and begins one with a tag that has its line for itself.
#[test]
fn svg_stands_in_markdown() {
    for (_, mistake) in samples::all() {
        let drawn = svg(scene_of(&mistake));
        assert!(drawn.lines().all(|line| !line.trim().is_empty()));
        let mut html = String::new();
        let source = format!("Before.\n\n{drawn}\nAfter *it*.");
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(&source));
        assert_eq!(html, format!("<p>Before.</p>\n{drawn}<p>After <em>it</em>.</p>\n"));
    }
}

fn shape(name: &'static str) -> impl Strategy<Value = Shape> {
    let axis = prop_oneof![
        (name, proptest::option::of(any::<u64>())).prop_map(|(name, size)| Axis { name, size }),
        (0_u64..5).prop_map(Axis::number),
        prop::sample::select(vec!["Batch", "Pixels", "Classes"]).prop_map(|name| Axis::named(name, Some(10))),
    ];
    proptest::collection::vec(axis, 0..7).prop_map(Shape)
}

fn problem(text: &'static str) -> impl Strategy<Value = Problem> {
    let operand = || (text, shape(text)).prop_map(|(name, shape)| Operand { name, shape });
    let two = || (operand(), operand());
    prop_oneof![
        two().prop_map(|(left, right)| Problem::Product { left, right }),
        two().prop_map(|(left, right)| Problem::Elementwise { left, right }),
        two().prop_map(|(from, to)| Problem::Stretch { from, to }),
        (operand(), text).prop_map(|(operand, axis)| Problem::NoAxis { operand, axis }),
        (prop::sample::select(CHANGES), two()).prop_map(|(change, (from, to))| Problem::Reshape { change, from, to }),
        ([operand(), operand(), operand()], any::<bool>())
            .prop_map(|(operands, backward)| Problem::Affine { operands, backward }),
        (text, operand()).prop_map(|(layer, input)| Problem::Layer { layer, input }),
        operand().prop_map(|input| Problem::Layer { layer: "Linear<Pixels, 10>".to_string(), input }),
        two().prop_map(|(expected, found)| Problem::Expected { expected, found }),
        operand().prop_map(|found| {
            let reversed = Shape(found.shape.0.iter().rev().cloned().collect());
            Problem::Expected { expected: Operand { name: String::new(), shape: reversed }, found }
        }),
        proptest::collection::vec(operand(), 0..4).prop_map(|operands| Problem::Other { operands }),
    ]
}

fn advice(text: &'static str) -> impl Strategy<Value = Advice> {
    let operand = (text, shape(text)).prop_map(|(name, shape)| Operand { name, shape });
    let candidate = (text, text, proptest::collection::vec(operand, 0..4), shape(text))
        .prop_map(|(formula, code, factors, result)| Candidate { kind: Kind::Product, formula, code, factors, result });
    let wanted = proptest::option::of((shape(text), text));
    (wanted, proptest::collection::vec(candidate, 0..3), text).prop_map(|(wanted, candidates, verdict)| Advice {
        wanted,
        candidates,
        by_size: None,
        cut: false,
        verdict,
    })
}

/// A mistake whose texts follow a pattern.
pub fn mistake(text: &'static str) -> impl Strategy<Value = Mistake> {
    let place = (text, 1_usize..100_000, text, 0_usize..40, 0_usize..40, text).prop_map(
        |(file, line, code, start, end, label)| Place {
            file,
            line,
            column: start,
            text: code,
            marked: start..end,
            label,
        },
    );
    let notes = proptest::collection::vec(text, 0..3);
    let helps = proptest::collection::vec(text, 0..2);
    (any::<u16>(), text, place, problem(text), notes, helps, proptest::option::of(advice(text))).prop_map(
        |(lesson, headline, place, problem, notes, helps, advice)| Mistake {
            lesson,
            code: "E0277".to_string(),
            headline,
            place,
            problem,
            notes,
            helps,
            advice,
        },
    )
}

/// No line is wider than the window, unless it has a word that is.
fn assert_fits(lesson: &str, window: usize) {
    for line in lesson.lines().filter(|line| width(line) > window) {
        let word = line.split_whitespace().map(width).max();
        assert!(word.is_some_and(|word| word + 16 > window), "{window}: {line}");
    }
}

/// Without the codes for colours.
fn uncoloured(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn anything_can_be_drawn(mistake in mistake("\\PC{0,20}|.{0,60}|[a-zé世 \t]{0,50}"), window in 0_usize..130, unicode: bool) {
        let style = Style { width: window, color: false, unicode };
        let lesson = terminal(&mistake, &mistake.place.label, &style);
        prop_assert!(!lesson.contains(ESCAPE));
        assert_fits(&lesson, window.max(40));
        let coloured = terminal(&mistake, &mistake.place.label, &Style { color: true, ..style });
        prop_assert_eq!(uncoloured(&coloured), lesson);
        let drawn = svg(scene_of(&mistake));
        assert_well_formed(&drawn, &[]);
        prop_assert!(drawn.lines().all(|line| !line.trim().is_empty()));
    }

    #[test]
    fn ascii_stays_ascii(mistake in mistake("[ -~\t]{0,50}"), window in 0_usize..130) {
        let lesson = terminal(&mistake, "What the lesson is about", &Style { width: window, color: false, unicode: false });
        prop_assert!(lesson.is_ascii(), "{lesson}");
    }
}
