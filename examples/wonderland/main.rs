//! An LSTM learns to write, character by character, from "Alice's Adventures in Wonderland", and shows what it can at every stage.
//!
//! `cargo run --release --example wonderland`
#[path = "../shared/curves.rs"]
mod curves;
mod text;

use clap::Parser;
use curves::{Curve, Panel};
use indicatif::{ProgressBar, ProgressStyle};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use shapeful::{
    Adam, Array, Dim, Embedding, Eval, Init, Labels, Layer, Linear, Lstm, LstmBuffers, LstmState, Mode, Optimizer,
    Params, Schedule, Tensor, axes, clip_grad_norm, dim, network, temporal_softmax_loss_into,
};
use std::error::Error;
use std::path::PathBuf;
use text::Text;

axes! {
    /// Different characters, with room for those of other English texts.
    pub Chars = 96;
    /// Places in the text that are read side by side.
    Streams = 32;
    /// Characters before the gradient is cut.
    Time = 64;
    Features = 32;
    Hidden = 192;
}

network! {
    /// Characters become features, features a state, and the state scores for the next character.
    struct Writer {
        letters: Embedding<Chars, Features>,
        memory: Lstm<Features, Hidden>,
        next: Linear<Hidden, Chars>,
    }
}

/// Learn to write like a book.
#[derive(Parser)]
struct Options {
    /// A plain text.
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/data/alice.txt"))]
    text: PathBuf,
    /// How many steps to take.
    #[arg(long, value_name = "NUMBER", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    steps: u32,
    /// The greatest step size.
    #[arg(long, value_name = "NUMBER", default_value_t = 4e-3)]
    learning_rate: f32,
    /// How daring the samples are: towards 0 the likeliest character is taken every time.
    #[arg(long, value_name = "NUMBER", default_value_t = 0.6)]
    temperature: f32,
    /// How often to look at what has been learned.
    #[arg(long, value_name = "STEPS", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    every: u32,
    /// Decides all that is random: the same seed prints the same numbers.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Where to draw the losses.
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/target/wonderland.svg"))]
    report: PathBuf,
}

/// What a pass over some streams needs, made once.
struct Pass<N: Dim, M: Mode> {
    x: Tensor<(N, Time, Features)>,
    h: Tensor<(N, Time, Hidden)>,
    scores: Tensor<(N, Time, Chars)>,
    memory: LstmBuffers<M, N, Time, Hidden>,
    /// The state that goes from one piece of the text to the next.
    state: (Tensor<(N, Hidden)>, Tensor<(N, Hidden)>),
    dscores: Tensor<(N, Time, Chars)>,
    all: Tensor<(N, Time), bool>,
}
impl<N: Dim, M: Mode> Pass<N, M> {
    fn new() -> Self {
        let (x, h, scores, dscores) = Default::default();
        Pass { x, h, scores, memory: Default::default(), state: Default::default(), dscores, all: Tensor::full(true) }
    }
    /// The mean loss in nats per character, with the gradient of the scores.
    fn forward(&mut self, writer: &Writer, read: &Labels<(N, Time), Chars>, next: &Labels<(N, Time), Chars>) -> f32 {
        let (h0, c0) = &mut self.state;
        writer.letters.forward(read, &mut self.x);
        writer.memory.forward_from(&self.x, (h0, c0), &mut self.memory, &mut self.h);
        writer.next.forward::<M>(&self.h, &mut (), &mut self.scores);
        last_step(&self.h, h0);
        last_step(self.memory.c(), c0);
        temporal_softmax_loss_into(&self.scores, next, &self.all, &mut self.dscores) / Time::SIZE as f32
    }
}
fn last_step<N: Dim>(all: &Array<(N, Time, Hidden)>, last: &mut Array<(N, Hidden)>) {
    for n in 0..N::SIZE {
        last.row_mut(n)
            .copy_from_slice(all.row(n).row(Time::SIZE - 1).as_slice())
            .expect("one row is as long as the other");
    }
}

/// The gradient of every parameter, for the pass that went forward.
fn backward<N: Dim>(
    writer: &mut Writer,
    pass: &mut Pass<N, shapeful::Train>,
    read: &Labels<(N, Time), Chars>,
    (dx, dh): (&mut Array<(N, Time, Features)>, &mut Array<(N, Time, Hidden)>),
    grad: &mut Writer,
) {
    writer.next.backward(&pass.h, &mut (), &pass.dscores, Some(dh), &mut grad.next);
    writer.memory.backward(&pass.x, &mut pass.memory, dh, Some(dx), &mut grad.memory);
    writer.letters.backward(read, dx, &mut grad.letters);
}

