//! One source, compiled for several instruction sets; which of them the machine has is asked once.
//!
//! A kernel is written in [`Lanes`], the numbers that one register holds. [`dispatch`] compiles it once for each set and calls the best that
//! the machine knows: a program built without any flags is as fast as one built for its machine. NEON is there on every 64-bit Arm.
use crate::elem::Float;
#[cfg(all(feature = "std", target_arch = "x86_64", not(miri), not(feature = "reproducible")))]
use x86::OnX86;

/// An instruction set.
pub trait Isa {
    /// A register of f32, half of one, and a quarter.
    type F32: Lanes<f32>;
    type HalfF32: Lanes<f32>;
    type QuarterF32: Lanes<f32>;
    /// A register of f64, half of one, and a quarter.
    type F64: Lanes<f64>;
    type HalfF64: Lanes<f64>;
    type QuarterF64: Lanes<f64>;
    /// How many rows of two registers the registers hold, beside what else a loop needs.
    const ROWS: usize;
    /// Whether it multiplies and adds in one instruction, which rounds once; without it that would be a call of a function.
    #[cfg_attr(not(feature = "alloc"), allow(dead_code, reason = "exponentials alone ask, and they need an allocator"))]
    const FUSED: bool;
    /// Runs a part of a kernel as a function of its own, whose variables lie in its own frame when nothing is optimised.
    ///
    /// # Safety
    /// The machine has these instructions.
    unsafe fn call<K: Kernel>(part: K) -> K::Out;
    /// The same for what is called so often that the call counts: it is compiled beside each kernel that calls it, of which the compiler
    /// may make it a part again.
    ///
    /// # Safety
    /// The machine has these instructions.
    unsafe fn call_often<K: Kernel>(part: K) -> K::Out;
}

/// The numbers of one register.
///
/// # Safety
/// All functions: the machine has the instructions of the set that this is of.
pub trait Lanes<E>: Copy {
    const LEN: usize;
    /// The side of the squares that [`transpose`](Self::transpose) takes.
    const SIDE: usize;
    unsafe fn splat(number: E) -> Self;
    /// # Safety
    /// `LEN` numbers can be read.
    unsafe fn load(from: *const E) -> Self;
    /// The first `count`, which is at most `LEN`, and zeros.
    ///
    /// # Safety
    /// `count` numbers can be read.
    unsafe fn load_first(from: *const E, count: usize) -> Self;
    /// # Safety
    /// `LEN` numbers can be written.
    unsafe fn store(self, to: *mut E);
    /// The first `count`, which is at most `LEN`.
    ///
    /// # Safety
    /// `count` numbers can be written.
    unsafe fn store_first(self, to: *mut E, count: usize);
    /// The number, of which the compiler then knows nothing, where it would make slow code of what it knows.
    #[inline(always)]
    fn opaque(number: usize) -> usize {
        number
    }
    unsafe fn add(self, other: Self) -> Self;
    /// The greater of each two; the other's if one is not a number.
    #[cfg_attr(not(feature = "alloc"), allow(dead_code, reason = "reductions alone ask, and they need an allocator"))]
    unsafe fn greater(self, other: Self) -> Self;
    /// `self · factor + term`, rounded once where the set has it, and where it need not be the same on other machines.
    unsafe fn times_plus(self, factor: Self, term: Self) -> Self;
    /// `self · other`
    #[inline(always)]
    unsafe fn times(self, other: Self) -> Self
    where
        E: Float,
    {
        // SAFETY: by the caller. To add −0 changes nothing, and the compiler leaves it out.
        unsafe { self.times_plus(other, Self::splat(-E::ZERO)) }
    }
    /// `self − other`
    #[inline(always)]
    unsafe fn minus(self, other: Self) -> Self
    where
        E: Float,
    {
        // SAFETY: by the caller. The product is exact.
        unsafe { other.times_plus(Self::splat(-E::ONE), self) }
    }
    /// The first `count`, which is at most `LEN`, and zeros.
    #[inline(always)]
    unsafe fn first(self, count: usize) -> Self
    where
        E: Float,
    {
        let mut lanes = [E::ZERO; 16];
        // SAFETY: by the caller; no register holds more than 16 numbers.
        unsafe {
            self.store(lanes.as_mut_ptr());
            Self::load_first(lanes.as_ptr(), count)
        }
    }
    /// The sum of all numbers, pairwise.
    #[inline(always)]
    unsafe fn sum(self) -> E
    where
        E: Float,
    {
        let mut lanes = [E::ZERO; 16];
        // SAFETY: no register holds more than 16 numbers.
        unsafe { self.store(lanes.as_mut_ptr()) };
        let mut len = Self::LEN;
        while len > 1 {
            len /= 2;
            for i in 0..len {
                lanes[i] += lanes[i + len];
            }
        }
        lanes[0]
    }
    /// Writes `SIDE` numbers `to[k · step + j] = from[j · stride + k]` for each `k` below `depth`, with 0 for `j` from `width` on.
    ///
    /// # Safety
    /// `depth` and `width` are at most `SIDE`; `depth` numbers can be read in each of `width` rows, and `SIDE` be written in each of `depth`.
    #[inline(always)]
    unsafe fn transpose(from: *const E, stride: usize, (depth, width): (usize, usize), to: *mut E, step: usize)
    where
        E: Float,
    {
        for k in 0..depth {
            for j in 0..Self::SIDE {
                // SAFETY: by the caller.
                unsafe { *to.add(k * step + j) = if j < width { *from.add(j * stride + k) } else { E::ZERO } };
            }
        }
    }
}

