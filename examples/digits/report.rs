//! One picture of a training run: curves, confusion matrix, the worst mistakes, and what the first layer has learned.

use std::error::Error;
use std::fs;
use std::path::Path;

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

mod paint;
use paint::*;

const CLASSES: usize = 10;
const SIDE: usize = 8;
const PIXELS: usize = SIDE * SIDE;
const MAX_UNITS: usize = 32;
const MAX_MISTAKES: usize = 12;

/// After one pass over the training digits. Losses are in nats per digit, accuracies from 0 to 1.
pub struct Epoch {
    pub train_loss: f32,
    pub train_accuracy: f32,
    pub test_loss: f32,
    pub test_accuracy: f32,
}

/// A test digit that was read wrong; `confidence`, from 0 to 1, is the probability the network gave to its wrong guess.
pub struct Mistake {
    pub pixels: [f32; PIXELS],
    pub truth: u32,
    pub guess: u32,
    pub confidence: f32,
}

pub struct Report {
    pub title: String,
    pub history: Vec<Epoch>,
    /// Test digits, counted by `[truth][guess]`.
    pub confusion: [[u32; CLASSES]; CLASSES],
    /// Per hidden unit, its weight on every pixel. The first 32 units are drawn.
    pub weights: Vec<[f32; PIXELS]>,
    /// All of them, worst first: 12 are drawn, the rest are counted.
    pub mistakes: Vec<Mistake>,
}

/// Writes the report as an SVG file, and makes the folders it is to lie in. The same report gives the same bytes.
pub fn draw(report: &Report, path: &Path) -> Result<(), Box<dyn Error>> {
    let rows = report.weights.len().min(MAX_UNITS).div_ceil(UNITS_PER_ROW).max(1) as i32;
    let mut svg = String::new();
    {
        let canvas =
            SVGBackend::with_string(&mut svg, (WIDTH as u32, (WEIGHTS_TOP + rows * UNIT_PITCH_Y + 120) as u32))
                .into_drawing_area();
        canvas.fill(&WHITE)?;
        draw_heading(&canvas, report)?;
        let curve = |of: fn(&Epoch) -> f32| report.history.iter().map(of).collect::<Vec<_>>();
        draw_curves(
            &canvas,
            LEFT,
            "Loss",
            "cross-entropy in nats per digit, after each epoch",
            [curve(|epoch| epoch.train_loss), curve(|epoch| epoch.test_loss)],
            loss_range,
            number,
        )?;
        draw_curves(
            &canvas,
            RIGHT,
            "Accuracy",
            "share of digits read right, after each epoch",
            [curve(|epoch| epoch.train_accuracy), curve(|epoch| epoch.test_accuracy)],
            accuracy_range,
            percent,
        )?;
        draw_confusion(&canvas, &report.confusion)?;
        draw_mistakes(&canvas, &report.mistakes)?;
        draw_weights(&canvas, &report.weights)?;
        canvas.present()?;
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("cannot make the folder {}: {error}", folder.display()))?;
    }
    fs::write(path, svg).map_err(|error| format!("cannot write {}: {error}", path.display()).into())
}

/// The confusion matrix as text: a row per true digit, a column per guess, and the share of each row that was read right.
pub fn confusion_table(confusion: &[[u32; CLASSES]; CLASSES]) -> String {
    let width = confusion.iter().flatten().max().map_or(1, |most| most.to_string().len()).max(2) + 1;
    let mut table = String::from("      read as\ntrue ");
    for guess in 0..CLASSES {
        table += &format!("{guess:>width$}");
    }
    table += "   right\n";
    for (truth, row) in confusion.iter().enumerate() {
        table += &format!("{truth:>4} ");
        for &count in row {
            // A dot keeps the many zeros from hiding the mistakes.
            let cell = if count == 0 { "·".into() } else { count.to_string() };
            table += &format!("{cell:>width$}");
        }
        table += &format!("{:>8}\n", right_share(truth, row).map_or("–".into(), whole_percent));
    }
    table
}

/// What share of one class was read right; `None` when the class does not occur.
fn right_share(truth: usize, row: &[u32; CLASSES]) -> Option<f64> {
    let total = row.iter().map(|&count| u64::from(count)).sum::<u64>();
    (total > 0).then(|| f64::from(row[truth]) / total as f64)
}

// The page, in pixels: two columns of panels above one wide panel. The backend only knows whole pixels, so the page is
// drawn large; an SVG shrinks without loss.
const WIDTH: i32 = 1600;
const LEFT: i32 = 70;
const RIGHT: i32 = 850;
const PANEL: i32 = 680;
const CURVES_TOP: i32 = 170;
const CURVES_HEIGHT: i32 = 370;
const MIDDLE_TOP: i32 = 650;
const WEIGHTS_TOP: i32 = 1390;
const UNITS_PER_ROW: usize = 16;
const UNIT_PITCH_X: i32 = 92;
const UNIT_PITCH_Y: i32 = 116;

