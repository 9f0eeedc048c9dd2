//! Drawings as SVG, for a page or for Markdown.
use super::text::{clean, width};
use super::{Block, Edge, Figure, Fit, Grid, Piece, Scene};
use std::fmt::Write;

/// In pixels: a character, a line of text, and the room around things.
const CHARACTER: usize = 8;
const LINE: usize = 20;
const GAP: usize = 10;

/// The colours follow the text around it, and the themes of rustdoc.
const STYLE: &str = "<style>.sf{max-width:100%;height:auto;font:13px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;\
    color:inherit;--sf-good:#18794e;--sf-bad:#c4242b}[data-theme=dark] .sf,[data-theme=ayu] .sf{--sf-good:#4cc38a;--sf-bad:#ff7b7b}\
    .sf text{fill:currentColor;stroke:none}.sf .sf-bad{stroke:var(--sf-bad)}.sf .sf-good{stroke:var(--sf-good)}\
    .sf text.sf-bad{fill:var(--sf-bad);stroke:none;font-weight:bold}.sf text.sf-good{fill:var(--sf-good);stroke:none}\
    .sf .sf-name{font-weight:bold;font-size:14px}.sf .sf-sign{font-size:22px}\
    .sf rect{fill:currentColor;fill-opacity:.05;stroke:currentColor;stroke-opacity:.55}\
    .sf .sf-ghost{fill:none;stroke-dasharray:4 4}.sf .sf-clash{fill:var(--sf-bad);fill-opacity:.13}\
    .sf .sf-fits{fill:var(--sf-good);fill-opacity:.11}.sf path{fill:none;stroke:currentColor;stroke-width:1.5}\
    .sf path.sf-bad{stroke-width:2}.sf path.sf-good{stroke-width:4}</style>";

/// A scene as a drawing. It has no blank line, so that it may stand in Markdown.
pub fn svg(scene: Scene) -> String {
    let scene = scene.spelt(clean);
    let mut paper = Paper::default();
    match &scene.figure {
        Figure::Boxes(pieces) => boxes(&mut paper, pieces),
        Figure::Grid(grid) => self::grid(&mut paper, grid),
    }
    paper.finished(&scene)
}

/// Text in which nothing is markup.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Elements in the order in which they cover each other.
#[derive(Default)]
struct Paper {
    elements: String,
    width: usize,
    height: usize,
}
impl Paper {
    fn reach(&mut self, x: usize, y: usize) {
        self.width = self.width.max(x);
        self.height = self.height.max(y);
    }

    fn rectangle(&mut self, x: usize, y: usize, across: usize, down: usize, class: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let _ = writeln!(self.elements, "<rect x=\"{x}\" y=\"{y}\" width=\"{across}\" height=\"{down}\"{class}/>");
        self.reach(x + across, y + down);
    }

    /// `anchor` is `start`, `middle` or `end`.
    fn words(&mut self, x: usize, y: usize, anchor: &str, class: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let text_escaped = escaped(text);
        let _ =
            writeln!(self.elements, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\"{class}>{text_escaped}</text>");
        let wide = wide(text);
        self.reach(x + if anchor == "start" { wide } else { wide / 2 * usize::from(anchor == "middle") }, y + LINE / 3);
    }

    fn path(&mut self, path: &str, class: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let _ = writeln!(self.elements, "<path d=\"{path}\"{class}/>");
    }

    /// A highlighted edge: thick where it fits, double where it does not, so that it shows without colours too.
    fn edge(&mut self, (x, y): (usize, usize), (to_x, to_y): (usize, usize), fit: Fit) {
        match fit {
            Fit::Free => {}
            Fit::Fits => self.path(&format!("M{x} {y}L{to_x} {to_y}"), "sf-good"),
            Fit::Clash => {
                let (aside, down) = if y == to_y { (0, 4) } else { (4, 0) };
                let second = format!("M{} {}L{} {}", x + aside, y + down, to_x + aside, to_y + down);
                self.path(&format!("M{x} {y}L{to_x} {to_y}{second}"), "sf-bad");
            }
        }
    }

    fn finished(self, scene: &Scene) -> String {
        let (width, height) = (self.width + GAP, self.height + GAP / 2);
        let title = escaped(&scene.alternative());
        format!(
            "<svg class=\"sf\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{title}\" \
             viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n<title>{title}</title>\n{STYLE}\n{}</svg>\n",
            self.elements
        )
    }
}

fn wide(text: &str) -> usize {
    width(text) * CHARACTER
}

fn class(fit: Fit) -> &'static str {
    match fit {
        Fit::Free => "",
        Fit::Fits => "sf-good",
        Fit::Clash => "sf-bad",
    }
}

fn background(fit: Fit, ghost: bool) -> &'static str {
    match (ghost, fit) {
        (true, Fit::Clash) => "sf-ghost sf-bad",
        (true, _) => "sf-ghost",
        (false, Fit::Free) => "",
        (false, Fit::Fits) => "sf-fits",
        (false, Fit::Clash) => "sf-clash",
    }
}

fn fit(edge: &Option<Edge>) -> Fit {
    edge.as_ref().map_or(Fit::Free, |edge| edge.fit)
}

fn text(edge: &Option<Edge>) -> &str {
    edge.as_ref().map_or("", |edge| &edge.label)
}

/// The room for the label of the rows, and the rectangle.
fn measures(block: &Block) -> (usize, usize, usize) {
    let labels = if block.rows.is_some() { wide(text(&block.rows)) + GAP } else { 0 };
    let proportion = |edge: &Option<Edge>, most: f64| 34 + (most * Edge::extent(edge.as_ref()).powf(1.5)) as usize;
    let across = proportion(&block.columns, 210.0)
        .max(wide(&block.name) * 11 / 10 + 3 * GAP)
        .max(wide(text(&block.columns)) + GAP);
    let stack = if block.stack.is_some() { wide(text(&block.stack)) + 2 * CHARACTER } else { 0 };
    (labels, across.max(stack), proportion(&block.rows, 160.0))
}

