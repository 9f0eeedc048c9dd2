//! Batch norm or not: a net of six layers on 1000 handwritten digits, from weights of every size. The comparison is the course's.
//!
//! `cargo run --release --example batch_norm`
#[path = "../shared/curves.rs"]
mod curves;

use clap::Parser;
use curves::{Curve, Panel};
use indicatif::{ProgressBar, ProgressStyle};
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::data::{Csv, Dataset, Examples, Side};
use shapeful::train::{History, SoftmaxLoss, TrainError, Trainer};
use shapeful::{Adam, BatchNorm, Init, Kind, Layer, Linear, Relu, Repeat, axes};
use std::error::Error;
use std::path::PathBuf;

axes! {
    Batch = 50;
    Pixels = 64;
    Hidden = 100;
    Digits = 10;
}

/// Six layers with weights.
type Plain = (Linear<Pixels, Hidden>, Relu, Repeat<(Linear<Hidden, Hidden>, Relu), 4>, Linear<Hidden, Digits>);
/// The same, normalised before every ReLU.
type Normed = (
    (Linear<Pixels, Hidden>, BatchNorm<Hidden>, Relu),
    Repeat<(Linear<Hidden, Hidden>, BatchNorm<Hidden>, Relu), 4>,
    Linear<Hidden, Digits>,
);

const TRAINING: usize = 1000;
/// The standard deviations of the weights to begin with.
const SCALES: [f32; 7] = [1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1.0];

/// Compare nets with and without batch norm.
#[derive(Parser)]
struct Options {
    /// The digits: a csv file, gzipped or plain, with 64 pixels and a label in each row.
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/data/digits.csv.gz"))]
    data: PathBuf,
    /// How often each net goes through the training digits.
    #[arg(long, value_name = "NUMBER", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    epochs: u32,
    /// The step size of Adam.
    #[arg(long, value_name = "NUMBER", default_value_t = 1e-3)]
    learning_rate: f32,
    /// Decides all that is random: the same seed prints the same numbers.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Where to draw the curves.
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/target/batch_norm.svg"))]
    report: PathBuf,
}

fn main() {
    if let Err(error) = run(&Options::parse()) {
        eprintln!("error: {error}");
        std::process::exit(1);
    }
}

/// The training and the validation digits.
type Sets = [Examples<(Pixels,), Digits>; 2];

/// Trains a net whose weights begin with the standard deviation `scale`.
fn train<Net>(sets: &Sets, scale: f32, options: &Options) -> Result<History, TrainError>
where
    Net: Init + Layer<(Batch, Pixels), Y = (Batch, Digits)>,
{
    let mut net = Net::init(&mut StdRng::seed_from_u64(options.seed));
    net.each_param_mut(|param, values| {
        if param.kind == Kind::Weight {
            let square_sum: f32 = values.iter().map(|w| w * w).sum();
            let deviation = (square_sum / values.len() as f32).sqrt();
            values.iter_mut().for_each(|w| *w *= scale / deviation);
        }
    });
    let optimizer = Adam::new(&net, options.learning_rate);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss)
        .epochs(options.epochs as usize)
        .seed(options.seed)
        .num_train_samples(TRAINING);
    trainer.train(&sets[0], &sets[1])?;
    Ok(trainer.history)
}

/// What a net has come to, after the last step, in per cent.
fn last(scores: &[f64]) -> f64 {
    100.0 * scores.last().copied().unwrap_or(f64::NAN)
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let mut digits: Examples<(Pixels,), Digits> = Csv { header: true, targets: Side::Last }.read(&options.data)?;
    digits.inputs_mut().iter_mut().for_each(|x| *x /= 16.0);
    let sets = digits.split(options.seed, [TRAINING, digits.len().saturating_sub(TRAINING)])?;
    println!("{} training digits, {} validation digits, {} epochs", sets[0].len(), sets[1].len(), options.epochs);

    let bar = ProgressBar::new(2 * SCALES.len() as u64)
        .with_style(ProgressStyle::with_template("{bar:40} {pos}/{len} nets, {eta} left")?);
    let mut plain = Vec::new();
    let mut normed = Vec::new();
    for scale in SCALES {
        plain.push(train::<Plain>(&sets, scale, options)?);
        bar.inc(1);
        normed.push(train::<Normed>(&sets, scale, options)?);
        bar.inc(1);
    }
    bar.finish_and_clear();

    println!("\n              without batch norm         with batch norm");
    println!("weights     training  validation    training  validation");
    for ((scale, plain), normed) in SCALES.iter().zip(&plain).zip(&normed) {
        let [a, b] = [plain, normed].map(|history| (last(&history.train_scores), last(&history.validation_scores)));
        println!("{scale:7}     {:6.2} %    {:6.2} %    {:6.2} %    {:6.2} %", a.0, a.1, b.0, b.1);
    }
    draw(&[("without", plain), ("with", normed)], options)?;
    println!("\nreport: {}", options.report.display());
    Ok(())
}

/// The accuracies and losses by the size of the weights, and how the nets without and with learn from some of them.
fn draw(nets: &[(&str, Vec<History>); 2], options: &Options) -> Result<(), Box<dyn Error>> {
    let by_scale = |y: fn(&History) -> f64| -> Vec<_> {
        let points = |histories: &[History]| {
            SCALES.iter().zip(histories).map(|(scale, history)| (f64::from(scale.log10()), y(history))).collect()
        };
        nets.iter()
            .map(|(name, histories)| Curve { name: format!("{name} batch norm"), points: points(histories) })
            .collect()
    };
    let by_epoch = |(name, histories): &(&str, Vec<History>)| {
        // The smallest, the middle one and the largest.
        let curves = [0, SCALES.len() / 2, SCALES.len() - 1].map(|i| Curve {
            name: format!("weights {}", SCALES[i]),
            points: histories[i].train_scores.iter().enumerate().map(|(x, y)| (x as f64, 100.0 * y)).collect(),
        });
        let title = format!("Learning {name} batch norm");
        Panel { title, x: "epoch", y: "training accuracy in %", curves: curves.into() }
    };
    let panel = |title: &str, y, curves| Panel { title: title.into(), x: "log10 of the weights' deviation", y, curves };
    let panels = [
        panel("On the training digits", "accuracy in %", by_scale(|history| last(&history.train_scores))),
        panel("On the validation digits", "accuracy in %", by_scale(|history| last(&history.validation_scores))),
        by_epoch(&nets[0]),
        by_epoch(&nets[1]),
    ];
    curves::draw(&panels, &options.report)
}