fn draw_heading(canvas: &Canvas, report: &Report) -> Drawn {
    // A control character would make the file unreadable as XML.
    let title = report.title.replace(char::is_control, " ");
    text(canvas, &title, (LEFT, 60), 34, &INK, HPos::Left, FontStyle::Bold)?;
    let total = report.confusion.iter().flatten().map(|&count| u64::from(count)).sum::<u64>();
    let right = (0..CLASSES).map(|class| u64::from(report.confusion[class][class])).sum::<u64>();
    let epochs = report.history.len();
    let line = match report.history.last() {
        Some(last) => format!(
            "test accuracy {} after {epochs} {}: {right} of {total} digits read right",
            percent(last.test_accuracy.into()),
            if epochs == 1 { "epoch" } else { "epochs" },
        ),
        None => "not trained: no epoch is recorded".into(),
    };
    text(canvas, &line, (LEFT, 102), 22, &QUIET, HPos::Left, FontStyle::Normal)
}

/// Training and test values over the epochs, each named at the end of its curve instead of in a legend.
fn draw_curves(
    canvas: &Canvas,
    left: i32,
    title: &str,
    subtitle: &str,
    curves: [Vec<f32>; 2],
    range: fn(&[f64]) -> (f64, f64),
    format: fn(f64) -> String,
) -> Drawn {
    panel_title(canvas, (left, CURVES_TOP), title, subtitle)?;
    // A run that diverges ends in NaN: such epochs have no point.
    let points = curves.map(|curve| {
        let numbered = (1u32..).zip(curve.into_iter().map(f64::from));
        numbered.filter(|(_, value)| value.is_finite()).collect::<Vec<_>>()
    });
    let values = points.iter().flatten().map(|&(_, value)| value).collect::<Vec<_>>();
    if values.is_empty() {
        return note(canvas, (left, CURVES_TOP + 60), "No epoch has a value that can be drawn.");
    }
    let (low, high) = range(&values);
    let last_epoch = points.iter().flatten().map(|&(epoch, _)| epoch).max().unwrap_or(1).max(2);
    let area = canvas.clone().shrink((left, CURVES_TOP + 46), (PANEL as u32, CURVES_HEIGHT as u32));
    let mut chart = ChartBuilder::on(&area)
        .x_label_area_size(56)
        .y_label_area_size(58)
        .margin_top(10)
        .margin_right(122)
        .build_cartesian_2d(1..last_epoch, low..high)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(FAINT)
        .axis_style(NO_NUMBER)
        .x_labels(8)
        .y_labels(6)
        .x_desc("epoch")
        .y_label_formatter(&|&value| format(value))
        .label_style(font(16, FontStyle::Normal).color(&QUIET))
        .axis_desc_style(font(16, FontStyle::Normal).color(&QUIET))
        .draw()?;

    let mut ends = Vec::new();
    for (points, name, colour) in [(&points[0], "train", TRAIN), (&points[1], "test", TEST)] {
        chart.draw_series(LineSeries::new(points.iter().copied(), colour.stroke_width(3)))?;
        if let Some(&(epoch, value)) = points.last() {
            let (x, y) = chart.backend_coord(&(epoch, value));
            canvas.draw(&Circle::new((x, y), 5, colour.filled()))?;
            ends.push((x, y, format!("{name} {}", format(value)), colour));
        }
    }
    // Curves that end close together would have their names on top of each other.
    ends.sort_by_key(|end| end.1);
    if let [upper, lower] = ends.as_mut_slice() {
        let missing = (24 - (lower.1 - upper.1)).max(0);
        upper.1 -= missing / 2;
        lower.1 += missing - missing / 2;
    }
    for (x, y, name, colour) in &ends {
        text(canvas, name, (x + 13, *y), 17, colour, HPos::Left, FontStyle::Bold)?;
    }
    Ok(())
}

