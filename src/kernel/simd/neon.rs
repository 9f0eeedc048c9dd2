//! NEON, which needs no detection: every 64-bit Arm has it.
#![allow(
    unused_unsafe,
    reason = "to rustc before 1.87 each of these instructions is unsafe, to later ones only loads and stores"
)]
use super::{Isa, Kernel, Lanes};
use core::arch::aarch64::*;
#[cfg(not(miri))]
use core::arch::asm;

/// What whole registers and halves do alike.
macro_rules! lanes {
    ($float:ident $len:expr, $side:literal: $splat:ident $load:ident $store:ident $add:ident $above:ident $select:ident $fused:ident) => {
        const LEN: usize = $len;
        const SIDE: usize = $side;
        #[inline(always)]
        unsafe fn splat(number: $float) -> Self {
            Self(unsafe { $splat(number) })
        }
        #[inline(always)]
        unsafe fn load(from: *const $float) -> Self {
            Self(unsafe { $load(from) })
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut $float) {
            unsafe { $store(to, self.0) }
        }
        // If LLVM sees that the rows of a tile lie equally far apart, it goes from one to the next, and reads and splats with one instruction,
        // which takes a turn of those that multiply. If not, each row has a step of its own, and the multiplication splats. By the tables
        // of LLVM a Neoverse needs 2/3 of the time.
        #[cfg(not(miri))]
        #[inline(always)]
        fn opaque(mut number: usize) -> usize {
            // SAFETY: there is no instruction in it.
            unsafe { asm!("/* {0} */", inout(reg) number, options(pure, nomem, nostack, preserves_flags)) };
            number
        }
        #[inline(always)]
        unsafe fn add(self, other: Self) -> Self {
            Self(unsafe { $add(self.0, other.0) })
        }
        // Not the instruction for maxima, of which one that is not a number is none, whichever it is.
        #[inline(always)]
        unsafe fn greater(self, other: Self) -> Self {
            Self(unsafe { $select($above(self.0, other.0), self.0, other.0) })
        }
        #[inline(always)]
        unsafe fn times_plus(self, factor: Self, term: Self) -> Self {
            Self(unsafe { $fused(term.0, self.0, factor.0) })
        }
    };
}
macro_rules! registers { ($($whole:ident($register:ident) of $float:ident $len:literal:
    $splat:ident $load:ident $store:ident $add:ident $above:ident $select:ident $fused:ident $join:ident $low:ident $high:ident $zip:ident $zip_end:ident;
    $half:ident($half_register:ident):
    $half_splat:ident $half_load:ident $load_one:ident $half_store:ident $store_one:ident $half_add:ident $half_above:ident $half_select:ident $half_fused:ident;
)*) => { $(
    #[derive(Clone, Copy)]
    pub struct $whole($register);
    // SAFETY of all: by the caller.
    impl Lanes<$float> for $whole {
        lanes! { $float $len, $len: $splat $load $store $add $above $select $fused }
        #[inline(always)]
        unsafe fn load_first(from: *const $float, count: usize) -> Self {
            let (low, high) = (count.min($len / 2), count.saturating_sub($len / 2));
            unsafe { $whole($join($half::load_first(from, low).0, $half::load_first(from.wrapping_add(low), high).0)) }
        }
        #[inline(always)]
        unsafe fn store_first(self, to: *mut $float, count: usize) {
            let (low, high) = (count.min($len / 2), count.saturating_sub($len / 2));
            unsafe {
                $half($low(self.0)).store_first(to, low);
                $half($high(self.0)).store_first(to.wrapping_add(low), high);
            }
        }
        #[inline(always)]
        unsafe fn transpose(
            from: *const $float,
            stride: usize,
            (depth, width): (usize, usize),
            to: *mut $float,
            step: usize,
        ) {
            unsafe {
                let mut rows = [Self::splat(0.0); $len];
                // Loops of constant length, so that the rows stay in registers.
                for (j, row) in rows.iter_mut().enumerate() {
                    if j < width {
                        let from = from.add(j * stride);
                        *row = if depth == $len { Self::load(from) } else { Self::load_first(from, depth) };
                    }
                }
                // Each round puts the numbers of a row of the second half between those of one of the first.
                let mut rounds = 1;
                while rounds < $len {
                    let mut zipped = rows;
                    for i in 0..$len / 2 {
                        let (a, b) = (rows[i].0, rows[i + $len / 2].0);
                        (zipped[2 * i], zipped[2 * i + 1]) = ($whole($zip(a, b)), $whole($zip_end(a, b)));
                    }
                    rows = zipped;
                    rounds *= 2;
                }
                for (k, column) in rows.into_iter().enumerate() {
                    if k < depth {
                        column.store(to.add(k * step));
                    }
                }
            }
        }
    }
    #[derive(Clone, Copy)]
    pub struct $half($half_register);
    // SAFETY of all: by the caller.
    impl Lanes<$float> for $half {
        lanes! { $float $len / 2, $len: $half_splat $half_load $half_store $half_add $half_above $half_select $half_fused }
        #[inline(always)]
        unsafe fn load_first(from: *const $float, count: usize) -> Self {
            unsafe {
                match count {
                    0 => Self::splat(0.0),
                    1 => $half($load_one::<0>(from, $half_splat(0.0))),
                    _ => Self::load(from),
                }
            }
        }
        #[inline(always)]
        unsafe fn store_first(self, to: *mut $float, count: usize) {
            unsafe {
                match count {
                    0 => {}
                    1 => $store_one::<0>(to, self.0),
                    _ => self.store(to),
                }
            }
        }
    }
)* } }
registers! {
    Q(float32x4_t) of f32 4:
    vdupq_n_f32 vld1q_f32 vst1q_f32 vaddq_f32 vcgtq_f32 vbslq_f32 vfmaq_f32 vcombine_f32 vget_low_f32 vget_high_f32 vzip1q_f32 vzip2q_f32;
    D(float32x2_t):
    vdup_n_f32 vld1_f32 vld1_lane_f32 vst1_f32 vst1_lane_f32 vadd_f32 vcgt_f32 vbsl_f32 vfma_f32;
    Q64(float64x2_t) of f64 2:
    vdupq_n_f64 vld1q_f64 vst1q_f64 vaddq_f64 vcgtq_f64 vbslq_f64 vfmaq_f64 vcombine_f64 vget_low_f64 vget_high_f64 vzip1q_f64 vzip2q_f64;
    D64(float64x1_t):
    vdup_n_f64 vld1_f64 vld1_lane_f64 vst1_f64 vst1_lane_f64 vadd_f64 vcgt_f64 vbsl_f64 vfma_f64;
}

/// 32 registers of 16 bytes.
struct Neon;
impl Isa for Neon {
    type F32 = Q;
    type HalfF32 = D;
    type QuarterF32 = D;
    type F64 = Q64;
    type HalfF64 = D64;
    type QuarterF64 = D64;
    const ROWS: usize = 12;
    // Exponentials need the function of std.
    const FUSED: bool = cfg!(feature = "std");
    unsafe fn call<K: Kernel>(part: K) -> K::Out {
        neon(part)
    }
    #[inline]
    unsafe fn call_often<K: Kernel>(part: K) -> K::Out {
        part.run::<Self>()
    }
}
// A function, as the baseline is.
pub fn neon<K: Kernel>(kernel: K) -> K::Out {
    kernel.run::<Neon>()
}
