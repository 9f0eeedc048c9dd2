//! A convolutional net reads the UCI handwritten digits, which are moved a little in every epoch.
//!
//! `cargo run --release --example convnet`
#[path = "../shared/curves.rs"]
mod curves;

use clap::Parser;
use curves::{Curve, Panel};
use indicatif::{ProgressBar, ProgressStyle};
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::data::{Augmented, Csv, Dataset, Examples, RandomCrop, Side};
use shapeful::train::{SoftmaxLoss, Trainer};
use shapeful::{
    Adam, BatchNorm, Conv2d, Dim, Dropout, Flatten, Init, Linear, MaxPool2d, Params, Relu, Schedule, axes, dim, network,
};
use std::error::Error;
use std::path::PathBuf;

axes! {
    Batch = 32;
    Grey = 1;
    Height = 8;
    Width = 8;
    /// What the first filters look for, and the second ones among what these have found.
    Strokes = 32;
    Shapes = 64;
    Hidden = 128;
    Digits = 10;
}

/// Filters of 3×3 pixels in steps of 1, with a padding of 1: the maps are as large as the image.
type Conv3x3<In, Out> = Conv2d<In, Out, dim!(3), dim!(3), dim!(1), dim!(1)>;

network! {
    /// Two convolutions see the image whole; the second one's maps are halved to 4×4.
    struct ConvNet {
        strokes: Conv3x3<Grey, Strokes>,
        strokes_norm: BatchNorm<Strokes>,
        strokes_act: Relu,
        shapes: Conv3x3<Strokes, Shapes>,
        shapes_norm: BatchNorm<Shapes>,
        shapes_act: Relu,
        pool: MaxPool2d<dim!(2), dim!(2)>,
        flatten: Flatten,
        hidden: Linear<dim!(1024), Hidden>,
        hidden_act: Relu,
        drop: Dropout,
        scores: Linear<Hidden, Digits>,
    }
}

type Images = Examples<(Grey, Height, Width), Digits>;

/// Train a convolutional net on 8×8 images of handwritten digits.
#[derive(Parser)]
struct Options {
    /// The digits: a csv file, gzipped or plain, with 64 pixels and a label in each row.
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/data/digits.csv.gz"))]
    data: PathBuf,
    /// How many digits to set aside for the test.
    #[arg(long, value_name = "NUMBER", default_value_t = 360, value_parser = clap::value_parser!(u32).range(1..))]
    test: u32,
    /// How often to go through the training digits.
    #[arg(long, value_name = "NUMBER", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    epochs: u32,
    /// The greatest step size; it rises to it, and falls to 0 at the end.
    #[arg(long, value_name = "NUMBER", default_value_t = 4e-3)]
    learning_rate: f32,
    /// By how many pixels a training digit is moved at most.
    #[arg(long, value_name = "PIXELS", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=7))]
    shift: u8,
    /// Decides all that is random: the same seed prints the same numbers.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Where to draw the curves.
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/target/convnet.svg"))]
    report: PathBuf,
}

fn main() {
    if let Err(error) = run(&Options::parse()) {
        eprintln!("error: {error}");
        std::process::exit(1);
    }
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let mut digits: Images = Csv { header: true, targets: Side::Last }.read(&options.data)?;
    // A pixel counts 0 to 16; 0 stays 0, which is the paper around a digit that is moved.
    digits.inputs_mut().iter_mut().for_each(|x| *x /= 16.0);
    let tested = options.test as usize;
    let [test, training] = digits.split(options.seed, [tested, digits.len().saturating_sub(tested)])?;
    let moved = Augmented::new(&training, options.seed, RandomCrop { padding: options.shift.into() });

    let net = ConvNet::init(&mut StdRng::seed_from_u64(options.seed));
    println!("{} parameters, {} training digits, {} test digits", net.count(), training.len(), test.len());
    println!("epoch   train loss  accuracy    test accuracy");
    let bar = ProgressBar::new(options.epochs.into())
        .with_style(ProgressStyle::with_template("{bar:40} {pos}/{len} epochs, {eta} left")?);
    let (shown, epochs) = (bar.clone(), options.epochs as usize);
    let steps = epochs * training.len().div_ceil(Batch::SIZE);
    let optimizer = Adam::new(&net, options.learning_rate);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss)
        .wrap()
        .epochs(epochs)
        .seed(options.seed)
        .schedule(Schedule::one_cycle(options.learning_rate, steps as u64))
        .num_train_samples(training.len())
        .on_epoch(move |report| {
            let [train, test] =
                [report.train_score, report.validation_score.unwrap_or(f64::NAN)].map(|score| 100.0 * score);
            shown.suspend(|| println!("{:5}   {:10.4}  {train:6.2} %         {test:6.2} %", report.epoch, report.loss));
            shown.inc(1);
        });
    trainer.train(&moved, &test)?;
    bar.finish_and_clear();

    // Of the last step: to take the best epoch would be to choose by the test.
    let history = &trainer.history;
    let accuracy = history.validation_scores.last().copied().unwrap_or(f64::NAN);
    let misread = ((1.0 - accuracy) * test.len() as f64).round();
    println!("\ntest accuracy: {:.2} %, {misread} of {} digits misread", 100.0 * accuracy, test.len());

    let curve = |name: &str, points| Curve { name: name.to_string(), points };
    let per_epoch = |scores: &[f64]| scores.iter().enumerate().skip(1).map(|(x, y)| (x as f64, 100.0 * y)).collect();
    let losses = history.loss.iter().enumerate().map(|(x, &y)| (x as f64, y.into())).collect();
    let loss = Panel {
        title: format!("Handwritten digits, seed {}", options.seed),
        x: "step",
        y: "loss",
        curves: vec![curve("training", losses)],
    };
    let accuracies =
        vec![curve("training", per_epoch(&history.train_scores)), curve("test", per_epoch(&history.validation_scores))];
    let accuracy = Panel { title: "What is read right".into(), x: "epoch", y: "accuracy in %", curves: accuracies };
    curves::draw(&[loss, accuracy], &options.report)?;
    println!("report: {}", options.report.display());
    Ok(())
}
