//! Curves over the steps of a training run, in one picture.
use plotters::prelude::*;
use std::error::Error;
use std::fs;
use std::path::Path;

/// A named curve: its points, in steps and in the unit of the picture.
pub struct Curve {
    pub name: String,
    pub points: Vec<(f64, f64)>,
}

/// One panel of curves.
pub struct Panel {
    pub title: String,
    pub x: &'static str,
    pub y: &'static str,
    pub curves: Vec<Curve>,
}

const COLORS: [RGBColor; 6] = [
    RGBColor(0, 90, 181),
    RGBColor(220, 50, 32),
    RGBColor(0, 135, 90),
    RGBColor(150, 80, 180),
    RGBColor(200, 130, 0),
    RGBColor(90, 90, 90),
];

/// Writes the panels, two in a row, as an SVG file, and makes the folders it is to lie in.
pub fn draw(panels: &[Panel], path: &Path) -> Result<(), Box<dyn Error>> {
    let columns = panels.len().clamp(1, 2);
    let rows = panels.len().div_ceil(columns);
    let mut svg = String::new();
    {
        let size = (720 * columns as u32, 440 * rows as u32);
        let canvas = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        canvas.fill(&WHITE)?;
        for (panel, area) in panels.iter().zip(canvas.split_evenly((rows, columns))) {
            draw_panel(panel, &area)?;
        }
        canvas.present()?;
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("cannot make the folder {}: {error}", folder.display()))?;
    }
    fs::write(path, svg).map_err(|error| format!("cannot write {}: {error}", path.display()).into())
}

fn draw_panel(panel: &Panel, area: &DrawingArea<SVGBackend<'_>, plotters::coord::Shift>) -> Result<(), Box<dyn Error>> {
    let points = || panel.curves.iter().flat_map(|curve| &curve.points).filter(|(_, y)| y.is_finite());
    let range = |of: fn(&(f64, f64)) -> f64| {
        let (low, high) = points().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x)));
        // Nothing at all, or one value alone, is drawn somewhere.
        if low < high { low..high } else { low.min(1e9) - 0.5..low.min(1e9) + 0.5 }
    };
    let mut chart = ChartBuilder::on(area)
        .caption(&panel.title, ("sans-serif", 20))
        .margin(16)
        .x_label_area_size(40)
        .y_label_area_size(60)
        .build_cartesian_2d(range(|point| point.0), range(|point| point.1))?;
    chart.configure_mesh().x_desc(panel.x).y_desc(panel.y).light_line_style(WHITE).draw()?;
    for (curve, color) in panel.curves.iter().zip(COLORS.iter().cycle()) {
        let line = LineSeries::new(curve.points.iter().copied().filter(|(_, y)| y.is_finite()), color.stroke_width(2));
        chart
            .draw_series(line)?
            .label(&curve.name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], color.stroke_width(2)));
    }
    chart.configure_series_labels().background_style(WHITE.mix(0.8)).border_style(BLACK.mix(0.3)).draw()?;
    Ok(())
}
