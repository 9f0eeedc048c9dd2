//! Mistakes for programs: one line of JSON each.
use super::draw::scene_of;
use super::draw::svg::svg;
use super::mistake::{Mistake, Operand, Problem};
use super::shape::Shape;
use serde_json::{Value, json};
use shapeful::lessons::lesson;

/// One mistake as one line.
pub fn line(mistake: &Mistake) -> String {
    let place = &mistake.place;
    let marked = place.column..place.column + place.marked.len();
    json!({
        "lesson": format!("S{:02}", mistake.lesson),
        "title": lesson(mistake.lesson).map(|lesson| lesson.title),
        "code": mistake.code,
        "message": mistake.headline,
        "label": place.label,
        "file": place.file,
        "line": place.line,
        "column": marked.start,
        "end_column": marked.end,
        "notes": mistake.notes,
        "helps": mistake.helps,
        "problem": problem(&mistake.problem),
        "wanted": mistake.advice.as_ref().and_then(|advice| advice.wanted.as_ref()).map(|(shape, whose)| {
            json!({ "shape": axes(shape), "whose": whose })
        }),
        "candidates": mistake.advice.as_ref().map_or(Vec::new(), |advice| {
            let candidates = advice.candidates.iter();
            candidates.map(|one| json!({ "formula": one.formula, "code": one.code, "shape": axes(&one.result) })).collect()
        }),
        "by_size": mistake.advice.as_ref().and_then(|advice| advice.by_size),
        "svg": Some(scene_of(mistake)).filter(|scene| !scene.is_empty()).map(svg),
        "verdict": mistake.advice.as_ref().map(|advice| &advice.verdict),
    })
    .to_string()
}

fn problem(problem: &Problem) -> Value {
    match problem {
        Problem::Product { left, right } => {
            json!({ "kind": "product", "left": operand(left), "right": operand(right) })
        }
        Problem::Elementwise { left, right } => {
            json!({ "kind": "elementwise", "left": operand(left), "right": operand(right) })
        }
        Problem::Stretch { from, to } => json!({ "kind": "broadcast", "from": operand(from), "to": operand(to) }),
        Problem::NoAxis { operand: of, axis } => json!({ "kind": "no axis", "operand": operand(of), "axis": axis }),
        Problem::Reshape { from, to, .. } => json!({ "kind": "reshape", "from": operand(from), "to": operand(to) }),
        Problem::Affine { operands, backward } => {
            json!({ "kind": if *backward { "affine backward" } else { "affine" }, "operands": operands.iter().map(operand).collect::<Vec<_>>() })
        }
        Problem::Layer { layer, input } => json!({ "kind": "layer", "layer": layer, "input": operand(input) }),
        Problem::Expected { expected, found } => {
            json!({ "kind": "expected", "expected": operand(expected), "found": operand(found) })
        }
        Problem::Other { operands } => {
            json!({ "kind": "other", "operands": operands.iter().map(operand).collect::<Vec<_>>() })
        }
    }
}

fn operand(operand: &Operand) -> Value {
    json!({ "name": operand.name, "shape": axes(&operand.shape) })
}

fn axes(shape: &Shape) -> Vec<Value> {
    shape.0.iter().map(|axis| json!({ "name": axis.name, "size": axis.size })).collect()
}
