//! What is no part of the expressions: reductions and changes of shape.
use super::parse::ParseError;

/// What the expressions are made of.
const HELP: &str = "\
Expressions are products (`.` or `@`), `+` `-` `*` `/` element by element, transposes (`.T`),
parentheses, and `->` with the shape that is wanted.
Of reductions and changes of shape: cargo shapeful lessons";

const REDUCTIONS: [&str; 15] = [
    "sum",
    "mean",
    "max",
    "min",
    "amax",
    "amin",
    "argmax",
    "argmin",
    "std",
    "var",
    "prod",
    "norm",
    "softmax",
    "logsumexp",
    "cumsum",
];
const CHANGES: [&str; 19] = [
    "reshape",
    "view",
    "flatten",
    "ravel",
    "unravel",
    "split",
    "permute",
    "transpose",
    "swapaxes",
    "squeeze",
    "unsqueeze",
    "expand_dims",
    "broadcast",
    "broadcast_to",
    "expand",
    "concat",
    "concatenate",
    "stack",
    "relabel",
];

/// An operation of the text that cannot be read. Where the text reads as an expression, a method call alone is one:
/// `x.sum(0)` would be a product with an array that is called sum.
pub fn operation(text: &str, reads: bool) -> Option<ParseError> {
    let part = |character: char| character.is_alphanumeric() || character == '_';
    let mut rest = text;
    while let Some(start) = rest.find(part) {
        let from = &rest[start..];
        let word = &from[..from.find(|character| !part(character)).unwrap_or(from.len())];
        let (at, behind) = (text.len() - from.len(), &from[word.len()..]);
        let is = if REDUCTIONS.contains(&word) { "a reduction" } else { "a change of shape" };
        let known = REDUCTIONS.contains(&word) || CHANGES.contains(&word);
        let method = text[..at].ends_with('.') && behind.starts_with('(');
        let infix = text[..at].trim_end().ends_with([')', '.']);
        if known && (method || !reads && (infix || !names_a_shape(behind))) {
            let text = text.trim_end().to_string();
            let message = format!("`{word}` is {is}, and those are no part of the expressions");
            return Some(ParseError { column: text[..at].chars().count(), message, text, help: Some(HELP) });
        }
        rest = behind;
    }
    None
}

/// Whether an array of this name may have its shape here: `(64, 10)`, `: (Batch = 64)`.
fn names_a_shape(behind: &str) -> bool {
    let behind = behind.trim_start().trim_start_matches([':', '=']).trim_start();
    let inside = behind.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(inside, _)| inside);
    inside.is_some_and(|inside| {
        inside.chars().all(|c| c.is_alphanumeric() || "_,= ".contains(c)) && !inside.contains("axis")
    })
}
