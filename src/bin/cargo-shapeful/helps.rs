//! What rustc itself suggests, as far as it helps with a shape.
use super::types::decimal;
use cargo_metadata::diagnostic::{Applicability, Diagnostic, DiagnosticLevel, DiagnosticSpan};

/// Suggestions that lead away from the repair: they take the shape apart, ask for what a user cannot say, or name no code.
const MISLEADING: [&str; 8] = [
    "remove these parentheses",
    "remove the unnecessary generic",
    "remove the extra argument",
    "generic argument",
    "with trait `Places`",
    "introducing a `where` clause",
    "similar name exists",
    "enclosed in braces",
];

/// rustc's suggestions, each with the code it makes: "consider borrowing here: `&g.dw`".
pub fn helps(diagnostic: &Diagnostic) -> Vec<String> {
    let mut helps = Vec::new();
    for child in diagnostic.children.iter().filter(|child| child.level == DiagnosticLevel::Help) {
        if MISLEADING.iter().any(|words| child.message.contains(words)) {
            continue;
        }
        let edits: Vec<&DiagnosticSpan> =
            child.spans.iter().filter(|span| span.suggested_replacement.is_some()).collect();
        let Some(code) =
            code(diagnostic, &edits).filter(|code| !code.contains("/*") && !code.contains("UniquePosition"))
        else {
            continue;
        };
        // A type that rustc has no name for is written with a letter of its own: `Tensor<S>`.
        let made_up = edits.iter().any(|edit| edit.suggestion_applicability == Some(Applicability::HasPlaceholders));
        let example = if made_up && child.message.contains("explicit type") { ", such as" } else { ":" };
        let help = format!("{}{example} `{}`", decimal(&child.message), decimal(&code));
        if !helps.contains(&help) {
            helps.push(help);
        }
    }
    helps
}

/// The program after the edits: the argument or the call that they change, or else the line.
fn code(diagnostic: &Diagnostic, edits: &[&DiagnosticSpan]) -> Option<String> {
    let first = edits.first()?;
    let here = |edit: &&DiagnosticSpan| {
        edit.expansion.is_none() && edit.text.len() == 1 && edit.line_start == first.line_start
    };
    if !edits.iter().all(here) {
        return None;
    }
    let primary = diagnostic.spans.iter().find(|span| span.is_primary)?;
    let same_line = primary.line_start == first.line_start && primary.text.len() == 1;
    if let ([edit], true) = (edits, same_line) {
        let replacement = edit.suggested_replacement.as_deref()?;
        let inserted = edit.column_start == edit.column_end;
        if inserted && edit.column_start == primary.column_start {
            return Some(format!("{replacement}{}", piece(primary)?));
        }
        if edit.column_start == primary.column_end && (inserted || replacement.starts_with('(')) {
            return Some(format!("{}{replacement}", piece(primary)?));
        }
    }
    let mut line: Vec<char> = first.text.first()?.text.chars().collect();
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.column_start));
    for edit in edits {
        let (start, end) = (edit.column_start.checked_sub(1)?, edit.column_end.checked_sub(1)?);
        if start > end || end > line.len() {
            return None;
        }
        line.splice(start..end, edit.suggested_replacement.as_deref()?.chars());
    }
    Some(line.into_iter().collect::<String>().trim().to_string())
}

/// The text that a span of one line covers.
pub fn piece(span: &DiagnosticSpan) -> Option<String> {
    let [line] = span.text.as_slice() else { return None };
    let length = line.highlight_end.checked_sub(line.highlight_start)?;
    let piece: String = line.text.chars().skip(line.highlight_start.checked_sub(1)?).take(length).collect();
    Some(piece).filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::reported::Reported;

    fn mismatch(line: &'static str, piece: &str) -> Reported {
        Reported::new("E0308", "mismatched types", line, piece, "")
    }

    #[test]
    fn suggestions_have_the_code_they_make() {
        let line = "    sgd(&mut w2, g.dw, 0.1);";
        let borrowed = mismatch(line, "g.dw").help("consider borrowing here", "w2, ", "", "&").read();
        assert_eq!(helps(&borrowed), ["consider borrowing here: `&g.dw`"]);
        let line = "    let (dx, dgamma) = backward(&gamma, &y, &cache);";
        let swapped = mismatch(line, "backward").help(
            "swap these arguments",
            "backward",
            "(&gamma, &y, &cache)",
            "(&y, &gamma, &cache)",
        );
        assert_eq!(helps(&swapped.read()), ["swap these arguments: `backward(&y, &gamma, &cache)`"]);
        let line = "    let scores = q.matmul(&k.t());";
        let lent = mismatch(line, "&k.t()").help("consider removing the leading `&`-reference", "matmul(", "&", "");
        assert_eq!(
            helps(&lent.read()),
            ["consider removing the leading `&`-reference: `let scores = q.matmul(k.t());`"]
        );
        let line = "    let var = centred.pow(2);";
        let typo = mismatch(line, "pow").help("there is a method `powi` with a similar name", "pow", "", "i");
        assert_eq!(helps(&typo.read()), ["there is a method `powi` with a similar name: `powi`"]);
    }

    #[test]
    fn suggestions_that_lead_away_are_left_out() {
        let line = "    let s = gram.sum(D);";
        let generic = mismatch(line, "sum").help(
            "consider specifying the generic arguments",
            "sum",
            "",
            "::<D, UniquePosition, Out>",
        );
        assert!(helps(&generic.read()).is_empty());
        let line = "    let y: Tensor<((Batch, Pixels))> = x;";
        let parentheses = mismatch(line, "x").help("remove these parentheses", "<(", "(", "");
        assert!(helps(&parentheses.read()).is_empty());
        let none = mismatch(line, "x").note("expected struct `A`");
        assert!(helps(&none.read()).is_empty());
    }
}
