//! Trains the course's two-layer net on the UCI handwritten digits, and draws what it has learned.
mod data;
mod report;
mod train;

use clap::{Parser, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use report::{Epoch, Report};
use std::error::Error;
use std::path::PathBuf;
use train::{Digits, EXAMPLES, TEST, Test, Train, Training};

/// Train a two-layer net on 8×8 images of handwritten digits.
#[derive(Parser)]
struct Options {
    /// The digits: a csv file, gzipped or plain, with 64 pixels and a label in each row.
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/data/digits.csv.gz"))]
    data: PathBuf,
    /// How to choose the 360 test digits: at random, or the last ones, which other people wrote.
    #[arg(long, value_enum, default_value_t = Split::Shuffled)]
    split: Split,
    /// How often to go through the training digits.
    #[arg(long, value_name = "NUMBER", default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    epochs: u32,
    /// The step size at the start; it falls to 0 along half a cosine.
    #[arg(long, value_name = "NUMBER", default_value_t = 0.2)]
    learning_rate: f32,
    /// How much large weights cost: ½·REG·Σw².
    #[arg(long, value_name = "REG", default_value_t = 3e-4)]
    reg: f32,
    /// Decides all that is random: the same seed prints the same numbers.
    #[arg(long, value_name = "NUMBER", default_value_t = 2)]
    seed: u64,
    /// Where to draw the report.
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/target/digits.svg"))]
    report: PathBuf,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Split {
    Shuffled,
    Ordered,
}

fn main() {
    if let Err(error) = run(&Options::parse()) {
        eprintln!("error: {error}");
        std::process::exit(1);
    }
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let mut rng = StdRng::seed_from_u64(options.seed);
    let mut digits = data::load(&options.data)?;
    if digits.len() != EXAMPLES {
        let (path, found) = (options.data.display(), digits.len());
        return Err(format!("{path} holds {found} digits, and this example is compiled for {EXAMPLES}").into());
    }
    if options.split == Split::Shuffled {
        digits.shuffle(&mut rng);
    }
    let (train, test) = digits.split_at(EXAMPLES - TEST);
    let (train, test) = (Digits::<Train>::new(train)?, Digits::<Test>::new(test)?);

    let mut training = Training::new(&train, options.reg, &mut rng)?;
    println!("{} parameters, {} training digits, {} test digits", training.count(), train.len(), test.len());
    println!("epoch   train loss  accuracy    test loss  accuracy");
    let bar = ProgressBar::new(options.epochs.into())
        .with_style(ProgressStyle::with_template("{bar:40} {pos}/{len} epochs, {eta} left")?);
    let mut history = Vec::new();
    for epoch in 0..options.epochs {
        let turn = epoch as f32 / options.epochs as f32;
        let rate = options.learning_rate * 0.5 * (1.0 + (std::f32::consts::PI * turn).cos());
        let (train_loss, train_accuracy) = training.epoch(&train, rate, &mut rng)?;
        let (test_loss, test_accuracy) = training.evaluate(&test);
        bar.suspend(|| {
            let [train, test] = [100.0 * train_accuracy, 100.0 * test_accuracy];
            println!("{:5}   {train_loss:10.4}  {train:6.2} %   {test_loss:10.4}  {test:6.2} %", epoch + 1);
        });
        history.push(Epoch { train_loss, train_accuracy, test_loss, test_accuracy });
        bar.inc(1);
    }
    bar.finish_and_clear();

    let (confusion, mistakes) = training.mistakes(&test);
    let accuracy = 100.0 * history.last().map_or(0.0, |epoch| epoch.test_accuracy);
    println!("\n{}", report::confusion_table(&confusion));
    println!("test accuracy: {accuracy:.2} %, {} of {} digits misread", mistakes.len(), test.len());
    let split = if options.split == Split::Shuffled { "shuffled" } else { "ordered" };
    let title = format!("Handwritten digits, {split} split, seed {}", options.seed);
    report::draw(&Report { title, history, confusion, weights: training.first_layer(), mistakes }, &options.report)?;
    println!("report: {}", options.report.display());
    Ok(())
}