fn draw_confusion(canvas: &Canvas, confusion: &[[u32; CLASSES]; CLASSES]) -> Drawn {
    const CELL: i32 = 56;
    panel_title(
        canvas,
        (LEFT, MIDDLE_TOP),
        "Confusion matrix",
        "test digits by true class (row) and reading (column)",
    )?;
    let (x0, y0) = (LEFT + 58, MIDDLE_TOP + 86);
    let centre = |index: usize| index as i32 * CELL + CELL / 2;
    let label = |label: &str, at, style| text(canvas, label, at, 17, &QUIET, HPos::Center, style);
    label("right", (x0 + centre(CLASSES) + 10, y0 - 18), FontStyle::Normal)?;
    for (truth, row) in confusion.iter().enumerate() {
        let total = row.iter().map(|&count| f64::from(count)).sum::<f64>().max(1.0);
        label(&truth.to_string(), (x0 - 22, y0 + centre(truth)), FontStyle::Bold)?;
        label(&truth.to_string(), (x0 + centre(truth), y0 - 18), FontStyle::Bold)?;
        for (guess, &count) in row.iter().enumerate() {
            // The root lifts a single mistake out of the white; the two colours tell right from wrong.
            let share = (f64::from(count) / total).sqrt();
            let colour = mix(RGBColor(247, 248, 249), if guess == truth { TRAIN } else { TEST }, share);
            let (x, y) = (x0 + guess as i32 * CELL, y0 + truth as i32 * CELL);
            canvas.draw(&Rectangle::new([(x, y), (x + CELL - 2, y + CELL - 2)], colour.filled()))?;
            if count > 0 {
                let ink = if share > 0.6 { WHITE } else { INK };
                let at = (x0 + centre(guess) - 1, y0 + centre(truth) - 1);
                text(canvas, &count.to_string(), at, 19, &ink, HPos::Center, FontStyle::Normal)?;
            }
        }
        let share = right_share(truth, row).map_or("–".into(), whole_percent);
        label(&share, (x0 + centre(CLASSES) + 10, y0 + centre(truth)), FontStyle::Normal)?;
    }
    Ok(())
}

fn draw_mistakes(canvas: &Canvas, mistakes: &[Mistake]) -> Drawn {
    let shown = mistakes.len().min(MAX_MISTAKES);
    let subtitle = match mistakes.len() {
        0 => "test digits that were read wrong".into(),
        total if total == shown => "test digits that were read wrong, and how sure the network was".into(),
        total => format!("the {shown} worst of {total} test digits read wrong, and how sure the network was"),
    };
    panel_title(canvas, (RIGHT, MIDDLE_TOP), "Worst mistakes", &subtitle)?;
    if shown == 0 {
        return note(canvas, (RIGHT, MIDDLE_TOP + 60), "None: every test digit was read right.");
    }
    const PIXEL: i32 = 18;
    let top = MIDDLE_TOP + 86;
    for (index, mistake) in mistakes.iter().take(shown).enumerate() {
        let (x, y) = (RIGHT + (index % 4) as i32 * 178, top + (index / 4) as i32 * 200);
        image(canvas, (x, y), PIXEL, &mistake.pixels, |ink| mix(WHITE, INK, ink))?;
        let Mistake { truth, guess, confidence, .. } = mistake;
        let caption = format!("{truth} read as {guess} ({})", whole_percent(f64::from(*confidence)));
        let at = (x + PIXEL * SIDE as i32 / 2, y + PIXEL * SIDE as i32 + 20);
        text(canvas, &caption, at, 16, &INK, HPos::Center, FontStyle::Normal)?;
    }
    Ok(())
}

fn draw_weights(canvas: &Canvas, weights: &[[f32; PIXELS]]) -> Drawn {
    let shown = &weights[..weights.len().min(MAX_UNITS)];
    let units = if shown.len() == weights.len() {
        format!("all {}", shown.len())
    } else {
        format!("the first {} of {}", shown.len(), weights.len())
    };
    let subtitle = format!("{units} hidden units, each with its weight on every pixel");
    panel_title(canvas, (LEFT, WEIGHTS_TOP), "First-layer weights", &subtitle)?;
    let finite = shown.iter().flatten().filter(|weight| weight.is_finite());
    // One scale for all units, the same on both sides of zero, so that colours compare.
    let scale = f64::from(finite.fold(0.0f32, |most, weight| most.max(weight.abs())));
    let colour = |weight: f64| diverging(if scale > 0.0 { weight / scale } else { weight });

    const BAR: i32 = 200;
    let (x, y) = (LEFT + UNIT_PITCH_X * UNITS_PER_ROW as i32 - 12 - BAR, WEIGHTS_TOP - 6);
    for step in 0..BAR {
        let weight = f64::from(step) / f64::from(BAR - 1) * 2.0 - 1.0;
        // Each strip reaches under the next one, so that no gap shows when the picture is scaled.
        let end = (x + step + 2).min(x + BAR);
        canvas.draw(&Rectangle::new([(x + step, y), (end, y + 14)], diverging(weight).filled()))?;
    }
    let marks = [
        (format!("−{}", number(scale)), 0, HPos::Left),
        ("0".into(), BAR / 2, HPos::Center),
        (format!("+{}", number(scale)), BAR, HPos::Right),
    ];
    for (mark, at, anchor) in marks {
        text(canvas, &mark, (x + at, y + 27), 15, &QUIET, anchor, FontStyle::Normal)?;
    }
    for (unit, weights) in shown.iter().enumerate() {
        let (column, row) = ((unit % UNITS_PER_ROW) as i32, (unit / UNITS_PER_ROW) as i32);
        let (x, y) = (LEFT + column * UNIT_PITCH_X, WEIGHTS_TOP + 72 + row * UNIT_PITCH_Y);
        image(canvas, (x, y), 10, weights, colour)?;
        text(canvas, &unit.to_string(), (x + 40, y + 93), 14, &QUIET, HPos::Center, FontStyle::Normal)?;
    }
    Ok(())
}

