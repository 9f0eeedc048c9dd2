//! What rustc reports, made for tests: the fields that are read, without the hundred that are not.
use cargo_metadata::diagnostic::Diagnostic;
use serde_json::{Value, json};

/// An error on one line of a program.
pub struct Reported {
    code: &'static str,
    message: &'static str,
    line: &'static str,
    spans: Vec<Value>,
    children: Vec<Value>,
}
impl Reported {
    /// An error which marks the first such piece of the line.
    pub fn new(
        code: &'static str,
        message: &'static str,
        line: &'static str,
        piece: &str,
        label: &'static str,
    ) -> Reported {
        let mut reported = Reported { code, message, line, spans: Vec::new(), children: Vec::new() };
        let place = reported.span("", piece, Some(label).filter(|label| !label.is_empty()), true, None);
        reported.spans.push(place);
        reported
    }
    /// Another marked piece.
    pub fn label(mut self, piece: &str, label: &'static str) -> Reported {
        let span = self.span("", piece, Some(label), false, None);
        self.spans.push(span);
        self
    }
    pub fn note(self, message: &'static str) -> Reported {
        self.child("note", message, Vec::new())
    }
    /// A note that quotes a piece of the line.
    pub fn note_at(self, message: &'static str, piece: &str) -> Reported {
        let span = self.span("", piece, None, false, None);
        self.child("note", message, vec![span])
    }
    /// A help that writes `code` for `piece`, which stands behind `before`.
    pub fn help(self, message: &'static str, before: &str, piece: &str, code: &'static str) -> Reported {
        let span = self.span(before, piece, None, true, Some(code));
        self.child("help", message, vec![span])
    }
    pub fn read(self) -> Diagnostic {
        let (message, spans, children) = (self.message, self.spans, self.children);
        let code = json!({ "code": self.code, "explanation": null });
        let diagnostic = json!({ "message": message, "code": code, "level": "error", "spans": spans, "children": children, "rendered": null });
        serde_json::from_value(diagnostic).unwrap()
    }
    fn child(mut self, level: &str, message: &str, spans: Vec<Value>) -> Reported {
        self.children.push(
            json!({ "message": message, "code": null, "level": level, "spans": spans, "children": [], "rendered": null }),
        );
        self
    }
    fn span(&self, before: &str, piece: &str, label: Option<&str>, primary: bool, code: Option<&str>) -> Value {
        let byte = self.line.find(&format!("{before}{piece}")).unwrap() + before.len();
        let start = self.line[..byte].chars().count() + 1;
        let end = start + piece.chars().count();
        json!({
            "file_name": "src/main.rs", "byte_start": 0, "byte_end": 0, "line_start": 7, "line_end": 7,
            "column_start": start, "column_end": end, "is_primary": primary, "label": label, "expansion": null,
            "text": [{ "text": self.line, "highlight_start": start, "highlight_end": end }],
            "suggested_replacement": code,
            "suggestion_applicability": code.map(|_| "MaybeIncorrect"),
        })
    }
}
