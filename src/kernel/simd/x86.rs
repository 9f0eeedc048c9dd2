//! AVX2 with FMA, and AVX-512.
#![allow(clippy::incompatible_msrv, reason = "AVX-512 is there from rustc 1.89 on, where build.rs says so")]
use super::{Isa, Kernel, Lanes, dispatch};
use core::arch::x86_64::*;
use std::arch::is_x86_feature_detected as has;
use std::sync::atomic::{AtomicU8, Ordering};

#[derive(Clone, Copy, PartialEq)]
pub enum Level {
    /// Nobody has asked yet.
    Unknown,
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
        0 => Level::Unknown,
        1 => Level::Baseline,
        #[cfg(rustc_1_89)]
        3 => Level::Avx512,
        _ => Level::Avx2,
    }
}
pub fn detect() -> Level {
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

macro_rules! lanes { ($($(#[$attribute:meta])* $name:ident($register:ident) of $float:ident $len:literal:
    $splat:ident $load:ident $load_first:ident $store:ident $store_first:ident $add:ident $max:ident $fused:ident $transpose:ident;)*) => { $(
    $(#[$attribute])*
    #[derive(Clone, Copy)]
    pub struct $name($register);
    // SAFETY of all: by the caller.
    $(#[$attribute])*
    impl Lanes<$float> for $name {
        const LEN: usize = $len;
        const SIDE: usize = $transpose::SIDE;
        #[inline(always)]
        unsafe fn splat(number: $float) -> Self {
            $name(unsafe { $splat(number) })
        }
        #[inline(always)]
        unsafe fn load(from: *const $float) -> Self {
            $name(unsafe { $load(from) })
        }
        #[inline(always)]
        unsafe fn load_first(from: *const $float, count: usize) -> Self {
            $name(unsafe { $load_first(from, count) })
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut $float) {
            unsafe { $store(to, self.0) }
        }
        #[inline(always)]
        unsafe fn store_first(self, to: *mut $float, count: usize) {
            unsafe { $store_first(to, self.0, count) }
        }
        #[inline(always)]
        unsafe fn add(self, other: Self) -> Self {
            $name(unsafe { $add(self.0, other.0) })
        }
        #[inline(always)]
        unsafe fn greater(self, other: Self) -> Self {
            $name(unsafe { $max(self.0, other.0) })
        }
        #[inline(always)]
        unsafe fn times_plus(self, factor: Self, term: Self) -> Self {
            $name(unsafe { $fused(self.0, factor.0, term.0) })
        }
        #[inline(always)]
        unsafe fn transpose(from: *const $float, stride: usize, sizes: (usize, usize), to: *mut $float, step: usize) {
            unsafe { $transpose::transpose(from, stride, sizes, to, step) }
        }
    }
)* } }
lanes! {
    Xmm(__m128) of f32 4: _mm_set1_ps _mm_loadu_ps load4 _mm_storeu_ps store4 _mm_add_ps _mm_max_ps _mm_fmadd_ps squares_f32;
    Ymm(__m256) of f32 8: _mm256_set1_ps _mm256_loadu_ps load8 _mm256_storeu_ps store8 _mm256_add_ps _mm256_max_ps _mm256_fmadd_ps squares_f32;
    XmmD(__m128d) of f64 2: _mm_set1_pd _mm_loadu_pd load2_d _mm_storeu_pd store2_d _mm_add_pd _mm_max_pd _mm_fmadd_pd squares_f64;
    YmmD(__m256d) of f64 4: _mm256_set1_pd _mm256_loadu_pd load4_d _mm256_storeu_pd store4_d _mm256_add_pd _mm256_max_pd _mm256_fmadd_pd squares_f64;
    // With masks, which AVX2 has only for loads that are quick.
    #[cfg(rustc_1_89)]
    XmmMasked(__m128) of f32 4: _mm_set1_ps _mm_loadu_ps load4_masked _mm_storeu_ps store4_masked _mm_add_ps _mm_max_ps _mm_fmadd_ps squares_f32;
    #[cfg(rustc_1_89)]
    YmmMasked(__m256) of f32 8: _mm256_set1_ps _mm256_loadu_ps load8_masked _mm256_storeu_ps store8_masked _mm256_add_ps _mm256_max_ps _mm256_fmadd_ps squares_f32;
    #[cfg(rustc_1_89)]
    Zmm(__m512) of f32 16: _mm512_set1_ps _mm512_loadu_ps load16_masked _mm512_storeu_ps store16_masked _mm512_add_ps _mm512_max_ps _mm512_fmadd_ps squares_f32;
    #[cfg(rustc_1_89)]
    XmmMaskedD(__m128d) of f64 2: _mm_set1_pd _mm_loadu_pd load2_masked_d _mm_storeu_pd store2_masked_d _mm_add_pd _mm_max_pd _mm_fmadd_pd squares_f64;
    #[cfg(rustc_1_89)]
    YmmMaskedD(__m256d) of f64 4: _mm256_set1_pd _mm256_loadu_pd load4_masked_d _mm256_storeu_pd store4_masked_d _mm256_add_pd _mm256_max_pd _mm256_fmadd_pd squares_f64;
    #[cfg(rustc_1_89)]
    ZmmD(__m512d) of f64 8: _mm512_set1_pd _mm512_loadu_pd load8_masked_d _mm512_storeu_pd store8_masked_d _mm512_add_pd _mm512_max_pd _mm512_fmadd_pd squares_f64;
}

/// Read from place `8 - count` on, a mask for `count` numbers of f32; from `4 - count` on of the second, one of f64.
static FIRST: [i32; 16] = [-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0];
static FIRST_D: [i64; 8] = [-1, -1, -1, -1, 0, 0, 0, 0];
// AVX2 can write under a mask, too, but some processors take 20 cycles for it.
macro_rules! by_vectors { ($($load:ident $masked:ident $mask:ident $mask_register:ident $table:ident $zero:literal $store:ident $whole:ident $register:ident $float:ident $len:literal;)*) => { $(
    #[inline(always)]
    unsafe fn $load(from: *const $float, count: usize) -> $register {
        // SAFETY: by the caller; the table is long enough for every count up to the width of the register.
        unsafe { $masked(from, $mask($table.as_ptr().add($zero - count).cast::<$mask_register>())) }
    }
    #[inline(always)]
    unsafe fn $store(to: *mut $float, register: $register, count: usize) {
        let mut lanes = [0.0; $len];
        // SAFETY: by the caller.
        unsafe {
            $whole(lanes.as_mut_ptr(), register);
            for (i, &lane) in lanes[..count].iter().enumerate() {
                *to.add(i) = lane;
            }
        }
    }
)* } }
by_vectors! {
    load4 _mm_maskload_ps _mm_loadu_si128 __m128i FIRST 8 store4 _mm_storeu_ps __m128 f32 4;
    load8 _mm256_maskload_ps _mm256_loadu_si256 __m256i FIRST 8 store8 _mm256_storeu_ps __m256 f32 8;
    load2_d _mm_maskload_pd _mm_loadu_si128 __m128i FIRST_D 4 store2_d _mm_storeu_pd __m128d f64 2;
    load4_d _mm256_maskload_pd _mm256_loadu_si256 __m256i FIRST_D 4 store4_d _mm256_storeu_pd __m256d f64 4;
}
#[cfg(rustc_1_89)]
macro_rules! by_masks { ($($load:ident $masked_load:ident $store:ident $masked_store:ident $register:ident $float:ident $mask:ident;)*) => { $(
    #[inline(always)]
    unsafe fn $load(from: *const $float, count: usize) -> $register {
        // SAFETY: by the caller.
        unsafe { $masked_load(((1_u32 << count) - 1) as $mask, from) }
    }
    #[inline(always)]
    unsafe fn $store(to: *mut $float, register: $register, count: usize) {
        // SAFETY: by the caller.
        unsafe { $masked_store(to, ((1_u32 << count) - 1) as $mask, register) }
    }
)* } }
#[cfg(rustc_1_89)]
by_masks! {
    load4_masked _mm_maskz_loadu_ps store4_masked _mm_mask_storeu_ps __m128 f32 __mmask8;
    load8_masked _mm256_maskz_loadu_ps store8_masked _mm256_mask_storeu_ps __m256 f32 __mmask8;
    load16_masked _mm512_maskz_loadu_ps store16_masked _mm512_mask_storeu_ps __m512 f32 __mmask16;
    load2_masked_d _mm_maskz_loadu_pd store2_masked_d _mm_mask_storeu_pd __m128d f64 __mmask8;
    load4_masked_d _mm256_maskz_loadu_pd store4_masked_d _mm256_mask_storeu_pd __m256d f64 __mmask8;
    load8_masked_d _mm512_maskz_loadu_pd store8_masked_d _mm512_mask_storeu_pd __m512d f64 __mmask8;
}

/// Eight rows of eight.
mod squares_f32 {
    use super::*;
    pub const SIDE: usize = 8;
    /// See [`Lanes::transpose`].
    #[inline(always)]
    pub unsafe fn transpose(
        from: *const f32,
        stride: usize,
        (depth, width): (usize, usize),
        to: *mut f32,
        step: usize,
    ) {
        // SAFETY: by the caller.
        unsafe {
            let mut rows = [_mm256_setzero_ps(); SIDE];
            for (j, row) in rows.iter_mut().enumerate().take(width) {
                let from = from.add(j * stride);
                *row = if depth == SIDE { _mm256_loadu_ps(from) } else { load8(from, depth) };
            }
            let [a, b, c, d, e, f, g, h] = rows;
            let pairs = |a, b| (_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b));
            let ((a, b), (c, d), (e, f), (g, h)) = (pairs(a, b), pairs(c, d), pairs(e, f), pairs(g, h));
            let fours = |a, b| (_mm256_shuffle_ps::<0x44>(a, b), _mm256_shuffle_ps::<0xee>(a, b));
            let ((a, b), (c, d), (e, f), (g, h)) = (fours(a, c), fours(b, d), fours(e, g), fours(f, h));
            let halves = |a, b| (_mm256_permute2f128_ps::<0x20>(a, b), _mm256_permute2f128_ps::<0x31>(a, b));
            let ((a, e), (b, f), (c, g), (d, h)) = (halves(a, e), halves(b, f), halves(c, g), halves(d, h));
            for (k, column) in [a, b, c, d, e, f, g, h].into_iter().enumerate().take(depth) {
                _mm256_storeu_ps(to.add(k * step), column);
            }
        }
    }
}
/// Four rows of four.
mod squares_f64 {
    use super::*;
    pub const SIDE: usize = 4;
    /// See [`Lanes::transpose`].
    #[inline(always)]
    pub unsafe fn transpose(
        from: *const f64,
        stride: usize,
        (depth, width): (usize, usize),
        to: *mut f64,
        step: usize,
    ) {
        // SAFETY: by the caller.
        unsafe {
            let mut rows = [_mm256_setzero_pd(); SIDE];
            for (j, row) in rows.iter_mut().enumerate().take(width) {
                let from = from.add(j * stride);
                *row = if depth == SIDE { _mm256_loadu_pd(from) } else { load4_d(from, depth) };
            }
            let [a, b, c, d] = rows;
            let pairs = |a, b| (_mm256_unpacklo_pd(a, b), _mm256_unpackhi_pd(a, b));
            let ((a, b), (c, d)) = (pairs(a, b), pairs(c, d));
            let halves = |a, b| (_mm256_permute2f128_pd::<0x20>(a, b), _mm256_permute2f128_pd::<0x31>(a, b));
            let ((a, c), (b, d)) = (halves(a, c), halves(b, d));
            for (k, column) in [a, b, c, d].into_iter().enumerate().take(depth) {
                _mm256_storeu_pd(to.add(k * step), column);
            }
        }
    }
}

/// 16 registers of 32 bytes.
struct Avx2;
impl Isa for Avx2 {
    type F32 = Ymm;
    type HalfF32 = Xmm;
    type QuarterF32 = Xmm;
    type F64 = YmmD;
    type HalfF64 = XmmD;
    type QuarterF64 = XmmD;
    const ROWS: usize = 6;
    const FUSED: bool = true;
    unsafe fn call<K: Kernel>(part: K) -> K::Out {
        // SAFETY: by the caller.
        unsafe { part.on_avx2() }
    }
    #[inline]
    #[target_feature(enable = "avx2,fma")]
    unsafe fn call_often<K: Kernel>(part: K) -> K::Out {
        part.run::<Avx2>()
    }
}
/// 32 registers of 64 bytes.
#[cfg(rustc_1_89)]
struct Avx512;
#[cfg(rustc_1_89)]
impl Isa for Avx512 {
    type F32 = Zmm;
    type HalfF32 = YmmMasked;
    type QuarterF32 = XmmMasked;
    type F64 = ZmmD;
    type HalfF64 = YmmMaskedD;
    type QuarterF64 = XmmMaskedD;
    const ROWS: usize = 12;
    const FUSED: bool = true;
    unsafe fn call<K: Kernel>(part: K) -> K::Out {
        // SAFETY: by the caller.
        unsafe { part.on_avx512() }
    }
    #[inline]
    #[target_feature(enable = "avx2,fma,avx512f,avx512vl,avx512dq,avx512bw")]
    unsafe fn call_often<K: Kernel>(part: K) -> K::Out {
        part.run::<Avx512>()
    }
}

/// Kernels as functions of a set: methods, for the reason at [`OnBaseline`](super::OnBaseline).
pub trait OnX86: Kernel {
    /// # Safety
    /// The machine has AVX2 and FMA.
    unsafe fn on_avx2(self) -> Self::Out;
    /// # Safety
    /// The machine has these parts of AVX-512.
    #[cfg(rustc_1_89)]
    unsafe fn on_avx512(self) -> Self::Out;
    /// Asks what the machine has, first. As a part of `dispatch` it would have that keep the kernel aside for after the question, every time.
    fn on_unknown(self) -> Self::Out;
}
impl<K: Kernel> OnX86 for K {
    #[target_feature(enable = "avx2,fma")]
    unsafe fn on_avx2(self) -> K::Out {
        self.run::<Avx2>()
    }
    #[cfg(rustc_1_89)]
    #[target_feature(enable = "avx2,fma,avx512f,avx512vl,avx512dq,avx512bw")]
    unsafe fn on_avx512(self) -> K::Out {
        self.run::<Avx512>()
    }
    #[cold]
    #[inline(never)]
    fn on_unknown(self) -> K::Out {
        detect();
        dispatch(self)
    }
}