/// The registers of an element type.
pub trait Vectorized: Sized {
    /// Whether all that is not a matrix product is compiled for registers of 64 bytes, too. Numbers of 8 bytes are left to those of 32: what
    /// is trained has 4, and a third of the time that this crate takes to compile goes into the widest.
    const WIDEST: bool;
    type Lanes<I: Isa>: Lanes<Self>;
    type Half<I: Isa>: Lanes<Self>;
    type Quarter<I: Isa>: Lanes<Self>;
}
impl Vectorized for f32 {
    const WIDEST: bool = true;
    type Lanes<I: Isa> = I::F32;
    type Half<I: Isa> = I::HalfF32;
    type Quarter<I: Isa> = I::QuarterF32;
}
impl Vectorized for f64 {
    const WIDEST: bool = false;
    type Lanes<I: Isa> = I::F64;
    type Half<I: Isa> = I::HalfF64;
    type Quarter<I: Isa> = I::QuarterF64;
}

/// What is compiled for several instruction sets.
pub trait Kernel {
    type Out;
    /// Whether it is compiled for registers of 64 bytes, too.
    const WIDEST: bool = true;
    /// Has to be `#[inline(always)]`: what is not inlined is compiled for the least of all machines.
    fn run<I: Isa>(self) -> Self::Out;
}

