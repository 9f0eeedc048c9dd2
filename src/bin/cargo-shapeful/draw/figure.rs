//! Drawings in characters.
use super::canvas::{Canvas, Ink};
use super::text::{shortened, width, wrap};
use super::{Block, Edge, Figure, Fit, Grid, Piece};

/// The room that there is, and what to draw with.
#[derive(Clone, Copy)]
pub struct Paper {
    pub room: usize,
    pub unicode: bool,
}
impl Paper {
    fn short(self, text: &str, room: usize) -> String {
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

/// A box in characters, its labels shortened to the room.
struct Frame<'a> {
    block: &'a Block,
    name: String,
    rows: String,
    columns: String,
    stack: String,
    /// Where the box begins, right of the label of the rows.
    left: usize,
    inside: (usize, usize),
    width: usize,
}
impl<'a> Frame<'a> {
    /// `scale` tells how far the width follows the size.
    fn of(block: &'a Block, scale: f64, room: usize, paper: Paper) -> Frame<'a> {
        let label = |edge: &Option<Edge>, room| edge.as_ref().map_or_else(String::new, |edge| paper.short(&edge.label, room));
        let rows = label(&block.rows, room / 3);
        let left = if rows.is_empty() { 0 } else { width(&rows) + 1 };
        let shadow = usize::from(block.stack.is_some());
        let most = room.saturating_sub(left + 2 + shadow).max(3);
        let (name, columns) = (paper.short(&block.name, most), label(&block.columns, most));
        let margin = if scale > 0.0 { 2 } else { 0 };
        let proportion = (3.0 + 21.0 * scale * Edge::extent(block.columns.as_ref())).round() as usize;
        let across = proportion.max(width(&name) + margin).max(width(&columns)).min(most);
        // Odd, so that the name stands in the middle.
        let down = 1 + 2 * (3.0 * Edge::extent(block.rows.as_ref())).round() as usize;
        let stack = label(&block.stack, room.saturating_sub(left + 2));
        let stack = if stack.is_empty() { stack } else { format!("{} {stack}", if paper.unicode { "×" } else { "x" }) };
        let width = (left + across + 2 + shadow).max(left + width(&stack));
        Frame { block, name, rows, columns, stack, left, inside: (across, down), width }
    }
    /// The line of the name, from the top.
    fn middle(&self) -> usize {
        2 + (self.inside.1 - 1) / 2
    }
    fn height(&self) -> usize {
        self.inside.1 + 3 + 2 * usize::from(self.block.stack.is_some())
    }
    fn draw(&self, canvas: &mut Canvas, x: usize, y: usize, paper: Paper) {
        let fit = |edge: &Option<Edge>| edge.as_ref().map_or(Fit::Free, |edge| edge.fit);
        let (top, side) = (fit(&self.block.columns), fit(&self.block.rows));
        let (across, down) = self.inside;
        let (left, right, bottom) = (x + self.left, x + self.left + across + 1, y + down + 2);
        let line = |canvas: &mut Canvas, x, y, (unicode, ascii): (char, char), ink| {
            canvas.put(x, y, &if paper.unicode { unicode } else { ascii }.to_string(), ink);
        };
        for x in left + 1..right {
            line(canvas, x, y + 1, horizontal(top, self.block.ghost), ink(top));
            line(canvas, x, bottom, horizontal(Fit::Free, self.block.ghost), Ink::Plain);
        }
        for y in y + 2..bottom {
            line(canvas, left, y, vertical(side, self.block.ghost), ink(side));
            line(canvas, right, y, vertical(Fit::Free, self.block.ghost), Ink::Plain);
        }
        let corner = match (top, side) {
            (Fit::Free, Fit::Free) => '┌',
            (Fit::Fits, Fit::Free) => '┍',
            (Fit::Free, Fit::Fits) => '┎',
            (Fit::Clash, Fit::Free) => '╒',
            (Fit::Free, Fit::Clash) => '╓',
            (Fit::Clash, Fit::Clash) => '╔',
            _ => '┏',
        };
        let of_top = match top {
            Fit::Free => '┐',
            Fit::Fits => '┑',
            Fit::Clash => '╕',
        };
        let of_side = match side {
            Fit::Free => '└',
            Fit::Fits => '┖',
            Fit::Clash => '╙',
        };
        line(canvas, left, y + 1, (corner, '+'), if top == Fit::Free { ink(side) } else { ink(top) });
        line(canvas, right, y + 1, (of_top, '+'), ink(top));
        line(canvas, left, bottom, (of_side, '+'), ink(side));
        line(canvas, right, bottom, ('┘', '+'), Ink::Plain);
        let centred = |text: &str| left + 1 + across.saturating_sub(width(text)) / 2;
        canvas.put(centred(&self.columns), y, &self.columns, ink(top));
        canvas.put(x, y + self.middle(), &self.rows, ink(side));
        canvas.put(centred(&self.name), y + self.middle(), &self.name, Ink::Bold);
        if let Some(stack) = &self.block.stack {
            for y in y + 2..=bottom {
                line(canvas, right + 1, y, ('│', '|'), Ink::Dim);
            }
            line(canvas, right + 1, y + 1, ('┐', '+'), Ink::Dim);
            line(canvas, right + 1, bottom + 1, ('┘', '+'), Ink::Dim);
            line(canvas, left + 1, bottom + 1, ('└', '+'), Ink::Dim);
            for x in left + 2..=right {
                line(canvas, x, bottom + 1, ('─', '-'), Ink::Dim);
            }
            canvas.put(left, bottom + 2, &self.stack, ink(stack.fit));
        }
    }
}

fn horizontal(fit: Fit, ghost: bool) -> (char, char) {
    match (fit, ghost) {
        (Fit::Clash, _) => ('═', '='),
        (Fit::Fits, _) => ('━', '-'),
        (Fit::Free, true) => ('╌', '.'),
        (Fit::Free, false) => ('─', '-'),
    }
}

fn vertical(fit: Fit, ghost: bool) -> (char, char) {
    match (fit, ghost) {
        (Fit::Clash, _) => ('║', '#'),
        (Fit::Fits, _) => ('┃', '|'),
        (Fit::Free, true) => ('╎', ':'),
        (Fit::Free, false) => ('│', '|'),
    }
}

/// What stands under a sign between edges that are not one.
fn unequal(text: &str, fit: Fit, paper: Paper) -> &'static str {
    match (fit, text == "·" || text == ".", paper.unicode) {
        (Fit::Clash, true, true) => "≠",
        (Fit::Clash, true, false) => "!=",
        (Fit::Clash, false, _) => paper.tick(fit),
        _ => "",
    }
}

fn boxes(pieces: &[Piece], paper: Paper) -> Canvas {
    // What comes out is left away before the boxes are put under each other.
    let given = match pieces {
        [given @ .., Piece::Sign { .. }, Piece::Block(Block { ghost: true, .. })] => given,
        _ => pieces,
    };
    beside(pieces, paper).or_else(|| beside(given, paper)).unwrap_or_else(|| stacked(given, paper))
}

/// All in one row, if there is room.
fn beside(pieces: &[Piece], paper: Paper) -> Option<Canvas> {
    let mut canvas = Canvas::default();
    // As wide as the sizes ask for, if there is room for it.
    for scale in [1.0, 0.7, 0.4, 0.0] {
        let frame = |piece| match piece {
            &Piece::Block(ref block) => Ok(Frame::of(block, scale, 4 * paper.room, paper)),
            Piece::Sign { text, fit } => Err((text, unequal(text, *fit, paper), *fit)),
        };
        let frames: Vec<_> = pieces.iter().map(frame).collect();
        let columns = |frame: &Result<Frame, (&String, &str, Fit)>| match frame {
            Ok(frame) => frame.width,
            Err((text, below, _)) => width(text).max(width(below)),
        };
        let total = frames.iter().map(columns).sum::<usize>() + 2 * frames.len().saturating_sub(1);
        if total > paper.room {
            continue;
        }
        let middle = frames.iter().flatten().map(Frame::middle).max().unwrap_or(0);
        let mut x = 0;
        for frame in &frames {
            let wide = columns(frame);
            match frame {
                Ok(frame) => frame.draw(&mut canvas, x, middle - frame.middle(), paper),
                Err((text, below, fit)) => {
                    let centred = |text: &str| x + (wide - width(text)) / 2;
                    canvas.put(centred(text), middle, text, Ink::Bold);
                    canvas.put(centred(below), middle + 1, below, ink(*fit));
                }
            }
            x += wide + 2;
        }
        return Some(canvas);
    }
    None
}

/// One below the other, where there is no room beside it.
fn stacked(pieces: &[Piece], paper: Paper) -> Canvas {
    let mut canvas = Canvas::default();
    // The boxes stand on one line, whatever their labels.
    let label = |piece: &Piece| match piece {
        Piece::Block(block) => Frame::of(block, 0.0, paper.room, paper).left,
        Piece::Sign { .. } => 0,
    };
    let left = pieces.iter().map(label).max().unwrap_or(0);
    for piece in pieces {
        let y = canvas.height();
        match piece {
            Piece::Block(block) => {
                let own = Frame::of(block, 0.0, paper.room, paper).left;
                let frame = Frame::of(block, 0.7, paper.room - (left - own), paper);
                frame.draw(&mut canvas, left - frame.left.min(left), y, paper);
            }
            Piece::Sign { text, fit } => {
                canvas.put(left + 1, y, text, Ink::Bold);
                canvas.put(left + 2 + width(text), y, unequal(text, *fit, paper), ink(*fit));
            }
        }
    }
    canvas
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

/// The axes in words, where there is no room for columns.
fn listed(grid: &Grid, paper: Paper) -> Canvas {
    let mut texts: Vec<(String, Ink)> = Vec::new();
    for line in &grid.lines {
        let axes: Vec<&str> =
            line.cells.iter().filter(|cell| !cell.ghost).map(|cell| cell.label.as_str()).collect();
        texts.push((format!("{} ({})", line.name, axes.join(", ")).trim().to_string(), Ink::Bold));
    }
    let arrow = if paper.unicode { "→" } else { "->" };
    let place = |line: usize, from: usize, to: usize| {
        let inside = |cell: &&super::Cell| cell.from >= from && cell.to <= to;
        let cells = grid.lines.get(line).into_iter().flat_map(|line| &line.cells).filter(inside);
        let axes: Vec<&str> = cells.map(|cell| if cell.label.is_empty() { "-" } else { &cell.label }).collect();
        axes.join(", ")
    };
    for (from, to) in &grid.wires {
        texts.push((format!("{}: place {from} {arrow} {to}", place(0, *from, from + 1)), Ink::Accent));
    }
    for mark in &grid.marks {
        let over = (0..grid.lines.len()).map(|line| place(line, mark.from, mark.to)).collect::<Vec<_>>().join(" / ");
        texts.push((format!("{} {over}: {}", paper.tick(mark.fit), mark.text).trim().to_string(), ink(mark.fit)));
    }
    let mut canvas = Canvas::default();
    for (text, ink) in texts {
        for line in wrap(&text, paper.room) {
            let y = canvas.height();
            canvas.put(0, y, &line, ink);
        }
    }
    canvas
}
