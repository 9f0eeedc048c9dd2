//! What this core can do at most: multiplications and additions a second, and bytes a second from and to memory of a given size.
//! These loops take part in the rounds like any contender.
use crate::machine::clock;
use std::hint::black_box;

/// How many numbers the arrays have whose bytes are moved: as many as those of the elementwise workloads.
pub const LEN: usize = 1024 * 1024;
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
    /// Of arrays of so many numbers.
    pub fn bytes(self, numbers: f64) -> f64 {
        let arrays = match self {
            Traffic::Read => 1.0,
            Traffic::Copy => 2.0,
            Traffic::Triad => 3.0,
        };
        arrays * numbers * size_of::<f32>() as f64
    }
}

/// The arrays of 1024x1024 numbers that [`Memory::go`] goes through.
pub struct Memory {
    traffic: Traffic,
    arrays: [Vec<f32>; 3],
    /// The fastest of the ways that this processor has: wider vectors are not always faster.
    way: Way,
}
#[derive(Clone, Copy)]
enum Way {
    Plain,
    Avx2,
    Avx512,
}
impl Way {
    fn is_there(&self) -> bool {
        match self {
            Way::Plain => true,
            #[cfg(target_arch = "x86_64")]
            Way::Avx2 => is_x86_feature_detected!("avx2"),
            #[cfg(target_arch = "x86_64")]
            Way::Avx512 => is_x86_feature_detected!("avx512f"),
            #[cfg(not(target_arch = "x86_64"))]
            _ => false,
        }
    }
}
/// Where the numbers of an array begin: at a line of the caches, and for each array at another place of the page, since arrays that
/// lie alike get into each other's way.
fn begin(array: &[f32], which: usize) -> usize {
    array.as_ptr().align_offset(64) + which * 320
}
impl Memory {
    pub fn new(traffic: Traffic) -> Self {
        let mut memory = Memory { traffic, arrays: std::array::from_fn(|_| vec![1.0; LEN + 1024]), way: Way::Plain };
        let mut time = |way| {
            memory.way = way;
            memory.go();
            let start = clock();
            for _ in 0..20 {
                black_box(memory.go());
            }
            (clock() - start, way)
        };
        let times = [Way::Plain, Way::Avx2, Way::Avx512].into_iter().filter(Way::is_there).map(&mut time);
        let (_, fastest) = times.min_by(|a, b| a.0.total_cmp(&b.0)).expect("plain code runs everywhere");
        Memory { way: fastest, ..memory }
    }
    pub fn go(&mut self) -> f32 {
        match self.way {
            // SAFETY: `new` looked whether the processor has it.
            #[cfg(target_arch = "x86_64")]
            Way::Avx2 => unsafe { self.go_256() },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Way::Avx512 => unsafe { self.go_512() },
            _ => self.go_through(),
        }
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
        let [a, b, c] = &mut self.arrays;
        let begins = [begin(a, 0), begin(b, 1), begin(c, 2)];
        let (a, b, c) = (&a[begins[0]..][..LEN], &b[begins[1]..][..LEN], &mut c[begins[2]..][..LEN]);
        match self.traffic {
            Traffic::Read => {
                let mut sums = [0.0; 128];
                for chunk in a.chunks_exact(128) {
                    sums.iter_mut().zip(chunk).for_each(|(sum, x)| *sum += x);
                }
                return sums.iter().sum();
            }
            Traffic::Copy => c.copy_from_slice(a),
            Traffic::Triad => c.iter_mut().zip(a).zip(b).for_each(|((c, a), b)| *c = *a + 0.5 * *b),
        }
        c[0]
    }
}
