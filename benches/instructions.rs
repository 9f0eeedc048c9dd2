//! How many instructions our kernels take. No noise touches these counts, so one that grows by more than a twentieth is a fault.
//!
//! `cargo bench --bench instructions` compares them with `instructions.txt`, and `cargo bench --bench instructions -- --bless` writes that
//! file anew. They are counted by callgrind, on the compiler that the file names and on an x86-64 with AVX2, which is the most that valgrind
//! knows: elsewhere a sentence says why they were not compared.
mod support;

use shapeful::{
    Adam, BatchNorm, Conv2d, Dim, Float, Gru, Init, Labels, Layer, LayerNorm, Linear, Lstm, MaxPool2d,
    MultiHeadAttention, Optimizer, Relu, Sgd, Shape, Softmax, Tensor, axes, dim, network, softmax_loss_into,
};
use std::collections::BTreeMap;
use std::process::{Command, ExitCode};
use std::{env, fs};
use support::layers::{backward, forward, left_transposed, plain, right_transposed, rng, step};
use support::{Benches, COUNT, COUNTED, Work};

axes! {
    One = 1; Few = 16; Batch = 64; Controls = 16; Hidden = 32; Pixels = 784; Hundred = 100; Classes = 10;
    Images = 8; Grey = 1; Colours = 3; Filters = 16; Digit = 8; Side = 32; Time = 16; Model = 32; Heads = 4;
}

network! { struct Control { hidden: Linear<Controls, Hidden>, act: Relu, out: Linear<Hidden, Classes> } }
network! { struct TwoLayers { hidden: Linear<Pixels, Hundred>, act: Relu, out: Linear<Hundred, Classes> } }

/// Nothing is timed here.
const UNTIMED: Work = Work::NONE;

fn products<N: Dim, K: Dim, M: Dim, E: Float>(all: &Benches) {
    let sizes = format!("{}x{}x{} {}", N::SIZE, K::SIZE, M::SIZE, std::any::type_name::<E>());
    all.add(&format!("A·B {sizes}"), plain::<N, K, M, E>);
    all.add(&format!("Aᵀ·B {sizes}"), left_transposed::<N, K, M, E>);
    all.add(&format!("A·Bᵀ {sizes}"), right_transposed::<N, K, M, E>);
}
fn products_of<E: Float>(all: &Benches) {
    products::<dim!(4), dim!(4), dim!(4), E>(all);
    products::<dim!(7), dim!(5), dim!(3), E>(all);
    products::<dim!(16), dim!(16), dim!(16), E>(all);
    products::<dim!(64), dim!(64), dim!(64), E>(all);
    products::<Batch, Pixels, Hundred, E>(all);
    products::<Batch, Hundred, Classes, E>(all);
    products::<One, Pixels, Hundred, E>(all);
}
fn layer<X: Shape, L: Layer<X>>(all: &Benches, name: &str, make: impl Fn() -> L) {
    all.add(&format!("{name} forward"), |b| forward::<X, L>(b, UNTIMED, make()));
    all.add(&format!("{name} backward"), |b| backward::<X, L>(b, UNTIMED, make()));
}
fn made<X: Shape, L: Init + Layer<X>>(all: &Benches, name: &str) {
    layer::<X, L>(all, name, || L::init(&mut rng()));
}
fn optimizer<O: Optimizer<Linear<Hundred, Hundred>>>(
    all: &Benches,
    name: &str,
    make: fn(&Linear<Hundred, Hundred>) -> O,
) {
    all.add(name, |b| {
        let (mut model, grad) = (Linear::he(&mut rng()), Linear::he(&mut rng()));
        let mut optimizer = make(&model);
        b.bench(UNTIMED, || optimizer.step(&mut model, &grad));
    });
}

fn kernels(all: &Benches) {
    products_of::<f32>(all);
    products_of::<f64>(all);
    all.add("step 16-32-10 of 16", |b| step::<(Few, Controls), Classes, Control>(b, 0));
    all.add("step 784-100-10 of 1", |b| step::<(One, Pixels), Classes, TwoLayers>(b, 0));
    all.add("step 784-100-10 of 64", |b| step::<(Batch, Pixels), Classes, TwoLayers>(b, 0));
    type ThreeByThree<C> = Conv2d<C, Filters, dim!(3), dim!(3), dim!(1), dim!(1)>;
    type SevenBySeven = Conv2d<Colours, Filters, dim!(7), dim!(7), dim!(1), dim!(3)>;
    made::<(Images, Grey, Digit, Digit), ThreeByThree<Grey>>(all, "convolution 8x1x8x8, 16 of 3x3");
    made::<(Images, Filters, Digit, Digit), ThreeByThree<Filters>>(all, "convolution 8x16x8x8, 16 of 3x3");
    made::<(One, Colours, Side, Side), SevenBySeven>(all, "convolution 1x3x32x32, 16 of 7x7");
    layer::<(Images, Filters, Digit, Digit), _>(all, "max pool", MaxPool2d::<dim!(2), dim!(2)>::new);
    layer::<(Batch, Hundred), _>(all, "relu", || Relu);
    layer::<(Batch, Hundred), _>(all, "softmax", Softmax::<Hundred>::new);
    layer::<(Batch, Hundred), _>(all, "layer norm", LayerNorm::<Hundred>::new);
    layer::<(Batch, Hundred), _>(all, "batch norm", BatchNorm::<Hundred>::new);
    made::<(One, Time, Model), MultiHeadAttention<Model, Heads>>(all, "attention");
    made::<(Few, Time, Controls), Lstm<Controls, Hidden>>(all, "lstm");
    made::<(Few, Time, Controls), Gru<Controls, Hidden>>(all, "gru");
    all.add("softmax loss", |b| {
        let scores = Tensor::<(Batch, Classes)>::normal(0.0, 1.0, &mut rng());
        let y = Labels::<Batch, Classes>::new(vec![3; 64]).expect("3 is a class");
        let mut dscores = Tensor::zeros();
        b.bench(UNTIMED, || softmax_loss_into(&scores, &y, &mut dscores));
    });
    optimizer(all, "sgd", |model| Sgd::new(model, 1e-3));
    optimizer(all, "sgd with momentum", |model| Sgd::new(model, 1e-3).momentum(0.9));
    optimizer(all, "adam", |model| Adam::new(model, 1e-3));
}

