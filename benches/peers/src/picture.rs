//! Bars of the time that a step takes, on a logarithmic scale: a group for each workload, a bar for each contender.
use crate::measure::Measured;
use crate::report::{digits, time};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::error::Error;
use std::path::Path;

const WIDTH: i32 = 900;
const LEFT: i32 = 150;
const RIGHT: i32 = WIDTH - 130;
const TOP: i32 = 112;
const BAR: i32 = 15;
const PITCH: i32 = 19;
const TITLE: i32 = 30;
const GAP: i32 = 16;

const OURS: RGBColor = RGBColor(214, 94, 0);
const THEIRS: RGBColor = RGBColor(120, 144, 168);
const INK: RGBColor = RGBColor(32, 32, 32);
const FAINT: RGBColor = RGBColor(222, 222, 222);
const LIMIT: RGBColor = RGBColor(0, 0, 0);

fn font(size: i32, colour: RGBColor, across: HPos) -> TextStyle<'static> {
    ("sans-serif", size).into_font().color(&colour).pos(Pos::new(across, VPos::Center))
}

pub fn draw(all: &[&Measured], processor: &str, path: &Path) -> Result<(), Box<dyn Error>> {
    let bars: usize = all.iter().map(|measured| measured.outcomes.len()).sum();
    let height = TOP + all.len() as i32 * (TITLE + GAP) + bars as i32 * PITCH + 40;
    let times =
        || all.iter().flat_map(|measured| measured.outcomes.iter().chain([&measured.limit])).map(|o| o.seconds.median);
    let (low, high) = times().fold((f64::MAX, 0.0_f64), |(low, high), seconds| (low.min(seconds), high.max(seconds)));
    // Whole powers of ten.
    let (low, high) = (low.log10().floor(), high.log10().ceil());
    let x = |seconds: f64| LEFT + ((seconds.log10() - low) / (high - low) * f64::from(RIGHT - LEFT)) as i32;

    let mut svg = String::new();
    {
        let canvas = SVGBackend::with_string(&mut svg, (WIDTH as u32, height as u32)).into_drawing_area();
        canvas.fill(&WHITE)?;
        let write =
            |text: &str, at: (i32, i32), style: &TextStyle| canvas.draw(&Text::new(text.to_owned(), at, style.clone()));
        let line =
            |from: (i32, i32), to: (i32, i32), style: ShapeStyle| canvas.draw(&PathElement::new([from, to], style));
        let threads = if crate::machine::THREADS == 1 {
            "one thread".to_owned()
        } else {
            format!("{} threads", crate::machine::THREADS)
        };
        write("Time of a training step, and of the answer for one example", (20, 24), &font(20, INK, HPos::Left))?;
        let about =
            format!("f32, {threads} of {processor}. Shorter is faster; each grid line is ten times the one before.");
        write(&about, (20, 48), &font(13, INK, HPos::Left))?;
        for power in low as i32..=high as i32 {
            let at = x(10f64.powi(power));
            line((at, TOP - 8), (at, height - 30), FAINT.into())?;
            let label =
                ["1 ns", "10 ns", "100 ns", "1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s", "10 s"];
            let label = usize::try_from(power + 9).ok().and_then(|place| label.get(place)).copied().unwrap_or("");
            write(label, (at, TOP - 16), &font(12, INK, HPos::Center))?;
            write(label, (at, height - 18), &font(12, INK, HPos::Center))?;
        }
        let mut y = TOP;
        for measured in all {
            write(&title(measured), (LEFT, y + TITLE / 2 + 2), &font(14, INK, HPos::Left))?;
            y += TITLE;
            let first = y;
            let mut outcomes: Vec<_> = measured.outcomes.iter().collect();
            outcomes.sort_by(|a, b| a.seconds.median.total_cmp(&b.seconds.median));
            for outcome in outcomes {
                let seconds = outcome.seconds.median;
                let ours = outcome.name == measured.outcomes[0].name;
                let (colour, middle) = (if ours { OURS } else { THEIRS }, y + BAR / 2 + 1);
                canvas.draw(&Rectangle::new([(LEFT, y), (x(seconds), y + BAR)], colour.filled()))?;
                write(&outcome.name, (LEFT - 8, middle), &font(13, if ours { OURS } else { INK }, HPos::Right))?;
                let times = if ours { String::new() } else { format!(" · {}×", digits(outcome.ratio.median)) };
                write(&format!("{}{times}", time(seconds)), (x(seconds) + 6, middle), &font(12, INK, HPos::Left))?;
                y += PITCH;
            }
            let limit = x(measured.limit.seconds.median);
            line((limit, first - 4), (limit, y), LIMIT.stroke_width(2))?;
            y += GAP;
        }
        let legend =
            "Black line: what the products alone would take if every multiplication were at this core's measured peak.";
        write(legend, (20, 66), &font(13, INK, HPos::Left))?;
        canvas.present()?;
    }
    std::fs::write(path, svg)?;
    Ok(())
}

fn title(measured: &Measured) -> String {
    let (net, batch) = measured.title().split_once('@').unwrap_or((measured.title(), ""));
    match measured.group() {
        "answer" => format!("{net}, the answer for one example"),
        _ => format!("{net}, a training step with a batch of {batch}"),
    }
}