fn loss_range(values: &[f64]) -> (f64, f64) {
    let most = values.iter().copied().fold(0.0, f64::max);
    (0.0, if most > 0.0 { most * 1.04 } else { 1.0 })
}

/// From the last full ten per cent below all values, so that the top of the curves is not squeezed.
fn accuracy_range(values: &[f64]) -> (f64, f64) {
    let least = values.iter().copied().fold(1.0, f64::min);
    (((least * 10.0).floor() / 10.0).clamp(0.0, 0.9), 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of its own for each test: they run in parallel.
    fn svg(name: &str, report: &Report) -> String {
        let folder = std::env::temp_dir().join(format!("shapeful-report-{}-{name}", std::process::id()));
        let path = folder.join("in/a/new/folder.svg");
        draw(report, &path).unwrap();
        let svg = fs::read_to_string(&path).unwrap();
        fs::remove_dir_all(folder).unwrap();
        svg
    }

    fn epoch(loss: f32, accuracy: f32) -> Epoch {
        Epoch { train_loss: loss, train_accuracy: accuracy, test_loss: loss, test_accuracy: accuracy }
    }

    fn report(history: Vec<Epoch>, weights: Vec<[f32; PIXELS]>, mistakes: usize) -> Report {
        let mistake = || Mistake { pixels: [0.5; PIXELS], truth: 3, guess: 9, confidence: 0.984 };
        let mut confusion = [[0; CLASSES]; CLASSES];
        (confusion[3][3], confusion[3][9]) = (19, 1);
        let mistakes = (0..mistakes).map(|_| mistake()).collect();
        Report { title: "a < b & \u{1}".into(), history, confusion, weights, mistakes }
    }

    #[test]
    fn the_same_report_gives_the_same_bytes() {
        let report = report(vec![epoch(2.3, 0.1), epoch(0.1, 0.95)], vec![[0.1; PIXELS]; 40], 13);
        let first = svg("same", &report);
        assert_eq!(first, svg("same", &report));
        for said in [
            "a &lt; b &amp;  ",
            "test accuracy 95 % after 2 epochs: 19 of 20 digits read right",
            "the first 32 of 40 hidden units",
            "the 12 worst of 13 test digits",
            "3 read as 9 (98 %)",
        ] {
            assert!(first.contains(said), "{said}");
        }
    }

    #[test]
    fn a_run_with_nothing_to_show_still_draws() {
        let empty = svg("empty", &report(vec![], vec![], 0));
        assert!(empty.contains("no epoch is recorded") && empty.contains("every test digit was read right"));
    }

    #[test]
    fn runs_that_diverge_or_never_move_still_draw() {
        let weights = vec![[f32::NAN; PIXELS], [f32::INFINITY; PIXELS], [f32::MAX; PIXELS], [0.0; PIXELS]];
        for (index, loss) in [f32::NAN, f32::INFINITY, f32::MAX, f32::MIN_POSITIVE, 0.0, -1.0].into_iter().enumerate() {
            svg(&format!("odd-{index}"), &report(vec![epoch(loss, loss)], weights.clone(), 1));
            svg(&format!("odd-after-{index}"), &report(vec![epoch(2.3, 0.1), epoch(loss, 1.0)], weights.clone(), 1));
        }
    }

    #[test]
    fn the_table_lines_up() {
        let mut confusion = [[0; CLASSES]; CLASSES];
        (confusion[0][0], confusion[0][7], confusion[3][3], confusion[3][9]) = (1234, 1, 19, 1);
        let table = confusion_table(&confusion);
        let lines = table.lines().collect::<Vec<_>>();
        assert_eq!(lines.len(), 12);
        assert!(lines[2..].iter().all(|line| line.chars().count() == lines[1].chars().count()), "{table}");
        assert!(lines[5].starts_with("   3 ") && lines[5].ends_with("95 %") && lines[3].ends_with('–'), "{table}");
    }
}
