//! Placeholder until the drawing is merged.
use super::mistake::Mistake;
pub struct Style {
    pub width: usize,
    pub color: bool,
    pub unicode: bool,
}
pub fn terminal(mistake: &Mistake, title: &str, _: &Style) -> String {
    format!("S{:02} {title}\n{mistake:#?}", mistake.lesson)
}
pub fn wrapped(text: &str, _: usize) -> String {
    text.to_string()
}
pub fn problem(_: Option<&super::mistake::Problem>, _: &Style) -> String {
    String::new()
}
