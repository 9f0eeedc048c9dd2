//! What to draw of a mistake, whatever it is drawn on.
pub mod boxes;
pub mod canvas;
pub mod figure;
pub mod formula;
pub mod frames;
pub mod grids;
pub mod reshape;
#[cfg(test)]
pub mod samples;
pub mod svg;
pub mod terminal;
#[cfg(test)]
pub mod tests;
pub mod text;

use super::mistake::{Mistake, Operand, Problem};
use super::shape::Axis;

/// A drawing, and what it shows in words.
#[derive(Clone, Debug)]
pub struct Scene {
    pub figure: Figure,
    pub checks: Vec<Check>,
}

/// Arrays as boxes beside each other, or their axes in columns.
#[derive(Clone, Debug)]
pub enum Figure {
    Boxes(Vec<Piece>),
    Grid(Grid),
}

/// Whether two axes that have to be one are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Nothing is asked of it.
    Free,
    Fits,
    Clash,
}
impl Fit {
    pub fn of(fits: bool) -> Fit {
        if fits { Fit::Fits } else { Fit::Clash }
    }
}

/// One rule, and whether it is kept.
#[derive(Clone, Debug)]
pub struct Check {
    pub fit: Fit,
    pub text: String,
}

/// A box, or the sign between two boxes.
#[derive(Clone, Debug)]
pub enum Piece {
    Block(Block),
    Sign { text: String, fit: Fit },
}

/// An array as a rectangle: rows at its left edge, columns along its top.
#[derive(Clone, Debug)]
pub struct Block {
    pub name: String,
    pub rows: Option<Edge>,
    pub columns: Option<Edge>,
    /// The axes before the last two: there is one such rectangle for each of their places.
    pub stack: Option<Edge>,
    /// It is not in the program: it comes out.
    pub ghost: bool,
}

/// An edge of a box.
#[derive(Clone, Debug)]
pub struct Edge {
    pub label: String,
    pub size: Option<u64>,
    pub fit: Fit,
}
impl Edge {
    fn of(axis: &Axis) -> Edge {
        Edge { label: label(axis), size: axis.size, fit: Fit::Free }
    }
    /// How long it is drawn, from 0 to 1: sizes span three orders of magnitude, so their logarithm is drawn.
    pub fn extent(edge: Option<&Edge>) -> f64 {
        match edge {
            None => 0.0,
            Some(Edge { size: None, .. }) => 0.5,
            Some(Edge { size: Some(size), .. }) => ((*size).max(1) as f64).log2().min(11.0) / 11.0,
        }
    }
}

/// Shapes under each other, axis under axis.
#[derive(Clone, Debug)]
pub struct Grid {
    pub columns: usize,
    pub lines: Vec<Line>,
    /// From the column of an axis in the first line to its column in the second.
    pub wires: Vec<(usize, usize)>,
    /// What stands under the columns.
    pub marks: Vec<Mark>,
}

/// One shape of a grid.
#[derive(Clone, Debug)]
pub struct Line {
    pub name: String,
    pub cells: Vec<Cell>,
}

/// An axis over the columns `from..to`.
#[derive(Clone, Debug)]
pub struct Cell {
    pub label: String,
    pub from: usize,
    pub to: usize,
    /// There is no such axis.
    pub ghost: bool,
    pub fit: Fit,
}

/// How the axes over the columns `from..to` fit.
#[derive(Clone, Debug)]
pub struct Mark {
    pub from: usize,
    pub to: usize,
    pub fit: Fit,
    pub text: String,
}

/// What to draw of a mistake: of its problem, in which a function is no array.
pub fn scene_of(mistake: &Mistake) -> Scene {
    let mut problem = mistake.problem.clone();
    if let Problem::Expected { expected: operand, found } = &mut problem {
        for operand in [operand, found] {
            if is_called(&operand.name, &mistake.place.text) {
                operand.name.clear();
            }
        }
    }
    scene(&problem)
}

/// Whether a line calls what has this name.
fn is_called(name: &str, line: &str) -> bool {
    let part = |character: char| character.is_alphanumeric() || character == '_';
    let whole = |at: usize| !line[..at].ends_with(|before| part(before) || before == '.');
    !name.is_empty()
        && name.chars().all(|character| part(character) || character == ':')
        && line.match_indices(name).any(|(at, _)| whole(at) && line[at + name.len()..].starts_with(['(', ':']))
}

