use super::samples;
use super::terminal::{Style, terminal};

#[test]
fn look() {
    let set = |name: &str, default: usize| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    let style = Style { width: set("W", 80), color: false, unicode: set("U", 1) == 1 };
    for (name, mistake) in samples::all() {
        println!("##### {name}\n{}", terminal(&mistake, "A title of the lesson", &style));
    }
    let mistakes: Vec<_> = samples::all().into_iter().map(|(_, mistake)| mistake).collect();
    let page = crate::command::page::page(&mistakes, "digits <one>", shapeful::lessons::lesson);
    std::fs::write("/tmp/draw-page.html", page).unwrap();
}
