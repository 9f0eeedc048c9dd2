//! What every panel of the report is painted with: colours, lettering, numbers and small images.

use super::{PIXELS, SIDE};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::error::Error;

pub type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub type Drawn = Result<(), Box<dyn Error>>;

pub const INK: RGBColor = RGBColor(28, 32, 38);
pub const QUIET: RGBColor = RGBColor(108, 116, 126);
pub const FAINT: RGBColor = RGBColor(226, 229, 233);
pub const NO_NUMBER: RGBColor = RGBColor(190, 190, 190);
// Blue and orange stay apart for colour-blind readers.
pub const TRAIN: RGBColor = RGBColor(49, 112, 182);
pub const TEST: RGBColor = RGBColor(222, 107, 26);
/// From negative over zero to positive: ColorBrewer's RdBu, blue first.
pub const DIVERGING: [RGBColor; 5] = [
    RGBColor(33, 102, 172),
    RGBColor(146, 197, 222),
    RGBColor(247, 247, 247),
    RGBColor(244, 165, 130),
    RGBColor(178, 24, 43),
];

/// An 8×8 image in a thin frame. What is no number is grey.
pub fn image(
    canvas: &Canvas,
    (x, y): (i32, i32),
    pixel: i32,
    values: &[f32; PIXELS],
    colour: impl Fn(f64) -> RGBColor,
) -> Drawn {
    let size = pixel * SIDE as i32;
    for (index, &value) in values.iter().enumerate() {
        let (left, top) = (x + (index % SIDE) as i32 * pixel, y + (index / SIDE) as i32 * pixel);
        let fill = if value.is_finite() { colour(f64::from(value)) } else { NO_NUMBER };
        // Each pixel reaches under the next ones, so that no gap shows when the picture is scaled.
        let corner = ((left + pixel + 1).min(x + size), (top + pixel + 1).min(y + size));
        canvas.draw(&Rectangle::new([(left, top), corner], fill.filled()))?;
    }
    Ok(canvas.draw(&Rectangle::new([(x, y), (x + size, y + size)], NO_NUMBER))?)
}

pub fn panel_title(canvas: &Canvas, (x, y): (i32, i32), title: &str, subtitle: &str) -> Drawn {
    text(canvas, title, (x, y), 24, &INK, HPos::Left, FontStyle::Bold)?;
    text(canvas, subtitle, (x, y + 28), 16, &QUIET, HPos::Left, FontStyle::Normal)
}

pub fn note(canvas: &Canvas, at: (i32, i32), note: &str) -> Drawn {
    text(canvas, note, (at.0, at.1 + 30), 18, &INK, HPos::Left, FontStyle::Normal)
}

pub fn text(
    canvas: &Canvas,
    text: &str,
    at: (i32, i32),
    size: i32,
    colour: &RGBColor,
    h: HPos,
    style: FontStyle,
) -> Drawn {
    let style = font(size, style).color(colour).pos(Pos::new(h, VPos::Center));
    Ok(canvas.draw(&Text::new(text, at, style))?)
}

/// The SVG backend writes the size divided by 1.24; this undoes it.
pub fn font<'a>(size: i32, style: FontStyle) -> TextStyle<'a> {
    FontDesc::new(FontFamily::SansSerif, f64::from(size) * 1.24, style).into()
}

pub fn percent(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    format!("{} %", text.strip_suffix(".0").unwrap_or(&text))
}

/// For shares of a few dozen digits, where a decimal would promise too much.
pub fn whole_percent(share: f64) -> String {
    // What is not all must not be rounded to all.
    if (0.995..1.0).contains(&share) { ">99 %".into() } else { format!("{:.0} %", share * 100.0) }
}

/// A loss or a weight, with the decimals that its size deserves.
pub fn number(value: f64) -> String {
    match value.abs() {
        0.0 => "0".into(),
        size if !(0.001..1000.0).contains(&size) => format!("{value:.1e}"),
        size if size < 0.1 => format!("{value:.3}"),
        size if size < 10.0 => format!("{value:.2}"),
        _ => format!("{value:.0}"),
    }
}

/// From -1 to 1, through the colours of `DIVERGING`.
pub fn diverging(value: f64) -> RGBColor {
    let at = (value.clamp(-1.0, 1.0) + 1.0) * 2.0;
    let below = (at as usize).min(DIVERGING.len() - 2);
    mix(DIVERGING[below], DIVERGING[below + 1], at - below as f64)
}

pub fn mix(from: RGBColor, to: RGBColor, share: f64) -> RGBColor {
    let share = share.clamp(0.0, 1.0);
    let channel = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8;
    RGBColor(channel(from.0, to.0), channel(from.1, to.1), channel(from.2, to.2))
}