/// What to draw of a problem.
pub fn scene(problem: &Problem) -> Scene {
    match problem {
        Problem::Product { left, right } => boxes::product(left, right),
        Problem::Affine { operands, backward } => boxes::affine(operands, *backward),
        Problem::Layer { layer, input } => boxes::layer(layer, input),
        Problem::Other { operands } => boxes::other(operands),
        Problem::Elementwise { left, right } => grids::elementwise(left, right),
        Problem::Stretch { from, to } => grids::stretch(from, to),
        Problem::NoAxis { operand, axis } => grids::no_axis(operand, axis),
        Problem::Reshape { change, from, to } => reshape::reshape(*change, from, to),
        Problem::Expected { expected, found } => grids::expected(expected, found),
    }
}

impl Scene {
    /// Whether there is nothing to draw, as of an error that names no shapes.
    pub fn is_empty(&self) -> bool {
        matches!(&self.figure, Figure::Boxes(pieces) if pieces.is_empty())
    }

    /// Its texts changed: cleaned, or spelt in ASCII.
    pub fn spelt(mut self, spell: impl Fn(&str) -> String) -> Scene {
        let edge = |edge: &mut Option<Edge>| {
            if let Some(edge) = edge {
                edge.label = spell(&edge.label);
            }
        };
        match &mut self.figure {
            Figure::Boxes(pieces) => pieces.iter_mut().for_each(|piece| match piece {
                Piece::Block(block) => {
                    block.name = spell(&block.name);
                    edge(&mut block.rows);
                    edge(&mut block.columns);
                    edge(&mut block.stack);
                }
                Piece::Sign { text, .. } => *text = spell(text),
            }),
            Figure::Grid(grid) => {
                for line in &mut grid.lines {
                    line.name = spell(&line.name);
                    line.cells.iter_mut().for_each(|cell| cell.label = spell(&cell.label));
                }
                grid.marks.iter_mut().for_each(|mark| mark.text = spell(&mark.text));
            }
        }
        self.checks.iter_mut().for_each(|check| check.text = spell(&check.text));
        self
    }

    /// The drawing for those who do not see it.
    pub fn alternative(&self) -> String {
        let mut parts = Vec::new();
        match &self.figure {
            Figure::Boxes(pieces) => {
                let pieces: Vec<String> = pieces.iter().map(Piece::alternative).collect();
                parts.push(pieces.join(" "));
            }
            Figure::Grid(grid) => parts.extend(grid.lines.iter().map(|line| {
                let axes = line.cells.iter().filter(|cell| !cell.ghost).map(|cell| cell.label.as_str());
                format!("{} ({})", line.name, axes.collect::<Vec<_>>().join(", ")).trim().to_string()
            })),
        }
        parts.extend(self.checks.iter().map(|check| check.text.clone()));
        parts.join("; ")
    }
}
impl Piece {
    fn alternative(&self) -> String {
        match self {
            Piece::Sign { text, .. } => text.clone(),
            Piece::Block(block) => {
                let edges = [&block.stack, &block.rows, &block.columns].into_iter().flatten();
                let axes: Vec<&str> = edges.map(|edge| edge.label.as_str()).collect();
                format!("{} ({})", block.name, axes.join(", ")).trim().to_string()
            }
        }
    }
}

/// `Batch 64`, `Batch` or `64`.
fn label(axis: &Axis) -> String {
    match axis.size {
        Some(size) if !axis.is_number() => format!("{} {size}", axis.name),
        _ => axis.name.clone(),
    }
}

/// `Batch 64 and Classes 10`, or `no axes`.
fn list(axes: &[Axis]) -> String {
    let labels: Vec<String> = axes.iter().map(label).collect();
    match labels.as_slice() {
        [] => "no axes".to_string(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// What the program calls an operand, or what it is if the program has no words for it.
fn called(operand: &Operand, role: &str) -> String {
    if operand.name.trim().is_empty() { role.to_string() } else { operand.name.clone() }
}

/// What two axes that are not one have in common, if it is worth a word.
fn same_size(one: &Axis, other: &Axis) -> &'static str {
    match (one.size, other.size) {
        (Some(one), Some(other)) if one == other => "; the sizes are equal, the axes are not",
        _ => "",
    }
}
