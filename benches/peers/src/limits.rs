//! What this core can do at most: multiplications and additions a second, and bytes a second from and to memory of a given size.
//! These loops take part in the rounds like any contender.
use std::hint::black_box;

/// How many numbers the arrays have whose bytes are moved: as many as those of the elementwise workloads.
const LEN: usize = 1024 * 1024;
/// Multiplications and additions of a burst of [`multiply_add`], in vectors of 16 numbers.
const VECTORS: usize = 24 * 1000;
pub const BURST_FLOPS: f64 = 2.0 * (16 * VECTORS) as f64;

/// A burst of multiplications and additions in registers. There are as many sums as there are registers for, so that none waits for
/// another.
pub fn multiply_add() {
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has AVX-512F.
            return unsafe { x86::burst_512() };
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: the processor has AVX2 and FMA.
            return unsafe { x86::burst_256() };
        }
    }
    let (a, b) = black_box((0.999_f32, 0.001_f32));
    let mut sums = [[1.0_f32; 4]; 12];
    for _ in 0..VECTORS * 4 / sums.len() {
        let multiply_add =
            |sum: &mut f32| *sum = if cfg!(target_arch = "x86_64") { *sum * a + b } else { sum.mul_add(a, b) };
        sums.as_flattened_mut().iter_mut().for_each(multiply_add);
    }
    black_box(sums);
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::VECTORS;
    use std::arch::x86_64::*;
    use std::hint::black_box;

    #[target_feature(enable = "avx512f")]
    pub fn burst_512() {
        let (a, b) = (_mm512_set1_ps(black_box(0.999)), _mm512_set1_ps(black_box(0.001)));
        let mut sums = [_mm512_set1_ps(1.0); 24];
        for _ in 0..VECTORS / sums.len() {
            for sum in &mut sums {
                *sum = _mm512_fmadd_ps(*sum, a, b);
            }
        }
        black_box(sums);
    }
    #[target_feature(enable = "avx2,fma")]
    pub fn burst_256() {
        let (a, b) = (_mm256_set1_ps(black_box(0.999)), _mm256_set1_ps(black_box(0.001)));
        let mut sums = [_mm256_set1_ps(1.0); 12];
        for _ in 0..VECTORS * 2 / sums.len() {
            for sum in &mut sums {
                *sum = _mm256_fmadd_ps(*sum, a, b);
            }
        }
        black_box(sums);
    }
}

/// How a workload goes through memory.
#[derive(Clone, Copy, PartialEq)]
pub enum Traffic {
    /// One array is read.
    Read,
    /// One is read, and one written.
    Copy,
    /// Two are read, and one written.
    Triad,
}
impl Traffic {
    pub fn bytes(self) -> f64 {
        let arrays = match self {
            Traffic::Read => 1,
            Traffic::Copy => 2,
            Traffic::Triad => 3,
        };
        (arrays * LEN * size_of::<f32>()) as f64
    }
}

/// The arrays of 1024x1024 numbers that [`Memory::go`] goes through.
pub struct Memory {
    traffic: Traffic,
    a: Vec<f32>,
    b: Vec<f32>,
    c: Vec<f32>,
}
impl Memory {
    pub fn new(traffic: Traffic) -> Self {
        let array = |value| vec![value; LEN];
        Memory { traffic, a: array(1.0), b: array(2.0), c: array(3.0) }
    }
    pub fn go(&mut self) -> f32 {
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f") {
                // SAFETY: the processor has AVX-512F.
                return unsafe { self.go_512() };
            }
            if is_x86_feature_detected!("avx2") {
                // SAFETY: the processor has AVX2.
                return unsafe { self.go_256() };
            }
        }
        self.go_through()
    }
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f")]
    fn go_512(&mut self) -> f32 {
        self.go_through()
    }
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn go_256(&mut self) -> f32 {
        self.go_through()
    }
    #[inline(always)]
    fn go_through(&mut self) -> f32 {
        match self.traffic {
            Traffic::Read => {
                let mut sums = [0.0; 128];
                for chunk in self.a.chunks_exact(128) {
                    sums.iter_mut().zip(chunk).for_each(|(sum, x)| *sum += x);
                }
                return sums.iter().sum();
            }
            Traffic::Copy => self.c.copy_from_slice(&self.a),
            Traffic::Triad => {
                self.c.iter_mut().zip(&self.a).zip(&self.b).for_each(|((c, a), b)| *c = a + 0.5 * b);
            }
        }
        self.c[0]
    }
}