/// Some characters that the writer makes up, after those of `start`.
fn sample(writer: &Writer, text: &Text, start: &str, length: usize, temperature: f32, rng: &mut StdRng) -> String {
    let mut state = LstmState::<dim!(1), Hidden>::default();
    let (mut x, mut scores) = (Tensor::<(dim!(1), Features)>::zeros(), Tensor::<(dim!(1), Chars)>::zeros());
    let mut written: Vec<u8> = start.bytes().filter_map(|byte| text.place(byte)).collect();
    for i in 0..written.len() + length {
        let at = usize::from(written[i]);
        x.copy_from_slice(writer.letters.w.row(at).as_slice()).expect("one letter's features");
        writer.memory.step(&x, &mut state);
        writer.next.forward::<Eval>(&state.h, &mut (), &mut scores);
        if i + 1 == written.len() {
            let chances = (&scores / temperature.max(1e-3)).softmax(Chars);
            let mut left: f32 = rng.random();
            let drawn = chances.as_slice().iter().position(|chance| {
                left -= chance;
                left < 0.0
            });
            // What rounding leaves over goes to the likeliest.
            written.push(drawn.unwrap_or_else(|| chances.argmax_all()[1]) as u8);
        }
    }
    text.write(&written)
}

fn main() {
    if let Err(error) = run(&Options::parse()) {
        eprintln!("error: {error}");
        std::process::exit(1);
    }
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let text = Text::read(&options.text)?;
    let (training, validation) = text.split(0.9);
    let mut rng = StdRng::seed_from_u64(options.seed);
    let mut writer = Writer::init(&mut rng);
    println!(
        "{} parameters, {} characters to learn from, {} to be tested on",
        writer.count(),
        training.len(),
        validation.len()
    );

    let (mut grad, mut optimizer) = (writer.zeros_like(), Adam::new(&writer, options.learning_rate));
    let schedule = Schedule::cosine(options.learning_rate, options.steps.into()).warm_up(20);
    let mut pass = Pass::<Streams, shapeful::Train>::new();
    let (mut dx, mut dh) = Default::default();
    let mut streams = text::Streams::new(training)?;
    let (mut read, mut next) = (Labels::new([0; 32 * 64])?, Labels::new([0; 32 * 64])?);
    let bar = ProgressBar::new(options.steps.into())
        .with_style(ProgressStyle::with_template("{bar:40} {pos}/{len} steps, {eta} left, {msg}")?);
    let (mut losses, mut tests) = (Vec::new(), Vec::new());
    for step in 1..=options.steps {
        if streams.next(&mut read, &mut next)? {
            pass.state = Default::default();
        }
        let loss = pass.forward(&writer, &read, &next);
        backward(&mut writer, &mut pass, &read, (&mut dx, &mut dh), &mut grad);
        clip_grad_norm(&mut grad, 1.0);
        optimizer.set_learning_rate(schedule.at(step.into()));
        optimizer.step(&mut writer, &grad);
        losses.push((f64::from(step), f64::from(loss)));
        bar.set_message(format!("{loss:.3} nats per character"));
        bar.inc(1);
        if step % options.every == 0 || step == options.steps {
            let test = evaluate(&writer, validation)?;
            tests.push((f64::from(step), f64::from(test)));
            let sample = sample(&writer, &text, "Alice ", 200, options.temperature, &mut rng);
            let bits = test / std::f32::consts::LN_2;
            bar.suspend(|| println!("\nstep {step}: test loss {test:.3} nats, {bits:.2} bits per character\n{sample}"));
        }
    }
    bar.finish();
    let curve = |name: &str, points| Curve { name: name.to_string(), points };
    let curves = vec![curve("training", losses), curve("test", tests)];
    let panel = Panel { title: "What the writer has yet to learn".into(), x: "step", y: "nats per character", curves };
    curves::draw(&[panel], &options.report)?;
    println!("\nthe losses are drawn in {}", options.report.display());
    Ok(())
}

/// The mean loss over a text, read from its beginning.
fn evaluate(writer: &Writer, text: &[u8]) -> Result<f32, shapeful::Error> {
    let mut pass = Pass::<dim!(1), Eval>::new();
    let pieces = text.len().saturating_sub(1) / Time::SIZE;
    let mut loss = 0.0;
    for piece in 0..pieces {
        let piece = &text[piece * Time::SIZE..][..Time::SIZE + 1];
        loss += pass.forward(writer, &Labels::new(&piece[..Time::SIZE])?, &Labels::new(&piece[1..])?);
    }
    Ok(loss / pieces as f32)
}