/// By name, how many instructions.
type Counts = BTreeMap<String, u64>;
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.txt");
const BLESS: &str = "cargo bench --bench instructions -- --bless";
/// More than this is a fault.
const GROWTH: f64 = 0.05;

/// Runs this program again, under callgrind, which writes a file whenever the function ends that it counts in.
fn count() -> Result<Counts, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let out = folder.path().join("counts");
    let run = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", out.display()))
        .args([format!("--toggle-collect={COUNTED}"), format!("--dump-after={COUNTED}")])
        .arg(env::current_exe().map_err(|error| error.to_string())?)
        .arg(COUNT)
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    if !run.status.success() {
        return Err(format!("valgrind failed:\n{}", String::from_utf8_lossy(&run.stderr)));
    }
    let count = |(nth, name): (usize, &str)| {
        let counted = fs::read_to_string(out.with_extension((nth + 1).to_string())).ok()?;
        let sum = counted.lines().find_map(|line| line.strip_prefix("summary: "))?;
        Some((name.to_string(), sum.parse().ok()?))
    };
    let names = String::from_utf8_lossy(&run.stdout);
    names.lines().enumerate().map(count).collect::<Option<_>>().ok_or("callgrind did not write every count".into())
}
/// What is counted depends on it: the compiler, and the instructions that it may use.
fn head() -> Result<String, String> {
    #[cfg(target_arch = "x86_64")]
    let has_avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
    #[cfg(not(target_arch = "x86_64"))]
    let has_avx2 = false;
    if !has_avx2 {
        return Err("this machine has no AVX2".into());
    }
    Command::new("valgrind").arg("--version").output().map_err(|error| format!("valgrind cannot be run ({error})"))?;
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(rustc).arg("--version").output().map_err(|error| format!("rustc: {error}"))?.stdout;
    let version = String::from_utf8_lossy(&said).split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    Ok(format!("Instructions on x86-64 with AVX2, from {version}; blessed by `{BLESS}`\n"))
}

/// What is wrong, and what has become better.
fn compare(blessed: &Counts, counted: &Counts) -> (Vec<String>, Vec<String>) {
    let (mut faults, mut gains) = (vec![], vec![]);
    for (name, &now) in counted {
        let Some(&before) = blessed.get(name) else {
            faults.push(format!("{name}: {now}, and none is blessed"));
            continue;
        };
        let growth = now as f64 / before as f64 - 1.0;
        let line = format!("{name}: {before} have become {now} ({:+.1} %)", 100.0 * growth);
        if growth > GROWTH {
            faults.push(line);
        } else if growth < -GROWTH {
            gains.push(line);
        }
    }
    let gone = blessed.keys().filter(|name| !counted.contains_key(*name));
    faults.extend(gone.map(|name| format!("{name}: is blessed, and is not counted any more")));
    (faults, gains)
}

/// A sentence, and whether it is a good one.
fn check(bless: bool) -> Result<String, String> {
    let head = match head() {
        Ok(head) => head,
        Err(why) if bless => return Err(format!("nothing is blessed: {why}")),
        Err(why) => return Ok(format!("instructions were not counted: {why}")),
    };
    let text = fs::read_to_string(FILE).unwrap_or_default();
    if !bless && !text.starts_with(&head) {
        let found = text.lines().next().unwrap_or("there is no file");
        return Ok(format!("instructions were not counted, since the blessed ones are others\n  {found}\n  {head}"));
    }
    let counted = count()?;
    if bless {
        let lines = counted.iter().map(|(name, count)| format!("{count:>9}  {name}\n"));
        fs::write(FILE, head + &lines.collect::<String>()).map_err(|error| format!("{FILE}: {error}"))?;
        return Ok(format!("{} counts are blessed", counted.len()));
    }
    let blessed = text.lines().filter_map(|line| line.trim().split_once("  "));
    let blessed = blessed.filter_map(|(count, name)| Some((name.to_string(), count.parse().ok()?))).collect();
    let (faults, gains) = compare(&blessed, &counted);
    gains.iter().for_each(|gain| println!("fewer: {gain}"));
    if !faults.is_empty() {
        return Err(format!(
            "more instructions than blessed:\n- {}\nIf they are worth it: {BLESS}",
            faults.join("\n- ")
        ));
    }
    let keep = if gains.is_empty() { String::new() } else { format!("; keep what was gained by `{BLESS}`") };
    Ok(format!("{} counts of instructions have not grown by more than {:.0} %{keep}", counted.len(), 100.0 * GROWTH))
}

fn main() -> ExitCode {
    let asked = |flag: &str| env::args().any(|word| word == flag);
    if asked(COUNT) || asked("--test") || !asked("--bench") {
        kernels(&Benches::new());
        return ExitCode::SUCCESS;
    }
    match check(asked("--bless")) {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}
