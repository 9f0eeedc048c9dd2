//! Times a function, and says what part of the machine's limit it reaches.
//!
//! The limit is that of the roofline: work of `flops` on `bytes` takes at least as long as a core needs for the one, and its memory for the
//! other. Both are measured in turns with the function, so that what else the machine does slows all of them. Every bench runs in
//! a process of its own, whose peak memory is that of the bench; neither divan nor criterion prints either of the two.
//!
//! `cargo bench` runs all, `cargo bench -- relu` those with `relu` in their name, and `cargo bench -- --test` runs each once.
#![allow(dead_code, reason = "each bench uses a part")]
pub mod layers;
mod limits;

use limits::Limits;
use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

/// Asks for what callgrind counts, and the name of the function that it counts in.
pub const COUNT: &str = "--count";
pub const COUNTED: &str = concat!(module_path!(), "::counted_by_callgrind");
/// The variable that names the one bench of a process.
const ONE: &str = "SHAPEFUL_BENCH";
/// How long one bench is measured, and what one round of it takes at least: clocks and the first, cold call are little beside it, and
/// most rounds are over before the system lets another process in.
const BUDGET: Duration = Duration::from_secs(1);
const ROUND: Duration = Duration::from_micros(200);
const LEAST_ROUNDS: usize = 7;

/// What a function cannot avoid.
#[derive(Clone, Copy)]
pub struct Work {
    /// Multiplications and additions.
    flops: usize,
    /// Bytes that are read and bytes that are written.
    bytes: usize,
    /// The bytes of all that it touches, which say from which cache they come.
    set: usize,
}
impl Work {
    pub fn new(flops: usize, bytes: usize) -> Work {
        Work { flops, bytes, set: bytes }
    }
    pub const NONE: Work = Work { flops: 0, bytes: 0, set: 0 };
    pub fn flops(flops: usize) -> Work {
        Work::new(flops, 0)
    }
    pub fn bytes(bytes: usize) -> Work {
        Work::new(0, bytes)
    }
    /// That so many bytes are touched, some of them more than once.
    pub fn within(self, set: usize) -> Work {
        Work { set, ..self }
    }
}

enum Mode {
    /// In a process each.
    All(Vec<String>),
    /// In this process.
    One(String),
    /// In this process, each once.
    Test,
    /// In this process, which callgrind runs: see `instructions.rs`.
    Count,
}

/// All benches of a file.
pub struct Benches(Mode);
impl Benches {
    /// What the command line asks for. It is cargo that gives `--bench`.
    pub fn new() -> Benches {
        let words: Vec<String> = env::args().skip(1).collect();
        let has = |flag: &str| words.iter().any(|word| word == flag);
        Benches(match env::var(ONE) {
            Ok(name) => Mode::One(name),
            Err(_) if has(COUNT) => Mode::Count,
            Err(_) if has("--test") || !has("--bench") => Mode::Test,
            Err(_) => {
                let head = ["median", "spread", "reached of the limit", "", "peak memory"];
                println!("\n{:44} {:>9} {:>7} {:>22} {:13} {:>11}", "", head[0], head[1], head[2], head[3], head[4]);
                Mode::All(words.into_iter().filter(|word| !word.starts_with('-')).collect())
            }
        })
    }
    pub fn add(&self, name: &str, run: impl FnOnce(Bencher)) {
        match &self.0 {
            Mode::All(filters) if filters.is_empty() || filters.iter().any(|part| name.contains(part.as_str())) => {
                let this = env::current_exe().expect("a process knows its program");
                let ended = Command::new(this).env(ONE, name).status().expect("it has been started once");
                assert!(ended.success(), "{name} failed");
            }
            Mode::One(one) if one == name => run(Bencher(How::Timed(name))),
            Mode::Test => run(Bencher(How::Once)),
            Mode::Count => {
                println!("{name}");
                run(Bencher(How::Counted));
            }
            _ => {}
        }
    }
}

enum How<'a> {
    /// And printed with its name.
    Timed(&'a str),
    Once,
    Counted,
}

/// Measures one function.
pub struct Bencher<'a>(How<'a>);
impl Bencher<'_> {
    pub fn bench<T>(self, work: Work, mut function: impl FnMut() -> T) {
        // What the first call alone does, such as asking which instructions there are, is neither timed nor counted.
        black_box(function());
        let name = match self.0 {
            How::Timed(name) => name,
            How::Once => return,
            How::Counted => return counted_by_callgrind(&mut || _ = black_box(function())),
        };
        let mut time = |calls: u32| {
            let start = Instant::now();
            (0..calls).for_each(|_| _ = black_box(function()));
            start.elapsed()
        };
        // Before the limits make arrays of their own.
        let memory = peak_memory().map_or("?".into(), |bytes| format!("{:.1} MB", bytes as f64 / 1e6));
        let mut calls = 1;
        while time(calls) < ROUND {
            calls *= 2;
        }
        let mut limits = Limits::new(work.set);
        let (mut times, mut parts, mut peaks, mut bandwidths) = (vec![], vec![], vec![], vec![]);
        let start = Instant::now();
        while times.len() < LEAST_ROUNDS || start.elapsed() < BUDGET {
            let time = time(calls).as_secs_f64() / f64::from(calls);
            let (peak, bandwidth) = (limits.flops_per_second(), limits.bytes_per_second());
            parts.push((work.flops as f64 / peak).max(work.bytes as f64 / bandwidth) / time);
            times.push(time);
            peaks.push(peak);
            bandwidths.push(bandwidth);
        }
        let [peak, bandwidth, part] = [&mut peaks, &mut bandwidths, &mut parts].map(|all| quantile(all, 0.5));
        let [low, time, high] = [0.1, 0.5, 0.9].map(|q| quantile(&mut times, q));
        let by_flops = work.flops as f64 / peak > work.bytes as f64 / bandwidth;
        let (amount, limit, unit) =
            if by_flops { (work.flops, peak, "GFLOP/s") } else { (work.bytes, bandwidth, "GB/s") };
        println!(
            "{name:44} {:>9} {:>7} {:>7.1} {:>4.0} % of {:>5.1} {unit:7} {memory:>11}",
            readable(time),
            format!("± {:.0} %", 50.0 * (high - low) / time),
            amount as f64 / time / 1e9,
            100.0 * part,
            limit / 1e9,
        );
    }
}

/// callgrind counts from its beginning to its end, and finds it by its name, [`COUNTED`].
#[inline(never)]
fn counted_by_callgrind(function: &mut dyn FnMut()) {
    function();
}

fn quantile(all: &mut [f64], q: f64) -> f64 {
    all.sort_by(f64::total_cmp);
    all[((all.len() - 1) as f64 * q).round() as usize]
}
fn readable(seconds: f64) -> String {
    let (unit, scale) = [("s", 1.0), ("ms", 1e3), ("µs", 1e6)]
        .into_iter()
        .find(|(_, scale)| seconds * scale >= 1.0)
        .unwrap_or(("ns", 1e9));
    let digits = usize::from(seconds * scale < 100.0);
    format!("{:.digits$} {unit}", seconds * scale)
}
/// The most memory that this process has had, where the system tells.
fn peak_memory() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix("kB")?;
    Some(1024 * kilobytes.trim().parse::<usize>().ok()?)
}
