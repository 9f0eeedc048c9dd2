//! Dropout or not: a net that has 500 handwritten digits to learn from. The comparison is the course's.
//!
//! Dropout makes the training digits harder to learn by heart. On these digits it does not pay: the net without it learns its own by
//! heart and reads the others better, too.
//!
//! `cargo run --release --example dropout`
#[path = "../shared/curves.rs"]
mod curves;

use clap::Parser;
use curves::{Curve, Panel};
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::data::{Csv, Dataset, Examples, Side};
use shapeful::train::{History, SoftmaxLoss, Trainer};
use shapeful::{Adam, Dropout, Init, Keep, Linear, Relu, axes, network};
use std::error::Error;
use std::path::PathBuf;

axes! {
    Batch = 100;
    Pixels = 64;
    Hidden = 500;
    Digits = 10;
}

network! {
    struct Net {
        hidden: Linear<Pixels, Hidden>,
        act: Relu,
        drop: Dropout,
        scores: Linear<Hidden, Digits>,
    }
}

const TRAINING: usize = 500;

/// Compare nets with and without dropout.
#[derive(Parser)]
struct Options {
    /// The digits: a csv file, gzipped or plain, with 64 pixels and a label in each row.
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/data/digits.csv.gz"))]
    data: PathBuf,
    /// How often each net goes through the training digits.
    #[arg(long, value_name = "NUMBER", default_value_t = 25, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    epochs: u32,
    /// With which probabilities a number of the hidden layer is kept: a net for each.
    #[arg(long, value_name = "PROBABILITIES", value_delimiter = ',', default_values_t = [1.0, 0.25])]
    keep: Vec<f64>,
    /// The step size of Adam.
    #[arg(long, value_name = "NUMBER", default_value_t = 2e-3)]
    learning_rate: f32,
    /// Decides all that is random: the same seed prints the same numbers.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Where to draw the curves.
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/target/dropout.svg"))]
    report: PathBuf,
}

fn main() {
    if let Err(error) = run(&Options::parse()) {
        eprintln!("error: {error}");
        std::process::exit(1);
    }
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let mut digits: Examples<(Pixels,), Digits> = Csv { header: true, targets: Side::Last }.read(&options.data)?;
    digits.inputs_mut().iter_mut().for_each(|x| *x /= 16.0);
    let [training, validation] = digits.split(options.seed, [TRAINING, digits.len().saturating_sub(TRAINING)])?;
    println!("{} training digits, {} validation digits", training.len(), validation.len());

    let mut histories = Vec::new();
    for &keep in &options.keep {
        // The same weights to begin with, and the same order of the digits.
        let mut net = Net::init(&mut StdRng::seed_from_u64(options.seed));
        net.drop.keep = Keep::new(keep)?;
        let optimizer = Adam::new(&net, options.learning_rate);
        let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss)
            .epochs(options.epochs as usize)
            .seed(options.seed)
            .num_train_samples(TRAINING);
        trainer.train(&training, &validation)?;
        histories.push(trainer.history);
    }

    print!("\n     ");
    options.keep.iter().for_each(|keep| print!("   {:<21}", format!("keep {keep}")));
    print!("\nepoch");
    options.keep.iter().for_each(|_| print!("   training  validation"));
    println!();
    // The first scores are those after the first step.
    for epoch in 1..=options.epochs as usize {
        print!("{epoch:5}");
        for History { train_scores, validation_scores, .. } in &histories {
            print!("   {:6.2} %    {:6.2} %", 100.0 * train_scores[epoch], 100.0 * validation_scores[epoch]);
        }
        println!();
    }

    let panel = |title: &str, scores: fn(&History) -> &[f64]| Panel {
        title: title.into(),
        x: "epoch",
        y: "accuracy in %",
        curves: (options.keep.iter().zip(&histories))
            .map(|(keep, history)| Curve {
                name: format!("keep {keep}"),
                points: scores(history).iter().enumerate().map(|(x, y)| (x as f64, 100.0 * y)).collect(),
            })
            .collect(),
    };
    let panels = [
        panel("On the training digits", |history| &history.train_scores),
        panel("On the validation digits", |history| &history.validation_scores),
    ];
    curves::draw(&panels, &options.report)?;
    println!("\nreport: {}", options.report.display());
    Ok(())
}