/// What every machine has: registers of 16 bytes.
struct Baseline;
impl Isa for Baseline {
    type F32 = [f32; 4];
    // Parts of them would have to be compiled, too, for machines that are few.
    type HalfF32 = [f32; 4];
    type QuarterF32 = [f32; 4];
    type F64 = [f64; 2];
    type HalfF64 = [f64; 2];
    type QuarterF64 = [f64; 2];
    const ROWS: usize = if cfg!(target_arch = "aarch64") { 8 } else { 4 };
    const FUSED: bool = cfg!(all(feature = "std", not(feature = "reproducible"), target_feature = "fma"));
    unsafe fn call<K: Kernel>(part: K) -> K::Out {
        part.on_baseline()
    }
    #[inline]
    unsafe fn call_often<K: Kernel>(part: K) -> K::Out {
        part.run::<Baseline>()
    }
}
// Loops, of which the compiler has less to make than of `from_fn`.
macro_rules! arrays { ($($float:ident $len:literal)*) => { $(
    #[allow(clippy::needless_range_loop, reason = "loops of constant length over registers")]
    impl Lanes<$float> for [$float; $len] {
        const LEN: usize = $len;
        const SIDE: usize = 4;
        #[inline(always)]
        unsafe fn splat(number: $float) -> Self {
            [number; $len]
        }
        #[inline(always)]
        unsafe fn load(from: *const $float) -> Self {
            // SAFETY: by the caller.
            unsafe { from.cast::<Self>().read_unaligned() }
        }
        #[inline(always)]
        unsafe fn load_first(from: *const $float, count: usize) -> Self {
            let mut lanes = [0.0; $len];
            for i in 0..count {
                // SAFETY: by the caller.
                lanes[i] = unsafe { *from.add(i) };
            }
            lanes
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut $float) {
            // SAFETY: by the caller.
            unsafe { to.cast::<Self>().write_unaligned(self) }
        }
        #[inline(always)]
        unsafe fn store_first(self, to: *mut $float, count: usize) {
            for (i, &lane) in self[..count].iter().enumerate() {
                // SAFETY: by the caller.
                unsafe { *to.add(i) = lane };
            }
        }
        #[inline(always)]
        unsafe fn add(mut self, other: Self) -> Self {
            for i in 0..$len {
                self[i] += other[i];
            }
            self
        }
        #[inline(always)]
        unsafe fn greater(mut self, other: Self) -> Self {
            for i in 0..$len {
                self[i] = if self[i] > other[i] { self[i] } else { other[i] };
            }
            self
        }
        #[inline(always)]
        unsafe fn times_plus(mut self, factor: Self, term: Self) -> Self {
            for i in 0..$len {
                // A call of a function, unless the target has the instruction.
                #[cfg(all(feature = "std", not(feature = "reproducible"), target_feature = "fma"))]
                (self[i] = self[i].mul_add(factor[i], term[i]));
                #[cfg(not(all(feature = "std", not(feature = "reproducible"), target_feature = "fma")))]
                (self[i] = self[i] * factor[i] + term[i]);
            }
            self
        }
    }
)* } }
arrays! { f32 4 f64 2 }

/// Runs a kernel with the best instructions of this machine.
#[inline]
#[cfg_attr(target_arch = "aarch64", allow(unreachable_code, reason = "NEON is always there"))]
pub(crate) fn dispatch<K: Kernel>(kernel: K) -> K::Out {
    #[cfg(all(
        target_arch = "aarch64",
        target_feature = "neon",
        target_endian = "little",
        not(feature = "reproducible")
    ))]
    return neon::neon(kernel);
    #[cfg(all(feature = "std", target_arch = "x86_64", not(miri), not(feature = "reproducible")))]
    match x86::level() {
        // SAFETY: the machine has these instructions, since `level` says so.
        #[cfg(rustc_1_89)]
        x86::Level::Avx512 if const { K::WIDEST } => return unsafe { kernel.on_avx512() },
        x86::Level::Unknown => return kernel.on_unknown(),
        x86::Level::Baseline => {}
        // SAFETY: as above.
        _ => return unsafe { kernel.on_avx2() },
    }
    kernel.on_baseline()
}
/// Kernels as functions of what every machine has.
///
/// A method, since rustc makes units of what it compiles by modules, and puts methods into that of their type: so the kernels of different
/// files are compiled side by side. And not a part of [`dispatch`], which its frame would be a part of.
trait OnBaseline: Kernel {
    fn on_baseline(self) -> Self::Out;
}
impl<K: Kernel> OnBaseline for K {
    #[inline(never)]
    fn on_baseline(self) -> K::Out {
        self.run::<Baseline>()
    }
}

/// Runs a kernel with what every machine has, with AVX2 if it is there, or with the best: AVX-512 or NEON, if there.
#[cfg(all(test, feature = "std"))]
pub(crate) fn on_set<K: Kernel>(set: usize, kernel: K) -> K::Out {
    match set {
        0 => kernel.on_baseline(),
        // SAFETY: the machine is asked.
        #[cfg(all(target_arch = "x86_64", not(miri), not(feature = "reproducible")))]
        1 if x86::detect() != x86::Level::Baseline => unsafe { kernel.on_avx2() },
        _ => dispatch(kernel),
    }
}

#[cfg(all(target_arch = "aarch64", target_feature = "neon", target_endian = "little", not(feature = "reproducible")))]
mod neon;
#[cfg(all(test, feature = "std"))]
mod tests;
#[cfg(all(feature = "std", target_arch = "x86_64", not(miri), not(feature = "reproducible")))]
mod x86;
