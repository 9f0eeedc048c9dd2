//! How long a training step takes over the batch, the width and the depth of a net.
use crate::curves::{Curve, Panel};
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{Dim, Init, Labels, Layer, Linear, Relu, Repeat, Sgd, Tensor, Train, axes, dim, softmax_loss_into};
use std::fmt::Write;
use std::time::{Duration, Instant};

axes! { Batch = 64; Pixels = 784; Hundred = 100; Classes = 10; Wide = 128; }
type TwoLayers = (Linear<Pixels, Hundred>, Relu, Linear<Hundred, Classes>);
type Square<W> = (Linear<W, W>, Relu, Linear<W, W>);
type Deep<const LAYERS: usize> = (Repeat<(Linear<Wide, Wide>, Relu), LAYERS>, Linear<Wide, Classes>);

/// A step is repeated for so long until the clock is read, and for so long in all.
const ROUND: Duration = Duration::from_micros(200);
const BUDGET: Duration = Duration::from_secs(20);

/// A net of one size, trained.
struct Trained {
    size: usize,
    flops: usize,
    steps: Box<dyn FnMut(u32)>,
    calls: u32,
    times: Vec<f64>,
}
/// `weights`: of the first layer, which needs no gradient of x, and of the others.
fn trained<N: Dim, D: Dim, C: Dim, Net>(size: usize, weights: [usize; 2]) -> Trained
where
    Net: Init + Layer<(N, D), Y = (N, C)> + 'static,
{
    let mut rng = StdRng::seed_from_u64(1);
    let mut net = Net::init(&mut rng);
    // It must not learn: gradients of what is learned are so small that the machine is slow with them.
    let (mut grad, mut optimizer) = (net.zeros_like(), Sgd::new(&net, 1e-9));
    let x = Tensor::<(N, D)>::normal(0.0, 1.0, &mut rng);
    let labels: Vec<usize> = (0..N::SIZE).map(|n| n % C::SIZE).collect();
    let y = Labels::<N, C>::new(labels).expect("every label is a class");
    let (mut cache, mut scores, mut dscores) = (Net::Cache::default(), Tensor::zeros(), Tensor::zeros());
    let steps = move |calls| {
        for _ in 0..calls {
            net.forward::<Train>(&x, &mut cache, &mut scores);
            std::hint::black_box(softmax_loss_into(&scores, &y, &mut dscores));
            net.backward(&x, &mut cache, &dscores, None, &mut grad);
            optimizer.step(&mut net, &grad);
        }
    };
    let flops = 2 * N::SIZE * (2 * weights[0] + 3 * weights[1]);
    Trained { size, flops, steps: Box::new(steps), calls: 1, times: vec![] }
}
impl Trained {
    fn time(&mut self) -> Duration {
        let start = Instant::now();
        (self.steps)(self.calls);
        start.elapsed()
    }
}

macro_rules! batches { ($($n:literal)*) => {
    vec![$(trained::<dim!($n), Pixels, Classes, TwoLayers>($n, [784 * 100, 100 * 10])),*]
} }
macro_rules! widths { ($($w:literal)*) => {
    vec![$(trained::<Batch, dim!($w), dim!($w), Square<dim!($w)>>($w, [$w * $w, $w * $w])),*]
} }
macro_rules! depths { ($($layers:literal)*) => {
    vec![$(trained::<Batch, Wide, Classes, Deep<$layers>>($layers, [128 * 128, ($layers - 1) * 128 * 128 + 128 * 10])),*]
} }

pub fn measure() -> (String, Vec<Panel>) {
    let (mut table, mut panels) = (String::new(), vec![]);
    for (what, x, nets) in [
        ("Batch of 784-100-10", "batch", batches!(1 2 4 8 16 32 64 128 256 512)),
        ("Width of two square layers, batch 64", "width", widths!(16 32 64 128 256 512 1024)),
        ("Layers of 128, batch 64", "layers", depths!(1 2 3 4 5 6 7 8)),
    ] {
        let nets = in_turns(nets);
        writeln!(table, "| {x} | step, µs | GFLOP/s |\n|---|---|---|").expect("a string takes all");
        for (size, time, rate) in &nets {
            writeln!(table, "| {size} | {:.1} | {:.1} |", time * 1e6, rate / 1e9).expect("a string takes all");
        }
        table += "\n";
        // A straight line is a power; of layers, which are no powers of two, a multiple.
        let log = x != "layers";
        let (x, y) = if log { ("log2 of the size", "log2 of µs a step") } else { (x, "µs a step") };
        let scale = |value: f64| if log { value.log2() } else { value };
        let panel = |y, value: &dyn Fn(f64, f64) -> f64| {
            let points = nets.iter().map(|&(size, time, rate)| (scale(size as f64), value(time, rate))).collect();
            Panel { title: what.into(), x, y, curves: vec![Curve { name: y.into(), points }] }
        };
        panels.push(panel(y, &|time, _| scale(time * 1e6)));
        panels.push(panel("GFLOP/s", &|_, rate| rate / 1e9));
    }
    (table, panels)
}
/// The size, the seconds of a step and its operations a second. All are trained in turns, so that what else the machine does slows all.
fn in_turns(mut nets: Vec<Trained>) -> Vec<(usize, f64, f64)> {
    for net in &mut nets {
        while net.time() < ROUND {
            net.calls *= 2;
        }
    }
    let start = Instant::now();
    while start.elapsed() < BUDGET {
        for net in &mut nets {
            let seconds = net.time().as_secs_f64() / f64::from(net.calls);
            net.times.push(seconds);
        }
    }
    let measured = |mut net: Trained| {
        let time = low(&mut net.times);
        (net.size, time, net.flops as f64 / time)
    };
    nets.into_iter().map(measured).collect()
}

/// What a tenth of the times is below: what else the machine does only adds.
fn low(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 10]
}
