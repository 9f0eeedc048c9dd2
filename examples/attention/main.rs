//! Self-attention turns sequences of digits around: each place has to find the one place that knows its digit, and shows where it looks.
//!
//! `cargo run --release --example attention`, and with `-- --without` what is left without attention: chance.
#[path = "../shared/curves.rs"]
mod curves;

use clap::{Parser, ValueEnum};
use curves::{Curve, Panel};
use indicatif::{ProgressBar, ProgressStyle};
use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};
use shapeful::{
    Adam, Array, AttentionCache, Embedding, Eval, Gelu, Init, Labels, Layer, LayerNorm, Linear, Mode,
    MultiHeadAttention, Optimizer, Params, PositionalEncoding, Residual, Schedule, Tensor, Train, axes, clip_grad_norm,
    network, temporal_softmax_loss_into,
};
use std::error::Error;
use std::path::PathBuf;

axes! {
    Batch = 64;
    /// Digits in a sequence.
    pub Time = 16;
    /// 0 to 9.
    pub Digits = 10;
    pub Model = 64;
    pub Heads = 4;
    pub Wide = 128;
}
type Sequence = (Batch, Time, Model);
type Sequences = Labels<(Batch, Time), Digits>;

network! {
    /// A block of a transformer, with the norms inside: look around, then think at every place for itself.
    struct Block<A: Look> {
        look: Residual<(LayerNorm<Model>, A)>,
        think: Residual<(LayerNorm<Model>, Linear<Model, Wide>, Gelu, Linear<Wide, Model>)>,
    }
}
network! {
    struct Encoder<A: Look> {
        place: PositionalEncoding<Time, Model>,
        first: Block<A>,
        second: Block<A>,
        norm: LayerNorm<Model>,
        scores: Linear<Model, Digits>,
    }
}

/// How the places of a sequence look at one another.
trait Look: Layer<Sequence, Y = Sequence> + Init + std::fmt::Debug {
    /// How much each place looks at each other one, in every head.
    fn weights(&self, x: &Array<Sequence>) -> Option<Tensor<(Batch, Heads, Time, Time)>>;
}
impl Look for MultiHeadAttention<Model, Heads> {
    fn weights(&self, x: &Array<Sequence>) -> Option<Tensor<(Batch, Heads, Time, Time)>> {
        let (mut cache, mut y) = (AttentionCache::<Eval, _, _, _>::default(), Tensor::zeros());
        self.forward_with(x, x, x, (), &mut cache, &mut y);
        Some(cache.weights().clone())
    }
}