fn boxes(paper: &mut Paper, pieces: &[Piece]) {
    let blocks = pieces.iter().filter_map(|piece| if let Piece::Block(block) = piece { Some(block) } else { None });
    let middle = LINE + GAP / 2 + blocks.map(|block| measures(block).2).max().unwrap_or(0) / 2;
    let mut x = GAP / 2;
    for (place, piece) in pieces.iter().enumerate() {
        if place > 0 {
            x += 2 * GAP;
        }
        match piece {
            Piece::Block(block) => x = draw(paper, block, x, middle),
            Piece::Sign { text, fit } => {
                paper.words(x + GAP, middle + 7, "middle", "sf-sign", text);
                if *fit == Fit::Clash {
                    paper.words(x + GAP, middle + 32, "middle", "sf-sign sf-bad", if text == "·" { "≠" } else { "✗" });
                }
                x += 2 * GAP;
            }
        }
    }
}

/// Returns where it ends.
fn draw(paper: &mut Paper, block: &Block, x: usize, middle: usize) -> usize {
    let (labels, across, down) = measures(block);
    let (left, top) = (x + labels, middle - down / 2);
    let mut end = left + across;
    if let Some(stack) = &block.stack {
        for shift in [GAP / 2, GAP] {
            let (right, bottom, seen) = (left + across + shift, top + down + shift, GAP / 2);
            // Of those behind, only what looks out is drawn.
            paper.path(&format!("M{} {}v{seen}H{right}V{}h-{seen}", left + shift, bottom - seen, top + shift), "");
            paper.reach(right, bottom);
        }
        paper.words(left, top + down + GAP + LINE, "start", class(stack.fit), &format!("× {}", stack.label));
        end += GAP;
    }
    paper.rectangle(left, top, across, down, if block.ghost { "sf-ghost" } else { "" });
    paper.edge((left, top), (left + across, top), fit(&block.columns));
    paper.edge((left, top), (left, top + down), fit(&block.rows));
    paper.words(left + across / 2, top - 7, "middle", class(fit(&block.columns)), text(&block.columns));
    paper.words(left - GAP.min(left), middle + 5, "end", class(fit(&block.rows)), text(&block.rows));
    paper.words(left + across / 2, middle + 5, "middle", "sf-name", &block.name);
    end
}

fn grid(paper: &mut Paper, grid: &Grid) {
    let name = grid.lines.iter().map(|line| wide(&line.name)).max().unwrap_or(0);
    let left = GAP / 2 + if name == 0 { 0 } else { name + 2 * GAP };
    let borders = borders(grid, left);
    let tall = 2 * LINE - 6;
    let between = if grid.wires.is_empty() { 0 } else { 3 * LINE };
    let top = |line: usize| GAP / 2 + line * (tall + between);
    for (place, line) in grid.lines.iter().enumerate() {
        let y = top(place);
        paper.words(GAP / 2, y + tall / 2 + 5, "start", "sf-name", &line.name);
        for cell in &line.cells {
            let (from, to) = (borders[cell.from], borders[cell.to]);
            paper.rectangle(from, y, to - from, tall, background(cell.fit, cell.ghost));
            paper.words((from + to) / 2, y + tall / 2 + 5, "middle", class(cell.fit), &cell.label);
        }
        if line.cells.is_empty() {
            paper.words(left, y + tall / 2 + 5, "start", "", "()");
            paper.reach(left + 2 * CHARACTER, y + tall);
        }
    }
    let (high, low) = (top(0) + tall, top(grid.lines.len().saturating_sub(1)));
    let middle = |column: usize| (borders[column] + borders[column + 1]) / 2;
    for (from, to) in &grid.wires {
        let (from_x, to_x, half) = (middle(*from), middle(*to), (high + low) / 2);
        let class = if from == to { "" } else { "sf-bad" };
        paper.path(&format!("M{from_x} {high}C{from_x} {half} {to_x} {half} {to_x} {low}"), class);
    }
    for mark in &grid.marks {
        let tick = match mark.fit {
            Fit::Free => "",
            Fit::Fits => "✓ ",
            Fit::Clash => "✗ ",
        };
        let x = (borders[mark.from] + borders[mark.to]) / 2;
        paper.words(x, low + tall + LINE, "middle", class(mark.fit), &format!("{tick}{}", mark.text));
    }
}

/// Where the columns begin and end, wide enough for what stands in them and under them.
fn borders(grid: &Grid, left: usize) -> Vec<usize> {
    let mut widths = vec![3 * GAP; grid.columns];
    let cells = grid.lines.iter().flat_map(|line| &line.cells);
    let cells = cells.map(|cell| (cell.from, cell.to, wide(&cell.label) + 3 * GAP));
    let marks = grid.marks.iter().map(|mark| (mark.from, mark.to, wide(&mark.text) + 2 * CHARACTER + GAP));
    let mut wanted: Vec<_> = cells.chain(marks).collect();
    wanted.sort_by_key(|(from, to, _)| to - from);
    for (from, to, wide) in wanted {
        let lacking = wide.saturating_sub(widths[from..to].iter().sum());
        widths[from..to].iter_mut().for_each(|width| *width += lacking.div_ceil(to - from));
    }
    let mut borders = vec![left];
    for width in widths {
        borders.push(borders[borders.len() - 1] + width);
    }
    borders
}
