//! Drawings in characters.
use super::canvas::{Canvas, Ink};
use super::frames::boxes;
use super::text::{shortened, width, wrap};
use super::{Figure, Fit, Grid};

/// The room that there is, and what to draw with.
#[derive(Clone, Copy)]
pub struct Paper {
    pub room: usize,
    pub unicode: bool,
}
impl Paper {
    pub fn short(self, text: &str, room: usize) -> String {
        shortened(text, room, if self.unicode { "…" } else { "..." })
    }
    pub fn tick(self, fit: Fit) -> &'static str {
        match (fit, self.unicode) {
            (Fit::Free, _) => "",
            (Fit::Fits, true) => "✓",
            (Fit::Clash, true) => "✗",
            (Fit::Fits, false) => "[ok]",
            (Fit::Clash, false) => "[x]",
        }
    }
}

pub fn ink(fit: Fit) -> Ink {
    match fit {
        Fit::Free => Ink::Plain,
        Fit::Fits => Ink::Good,
        Fit::Clash => Ink::Bad,
    }
}

pub fn figure(figure: &Figure, paper: Paper) -> Canvas {
    match figure {
        Figure::Boxes(pieces) => boxes(pieces, paper),
        Figure::Grid(grid) => self::grid(grid, paper),
    }
}

fn grid(grid: &Grid, paper: Paper) -> Canvas {
    let name = grid.lines.iter().map(|line| width(&line.name)).max().unwrap_or(0).min(paper.room / 3);
    let left = if name == 0 { 0 } else { name + 2 };
    let widths = columns(grid, paper);
    // Where the border in front of each column stands.
    let mut borders = vec![left];
    for width in &widths {
        borders.push(borders[borders.len() - 1] + width + 1);
    }
    if borders[borders.len() - 1] >= paper.room || grid.columns == 0 {
        return listed(grid, paper);
    }
    let mut canvas = Canvas::default();
    let moved: Vec<&(usize, usize)> = grid.wires.iter().filter(|(from, to)| from != to).collect();
    let mut tops = vec![0];
    for place in 1..grid.lines.len() {
        // Lines share a border, unless there are wires between them.
        tops.push(2 * place + if grid.wires.is_empty() { 0 } else { 1 + moved.len() });
    }
    let middle = |column: usize| (borders[column] + borders[column + 1]) / 2;
    // Solid cells are drawn over dashed ones, so that the border between them is solid.
    for ghosts in [true, false] {
        for (line, top) in grid.lines.iter().zip(&tops) {
            for cell in line.cells.iter().filter(|cell| cell.ghost == ghosts) {
                let (from, to) = (borders[cell.from], borders[cell.to]);
                canvas.across(from, to, *top, Ink::Plain, ghosts);
                canvas.across(from, to, top + 2, Ink::Plain, ghosts);
                canvas.down(from, *top, top + 2, Ink::Plain, ghosts);
                canvas.down(to, *top, top + 2, Ink::Plain, ghosts);
            }
        }
    }
    for (line, top) in grid.lines.iter().zip(&tops) {
        canvas.put(0, top + 1, &paper.short(&line.name, name), Ink::Bold);
        for cell in &line.cells {
            let (from, to) = (borders[cell.from], borders[cell.to]);
            let x = from + 1 + (to - from - 1).saturating_sub(width(&cell.label)) / 2;
            canvas.put(x, top + 1, &cell.label, ink(cell.fit));
        }
        if line.cells.is_empty() {
            canvas.put(left + 1, top + 1, "()", Ink::Plain);
        }
    }
    let (lane, low) = (3, tops.last().copied().unwrap_or(0));
    for (column, _) in grid.wires.iter().filter(|(from, to)| from == to) {
        canvas.down(middle(*column), 2, low, Ink::Accent, false);
    }
    for (place, (from, to)) in moved.into_iter().enumerate() {
        // A wire leaves left of the middle and arrives right of it: no two run in one column.
        let (from, to, y) = (middle(*from) - 1, middle(*to) + 1, lane + place);
        canvas.down(from, 2, y, Ink::Accent, false);
        canvas.across(from.min(to), from.max(to), y, Ink::Accent, false);
        canvas.down(to, y, low, Ink::Accent, false);
    }
    for mark in &grid.marks {
        let text = format!("{} {}", paper.tick(mark.fit), mark.text);
        let (from, to, text) = (borders[mark.from], borders[mark.to], text.trim());
        canvas.put(from + (to + 1 - from).saturating_sub(width(text)) / 2, low + 3, text, ink(mark.fit));
    }
    canvas
}