/// `y = 0`: in a residual block, no place learns of another.
#[derive(Clone, Debug)]
struct Nothing;
impl Params<f32> for Nothing {}
impl Layer<Sequence> for Nothing {
    type Y = Sequence;
    type Cache<M: Mode> = ();
    fn forward<M: Mode>(&self, _: &Array<Sequence>, _: &mut (), y: &mut Array<Sequence>) {
        y.fill(0.0);
    }
    fn backward(
        &mut self,
        _: &Array<Sequence>,
        _: &mut (),
        _: &Array<Sequence>,
        dx: Option<&mut Array<Sequence>>,
        _: &mut Self,
    ) {
        if let Some(dx) = dx {
            dx.fill(0.0);
        }
    }
}
impl Init for Nothing {
    fn init<R: Rng + ?Sized>(_: &mut R) -> Self {
        Nothing
    }
}
impl Look for Nothing {
    fn weights(&self, _: &Array<Sequence>) -> Option<Tensor<(Batch, Heads, Time, Time)>> {
        None
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Task {
    /// The last digit first.
    Reverse,
    /// The least digit first.
    Sort,
}

/// Learn to turn sequences of digits around.
#[derive(Parser)]
struct Options {
    /// What becomes of a sequence.
    #[arg(long, value_enum, default_value_t = Task::Reverse)]
    task: Task,
    /// Leave the attention out.
    #[arg(long)]
    without: bool,
    /// How many steps to take.
    #[arg(long, value_name = "NUMBER", default_value_t = 600, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    steps: u32,
    /// Decides all that is random: the same seed prints the same numbers.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Where to draw the curves.
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/target/attention.svg"))]
    report: PathBuf,
}

fn main() {
    let options = Options::parse();
    let done =
        if options.without { run::<Nothing>(&options) } else { run::<MultiHeadAttention<Model, Heads>>(&options) };
    if let Err(error) = done {
        eprintln!("error: {error}");
        std::process::exit(1);
    }
}

/// Some sequences, and what is to become of them.
fn draw(task: Task, rng: &mut StdRng) -> Result<(Sequences, Sequences), shapeful::Error> {
    let digits: [[u8; 16]; 64] = std::array::from_fn(|_| std::array::from_fn(|_| rng.random_range(0..10)));
    let wanted = digits.map(|mut sequence| {
        match task {
            Task::Reverse => sequence.reverse(),
            Task::Sort => sequence.sort_unstable(),
        }
        sequence
    });
    Ok((Labels::new(digits.as_flattened())?, Labels::new(wanted.as_flattened())?))
}

/// The share of the places that have their digit.
fn accuracy(scores: &Array<(Batch, Time, Digits)>, wanted: &Sequences) -> f64 {
    let found = scores.argmax(Digits);
    let right = found.as_slice().iter().zip(wanted.iter()).filter(|&(&found, wanted)| found == wanted).count();
    right as f64 / found.as_slice().len() as f64
}

fn run<A: Look>(options: &Options) -> Result<(), Box<dyn Error>> {
    let mut rng = StdRng::seed_from_u64(options.seed);
    let mut digits = Embedding::<Digits, Model>::init(&mut rng);
    // As large as the waves of the places that are added to them.
    digits.w = Tensor::normal(0.0, 1.0, &mut rng);
    let mut model = (digits, Encoder::<A>::init(&mut rng));
    println!("{} parameters", Params::<f32>::count(&model));

    let rate = 2e-3;
    let (mut grad, mut optimizer) = (model.zeros_like(), Adam::new(&model, rate));
    let schedule = Schedule::cosine(rate, options.steps.into()).warm_up(50);
    let mut cache = <Encoder<A> as Layer<Sequence>>::Cache::<Train>::default();
    let (mut x, mut dx) = <(Tensor<Sequence>, Tensor<Sequence>)>::default();
    let (mut scores, mut dscores) = Default::default();
    let all = Tensor::full(true);
    let bar = ProgressBar::new(options.steps.into())
        .with_style(ProgressStyle::with_template("{bar:40} {pos}/{len} steps, {eta} left, {msg}")?);
    let (mut losses, mut shares) = (Vec::new(), Vec::new());
    for step in 1..=options.steps {
        let (read, wanted) = draw(options.task, &mut rng)?;
        model.0.forward(&read, &mut x);
        model.1.forward::<Train>(&x, &mut cache, &mut scores);
        let loss = temporal_softmax_loss_into(&scores, &wanted, &all, &mut dscores) / 16.0;
        model.1.backward(&x, &mut cache, &dscores, Some(&mut dx), &mut grad.1);
        model.0.backward(&read, &dx, &mut grad.0);
        clip_grad_norm(&mut grad, 1.0);
        optimizer.set_learning_rate(schedule.at(step.into()));
        optimizer.step(&mut model, &grad);
        // Every batch is fresh, so before a step it is a test.
        let share = accuracy(&scores, &wanted);
        losses.push((f64::from(step), f64::from(loss)));
        shares.push((f64::from(step), 100.0 * share));
        bar.set_message(format!("{loss:.3} nats per digit"));
        bar.inc(1);
        if step % 100 == 0 || step == options.steps {
            bar.suspend(|| println!("step {step}: loss {loss:.4} nats per digit, {:.1} % right", 100.0 * share));
        }
    }
    bar.finish();

    let (mut share, tests) = (0.0, 20);
    for _ in 0..tests {
        let (read, wanted) = draw(options.task, &mut rng)?;
        share += accuracy(&model.1.predict(&model.0.predict(&read)), &wanted) / f64::from(tests);
    }
    let (read, _) = draw(options.task, &mut rng)?;
    show(&model, &read);
    let panel = |title: &str, y, points| {
        let curves = vec![Curve { name: "fresh sequences".into(), points }];
        Panel { title: title.into(), x: "step", y, curves }
    };
    let panels = [panel("Loss", "nats per digit", losses), panel("Digits in their places", "percent", shares)];
    curves::draw(&panels, &options.report)?;
    println!("\nthe curves are drawn in {}", options.report.display());
    println!("test accuracy: {:.1} %", 100.0 * share);
    Ok(())
}

/// Some sequences and what becomes of them, and where the places of the first look.
fn show<A: Look>((digits, encoder): &(Embedding<Digits, Model>, Encoder<A>), read: &Sequences) {
    let x = digits.predict(read);
    let found = encoder.predict(&x).argmax(Digits);
    let text = |digits: &[usize]| digits.iter().map(usize::to_string).collect::<String>();
    let read: Vec<usize> = read.iter().collect();
    println!();
    for (read, found) in read.chunks(16).zip(found.as_slice().chunks(16)).take(4) {
        println!("{} -> {}", text(read), text(found));
    }
    let Residual((norm, look)) = &encoder.first.look;
    let Some(weights) = look.weights(&norm.predict(&encoder.place.predict(&x))) else { return };
    println!(
        "\nwhere each place of the first sequence looks (one row each), the mean of the heads:\n   {}",
        text(&read[..16])
    );
    for (digit, row) in read.iter().zip(weights.row(0).mean(Heads).rows()) {
        let shades = row.as_slice().iter().map(|weight| b" .:-=+*#%@"[(weight * 9.99) as usize] as char);
        println!(" {digit} {}", shades.collect::<String>());
    }
}
