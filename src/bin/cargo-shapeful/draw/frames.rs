//! Arrays as boxes of characters.
use super::canvas::{Canvas, Ink};
use super::figure::{Paper, ink};
use super::text::width;
use super::{Block, Edge, Fit, Piece};

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
        let label =
            |edge: &Option<Edge>, room| edge.as_ref().map_or_else(String::new, |edge| paper.short(&edge.label, room));
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
        let stack =
            if stack.is_empty() { stack } else { format!("{} {stack}", if paper.unicode { "×" } else { "x" }) };
        let width = (left + across + 2 + shadow).max(left + width(&stack));
        Frame { block, name, rows, columns, stack, left, inside: (across, down), width }
    }
    /// The line of the name, from the top.
    fn middle(&self) -> usize {
        2 + (self.inside.1 - 1) / 2
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

/// All pieces from left to right, or one below the other.
pub fn boxes(pieces: &[Piece], paper: Paper) -> Canvas {
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
        let mut frames = Vec::new();
        for piece in pieces {
            frames.push(match piece {
                // Labels are not shortened here: what does not fit is put one below the other.
                Piece::Block(block) => Ok(Frame::of(block, scale, 4 * paper.room, paper)),
                Piece::Sign { text, fit } => Err((text, unequal(text, *fit, paper), *fit)),
            });
        }
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
    // A sign stands under the middle of the box above it.
    let mut middle = left + 1;
    for piece in pieces {
        let y = canvas.height();
        match piece {
            Piece::Block(block) => {
                let own = Frame::of(block, 0.0, paper.room, paper).left;
                let frame = Frame::of(block, 0.7, paper.room - (left - own), paper);
                let x = left - frame.left.min(left);
                middle = x + frame.left + frame.inside.0.div_ceil(2);
                frame.draw(&mut canvas, x, y, paper);
            }
            Piece::Sign { text, fit } => {
                canvas.put(middle, y, text, Ink::Bold);
                canvas.put(middle + 1 + width(text), y, unequal(text, *fit, paper), ink(*fit));
            }
        }
    }
    canvas
}
