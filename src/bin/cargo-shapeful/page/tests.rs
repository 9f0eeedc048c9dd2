use super::page;
use crate::command::draw::{samples, tests};
use crate::command::mistake::Mistake;
use proptest::prelude::*;
use shapeful::lessons::lesson;

/// Elements without an end.
const EMPTY: [&str; 6] = ["meta", "br", "hr", "img", "link", "input"];

fn all() -> Vec<Mistake> {
    samples::all().into_iter().map(|(_, mistake)| mistake).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let page = page(&all(), "digits", lesson);
    tests::assert_well_formed(&page, &EMPTY);
    let targets: Vec<&str> = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(targets.len() > all().len());
    for target in targets {
        let id = target.strip_prefix('#').expect("the page needs nothing beside itself");
        assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
    assert!(!page.contains("src=") && !page.contains("@import") && !page.contains("url("));
}

#[test]
fn no_mistakes() {
    let page = page(&[], "digits", lesson);
    tests::assert_well_formed(&page, &EMPTY);
    assert!(page.contains("<h1>No shape errors <small>digits</small></h1>"));
    assert!(!page.contains("<nav") && !page.contains("<article"));
}

#[test]
fn the_lesson_is_folded() {
    let page = page(&[samples::product()], "digits", lesson);
    assert!(page.contains("<h1>1 shape error <small>"));
    assert!(
        page.contains("<summary>Lesson S48: dx without the transpose</summary>\n<p><code>dx</code> has the shape of")
    );
    assert!(page.contains("let dx = dout.matmul(<mark>&amp;w</mark>);"));
}

#[test]
fn no_figure_without_shapes() {
    let problem = crate::command::mistake::Problem::Other { operands: Vec::new() };
    let page = page(&[Mistake { problem, ..samples::product() }], "", lesson);
    assert!(!page.contains("<figure>") && page.contains("<article"));
}

#[test]
fn the_program_is_text() {
    let mut mistake = samples::product();
    mistake.place.text = "f(\"</script><b>&'\u{0}\");".to_string();
    mistake.place.marked = 2..7;
    let page = page(&[mistake], "</title><script>", |_| None);
    tests::assert_well_formed(&page, &EMPTY);
    assert!(page.contains("f(<mark>&quot;&lt;/sc</mark>ript&gt;&lt;b&gt;&amp;&#39; &quot;);"));
    assert_eq!(page.matches("<script>").count(), 1);
    assert!(page.contains("<title>1 shape error in &lt;/title&gt;&lt;script&gt;</title>"));
}

#[test]
fn links_of_the_documentation_are_text() {
    let html =
        super::markdown("See [`matmul`](crate::Array::matmul), [`Dim`] and *this*:\n\n| a | b |\n|---|---|\n| 1 | 2 |");
    assert!(html.starts_with("<p>See <code>matmul</code>, <code>Dim</code> and <em>this</em>:</p>\n<table>"), "{html}");
}

proptest! {
    #[test]
    fn any_mistake_makes_a_page(mistake in tests::mistake("\\PC{0,20}|.{0,40}|[<>&\"'`/a-c]{0,20}")) {
        tests::assert_well_formed(&page(&[mistake], "digits", lesson), &EMPTY);
    }
}
