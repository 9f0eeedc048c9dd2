//! A grid of characters, on which lines join where they meet.
use super::text;

/// What a character is for: a style gives it its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Plain,
    Dim,
    Bold,
    Good,
    Bad,
    Accent,
}

/// Characters of one ink after each other.
pub type Span = (String, Ink);

#[derive(Clone, Copy, PartialEq)]
enum Glyph {
    Blank,
    Char(char),
    /// Covered by the wide character before it.
    Covered,
    /// The directions in which a line leaves, and whether all of it is dashed.
    Line(u8, bool),
}

const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;
/// By the sum of their directions.
const JOINED: [char; 16] = [' ', '╵', '╷', '│', '╴', '┘', '┐', '┤', '╶', '└', '┌', '├', '─', '┴', '┬', '┼'];

/// It grows with what is drawn on it.
#[derive(Default)]
pub struct Canvas {
    rows: Vec<Vec<(Glyph, Ink)>>,
}
impl Canvas {
    fn at(&mut self, x: usize, y: usize) -> &mut (Glyph, Ink) {
        if self.rows.len() <= y {
            self.rows.resize_with(y + 1, Vec::new);
        }
        let row = &mut self.rows[y];
        if row.len() <= x {
            row.resize(x + 1, (Glyph::Blank, Ink::Plain));
        }
        &mut row[x]
    }

    pub fn height(&self) -> usize {
        self.rows.len()
    }

    pub fn put(&mut self, x: usize, y: usize, text: &str, ink: Ink) {
        let mut x = x;
        for character in text.chars() {
            let columns = text::columns(character);
            if columns > 0 {
                *self.at(x, y) = (Glyph::Char(character), ink);
            }
            for covered in 1..columns {
                *self.at(x + covered, y) = (Glyph::Covered, ink);
            }
            x += columns;
        }
    }

    fn join(&mut self, x: usize, y: usize, directions: u8, ink: Ink, dashed: bool) {
        let place = self.at(x, y);
        *place = match place.0 {
            Glyph::Line(there, dashes) => (Glyph::Line(there | directions, dashes && dashed), ink),
            _ => (Glyph::Line(directions, dashed), ink),
        };
    }

    pub fn across(&mut self, from: usize, to: usize, y: usize, ink: Ink, dashed: bool) {
        for x in from..=to {
            let directions = if x > from { LEFT } else { 0 } | if x < to { RIGHT } else { 0 };
            self.join(x, y, directions, ink, dashed);
        }
    }

    pub fn down(&mut self, x: usize, from: usize, to: usize, ink: Ink, dashed: bool) {
        for y in from..=to {
            let directions = if y > from { UP } else { 0 } | if y < to { DOWN } else { 0 };
            self.join(x, y, directions, ink, dashed);
        }
    }

    /// Line by line, without the blanks at the ends and without blank lines above and below.
    pub fn lines(&self, unicode: bool) -> Vec<Vec<Span>> {
        let mut lines: Vec<Vec<Span>> = self.rows.iter().map(|row| spans(row, unicode)).collect();
        while lines.last().is_some_and(Vec::is_empty) {
            lines.pop();
        }
        let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(0);
        lines.split_off(first)
    }
}

fn spans(row: &[(Glyph, Ink)], unicode: bool) -> Vec<Span> {
    let end =
        row.iter().rposition(|(glyph, _)| *glyph != Glyph::Blank && *glyph != Glyph::Char(' ')).map_or(0, |x| x + 1);
    let mut spans: Vec<Span> = Vec::new();
    for (glyph, ink) in &row[..end] {
        let character = match *glyph {
            Glyph::Blank => ' ',
            Glyph::Char(character) => character,
            Glyph::Covered => continue,
            Glyph::Line(directions, dashed) => joint(directions, dashed, unicode),
        };
        match spans.last_mut() {
            Some((text, last)) if *last == *ink => text.push(character),
            _ => spans.push((character.to_string(), *ink)),
        }
    }
    spans
}

fn joint(directions: u8, dashed: bool, unicode: bool) -> char {
    let (across, down) = (directions & !(LEFT | RIGHT) == 0, directions & !(UP | DOWN) == 0);
    match (unicode, dashed) {
        (true, true) if across => '╌',
        (true, true) if down => '╎',
        (true, _) => JOINED[usize::from(directions & 15)],
        (false, true) if across => '.',
        (false, true) if down => ':',
        (false, _) if across => '-',
        (false, _) if down => '|',
        (false, _) => '+',
    }
}