/// Columns wide enough for what stands in them, and for their share of what spans several.
fn columns(grid: &Grid, paper: Paper) -> Vec<usize> {
    let mut widths = vec![3; grid.columns];
    let cells = grid.lines.iter().flat_map(|line| &line.cells);
    let cells = cells.map(|cell| (cell.from, cell.to, width(&cell.label) + 2));
    let marks = grid.marks.iter();
    let marks = marks.map(|mark| (mark.from, mark.to, width(paper.tick(mark.fit)) + 1 + width(&mark.text)));
    let mut wanted: Vec<_> = cells.chain(marks).collect();
    wanted.sort_by_key(|(from, to, _)| to - from);
    for (from, to, wide) in wanted {
        let there = widths[from..to].iter().sum::<usize>() + (to - from).saturating_sub(1);
        let lacking = wide.saturating_sub(there);
        for place in 0..to - from {
            widths[from + place] += lacking / (to - from) + usize::from(place < lacking % (to - from));
        }
    }
    widths
}

/// The axes under each other, where there is no room for columns.
fn listed(grid: &Grid, paper: Paper) -> Canvas {
    let place = |line: usize, from: usize, to: usize| {
        let inside = |cell: &&super::Cell| cell.from >= from && cell.to <= to;
        let cells = grid.lines.get(line).into_iter().flat_map(|line| &line.cells).filter(inside);
        let axes: Vec<&str> = cells.map(|cell| if cell.label.is_empty() { "-" } else { &cell.label }).collect();
        axes.join(", ")
    };
    let name = |line: usize| grid.lines.get(line).map_or_else(String::new, |line| line.name.clone());
    let row = |from: usize, to: usize, fit: Fit, text: String| {
        ([paper.tick(fit).to_string(), place(0, from, to), place(1, from, to), text], ink(fit))
    };
    let mut rows = vec![([String::new(), name(0), name(1), String::new()], Ink::Bold)];
    rows.extend(grid.wires.iter().map(|&(from, to)| {
        let (axis, fit) = (place(0, from, from + 1), Fit::of(from == to));
        let text = format!("place {from} {} {to}", if paper.unicode { "→" } else { "->" });
        ([paper.tick(fit).to_string(), axis, text, String::new()], ink(fit))
    }));
    rows.extend(grid.marks.iter().map(|mark| row(mark.from, mark.to, mark.fit, mark.text.clone())));
    let wide = |column: usize| rows.iter().map(|(row, _)| width(&row[column])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..4).map(wide).collect();
    let fits = widths.iter().sum::<usize>() + 2 * widths.len() <= paper.room;
    let mut canvas = Canvas::default();
    for (row, ink) in rows {
        let y = canvas.height();
        if fits {
            let mut x = 0;
            for (text, wide) in row.iter().zip(&widths) {
                canvas.put(x, y, text, ink);
                x += if *wide == 0 { 0 } else { wide + 2 };
            }
            continue;
        }
        let [tick, upper, lower, text] = row;
        let ends = |front: &str, text: String| if text.is_empty() { text } else { front.to_string() + &text };
        let text = format!("{tick} {upper}{}{}", ends(" / ", lower), ends(": ", text));
        for (place, line) in wrap(&text, paper.room - 2).iter().enumerate() {
            canvas.put(if place == 0 { 0 } else { 2 }, y + place, line, ink);
        }
    }
    canvas
}
