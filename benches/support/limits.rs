//! What one core of this machine can do at most, with its best instructions: operations on numbers in registers, and bytes between the
//! registers and the cache, or the memory, that a set of so many bytes lies in.
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long one measurement takes at least.
const TIME: Duration = Duration::from_micros(100);

/// The two loops, compiled for an instruction set.
#[derive(Clone, Copy)]
struct Loops {
    /// Returns how many multiplications and additions a round has.
    chains: fn(usize) -> usize,
    triad: fn(&mut [f32], &[f32], &[f32]),
}

/// Multiplies and adds in registers. No chain waits for another, and there are more than any machine works on at a time.
#[inline(always)]
fn chains<const LANES: usize, const CHAINS: usize, const FUSED: bool>(rounds: usize) -> usize {
    let (factor, term) = black_box((0.5, 0.5));
    let mut sums: [[f32; LANES]; CHAINS] = black_box([[0.0; LANES]; CHAINS]);
    for _ in 0..rounds {
        for sum in &mut sums {
            // Where it is no instruction, `mul_add` is a call.
            *sum = sum.map(|x| if FUSED { x.mul_add(factor, term) } else { x * factor + term });
        }
    }
    black_box(sums);
    2 * LANES * CHAINS
}
/// McCalpin's.
#[inline(always)]
fn triad(a: &mut [f32], b: &[f32], c: &[f32]) {
    let factor = black_box(0.5);
    for ((a, &b), &c) in a.iter_mut().zip(b).zip(c) {
        *a = b + factor * c;
    }
}

macro_rules! with_instructions {
    ($features:literal, $lanes:literal, $chains:literal) => {{
        #[target_feature(enable = $features)]
        fn chains_of_set(rounds: usize) -> usize {
            chains::<$lanes, $chains, true>(rounds)
        }
        #[target_feature(enable = $features)]
        fn triad_of_set(a: &mut [f32], b: &[f32], c: &[f32]) {
            triad(a, b, c)
        }
        Loops {
            // SAFETY: the machine has been asked whether it has these instructions.
            chains: |rounds| unsafe { chains_of_set(rounds) },
            // SAFETY: as above.
            triad: |a, b, c| unsafe { triad_of_set(a, b, c) },
        }
    }};
}
fn best() -> Loops {
    #[cfg(target_arch = "x86_64")]
    {
        #[cfg(rustc_1_89)]
        if is_x86_feature_detected!("avx512f") {
            return with_instructions!("avx512f", 16, 12);
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            return with_instructions!("avx2,fma", 8, 12);
        }
    }
    let fused = cfg!(target_arch = "aarch64");
    Loops { chains: if fused { chains::<4, 16, true> } else { chains::<4, 12, false> }, triad }
}

pub struct Limits {
    loops: Loops,
    arrays: [Vec<f32>; 3],
    rounds: usize,
    sweeps: usize,
}
impl Limits {
    /// `set`: how many bytes the three arrays have together, but no less than a cache's first lines.
    pub fn new(set: usize) -> Limits {
        let len = (set / (3 * size_of::<f32>())).max(1024);
        let mut limits = Limits { loops: best(), arrays: [0.0, 1.0, 2.0].map(|x| vec![x; len]), rounds: 1, sweeps: 1 };
        while timed(|| limits.chains()).1 < TIME {
            limits.rounds *= 2;
        }
        while timed(|| limits.sweep()).1 < TIME {
            limits.sweeps *= 2;
        }
        limits
    }
    pub fn flops_per_second(&self) -> f64 {
        per_second(timed(|| self.chains()))
    }
    pub fn bytes_per_second(&mut self) -> f64 {
        // Brings the arrays near, if they are small enough.
        self.sweep();
        per_second(timed(|| self.sweep()))
    }
    fn chains(&self) -> usize {
        self.rounds * (self.loops.chains)(self.rounds)
    }
    fn sweep(&mut self) -> usize {
        let [a, b, c] = &mut self.arrays;
        for _ in 0..self.sweeps {
            (self.loops.triad)(black_box(a), black_box(b), black_box(c));
        }
        self.sweeps * 3 * size_of_val(a.as_slice())
    }
}

fn timed(work: impl FnOnce() -> usize) -> (usize, Duration) {
    let start = Instant::now();
    (work(), start.elapsed())
}
fn per_second((amount, time): (usize, Duration)) -> f64 {
    amount as f64 / time.as_secs_f64()
}
