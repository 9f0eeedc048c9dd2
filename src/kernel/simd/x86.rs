//! AVX2 with FMA, and AVX-512.
#![allow(clippy::incompatible_msrv, reason = "AVX-512 is there from rustc 1.89 on, where build.rs says so")]
use super::{Isa, Kernel, Lanes};
use core::arch::x86_64::*;
use std::arch::is_x86_feature_detected as has;
use std::sync::atomic::{AtomicU8, Ordering};

#[derive(Clone, Copy, PartialEq)]
pub enum Level {
    Baseline,
    Avx2,
    #[cfg(rustc_1_89)]
    Avx512,
}
/// 0 until it is asked for.
static LEVEL: AtomicU8 = AtomicU8::new(0);

#[inline]
pub fn level() -> Level {
    match LEVEL.load(Ordering::Relaxed) {
        0 => detect(),
        1 => Level::Baseline,
        #[cfg(rustc_1_89)]
        3 => Level::Avx512,
        _ => Level::Avx2,
    }
}
#[cold]
fn detect() -> Level {
    let (mut level, mut number) = (Level::Baseline, 1);
    if has!("avx2") && has!("fma") {
        (level, number) = (Level::Avx2, 2);
    }
    #[cfg(rustc_1_89)]
    if number == 2 && has!("avx512f") && has!("avx512vl") && has!("avx512dq") && has!("avx512bw") {
        (level, number) = (Level::Avx512, 3);
    }
    LEVEL.store(number, Ordering::Relaxed);
    level
}

macro_rules! lanes { ($($(#[$attribute:meta])* $register:ident of $float:ident $len:literal: $splat:ident $load:ident $store:ident $add:ident $max:ident $fused:ident;)*) => { $(
    $(#[$attribute])*
    impl Lanes<$float> for $register {
        const LEN: usize = $len;
        #[inline(always)]
        unsafe fn splat(number: $float) -> Self {
            // SAFETY: by the caller, here and below.
            unsafe { $splat(number) }
        }
        #[inline(always)]
        unsafe fn load(from: *const $float) -> Self {
            unsafe { $load(from) }
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut $float) {
            unsafe { $store(to, self) }
        }
        #[inline(always)]
        unsafe fn add(self, other: Self) -> Self {
            unsafe { $add(self, other) }
        }
        #[inline(always)]
        unsafe fn greater(self, other: Self) -> Self {
            unsafe { $max(self, other) }
        }
        #[inline(always)]
        unsafe fn times_plus(self, factor: Self, term: Self) -> Self {
            unsafe { $fused(self, factor, term) }
        }
    }
)* } }
lanes! {
    __m128 of f32 4: _mm_set1_ps _mm_loadu_ps _mm_storeu_ps _mm_add_ps _mm_max_ps _mm_fmadd_ps;
    __m256 of f32 8: _mm256_set1_ps _mm256_loadu_ps _mm256_storeu_ps _mm256_add_ps _mm256_max_ps _mm256_fmadd_ps;
    __m128d of f64 2: _mm_set1_pd _mm_loadu_pd _mm_storeu_pd _mm_add_pd _mm_max_pd _mm_fmadd_pd;
    __m256d of f64 4: _mm256_set1_pd _mm256_loadu_pd _mm256_storeu_pd _mm256_add_pd _mm256_max_pd _mm256_fmadd_pd;
    #[cfg(rustc_1_89)]
    __m512 of f32 16: _mm512_set1_ps _mm512_loadu_ps _mm512_storeu_ps _mm512_add_ps _mm512_max_ps _mm512_fmadd_ps;
    #[cfg(rustc_1_89)]
    __m512d of f64 8: _mm512_set1_pd _mm512_loadu_pd _mm512_storeu_pd _mm512_add_pd _mm512_max_pd _mm512_fmadd_pd;
}

/// 16 registers of 32 bytes.
struct Avx2;
impl Isa for Avx2 {
    type F32 = __m256;
    type HalfF32 = __m128;
    type F64 = __m256d;
    type HalfF64 = __m128d;
    const ROWS: usize = 6;
    const FUSED: bool = true;
    unsafe fn call<K: Kernel>(part: K) -> K::Out {
        // SAFETY: by the caller.
        unsafe { avx2(part) }
    }
}
/// # Safety
/// The machine has AVX2 and FMA.
#[target_feature(enable = "avx2,fma")]
pub unsafe fn avx2<K: Kernel>(kernel: K) -> K::Out {
    kernel.run::<Avx2>()
}

/// 32 registers of 64 bytes.
#[cfg(rustc_1_89)]
struct Avx512;
#[cfg(rustc_1_89)]
impl Isa for Avx512 {
    type F32 = __m512;
    type HalfF32 = __m256;
    type F64 = __m512d;
    type HalfF64 = __m256d;
    const ROWS: usize = 12;
    const FUSED: bool = true;
    unsafe fn call<K: Kernel>(part: K) -> K::Out {
        // SAFETY: by the caller.
        unsafe { avx512(part) }
    }
}
/// # Safety
/// The machine has these parts of AVX-512.
#[cfg(rustc_1_89)]
#[target_feature(enable = "avx2,fma,avx512f,avx512vl,avx512dq,avx512bw")]
pub unsafe fn avx512<K: Kernel>(kernel: K) -> K::Out {
    kernel.run::<Avx512>()
}
