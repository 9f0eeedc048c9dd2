//! The numbers a tensor holds.
use bytemuck::{Pod, Zeroable};
use core::fmt::{Debug, Display, LowerExp};
use core::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Sub, SubAssign};

mod sealed {
    pub trait Sealed {}
}

/// What a tensor can hold: the floats that are computed with, and `usize`, `u32`, `u8` and `bool` for indices, labels, pixels and masks.
///
/// ```
/// use shapeful::{Tensor, dim};
/// let mask = Tensor::<(dim!(3),), bool>::full(true);
/// assert!(mask.as_slice().iter().all(|&on| on));
/// ```
#[diagnostic::on_unimplemented(
    message = "a tensor cannot hold `{Self}`",
    label = "not an element type",
    note = "elements are f32 and f64, and usize, u32, u8 and bool for indices, labels, pixels and masks",
    note = "lesson S08"
)]
pub trait Element: sealed::Sealed + Zeroable + Copy + PartialEq + Debug + Send + Sync + 'static {
    /// The type's name, as `Debug` of a tensor prints it.
    #[doc(hidden)]
    const TYPE: &'static str;
    /// The number that `Debug` of a tensor prints with decimals; none if it is no float.
    #[doc(hidden)]
    fn decimal(self) -> Option<f64> {
        None
    }
}

/// The floats, f32 and f64. Every operation is generic over them; gradients are checked in f64.
///
/// ```
/// use shapeful::{Array, Dim, Float, Tensor};
/// fn softplus<N: Dim, E: Float>(x: &Array<(N,), E>) -> Tensor<(N,), E> {
///     x.map(|x| (E::ONE + x.exp()).ln())
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a float",
    label = "not f32 or f64",
    note = "arithmetic on tensors is for f32 and f64; generic code says `E: Float`; bytes become floats by `x.map(f32::from)`",
    note = "lesson S09"
)]
pub trait Float:
    Element
    + Pod
    + PartialOrd
    + Display
    + LowerExp
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
    + DivAssign
    + crate::kernel::Gemm
    + crate::kernel::Vectorized
    + crate::kernel::LayerKernels
{
    /// The loops over many numbers, which are compiled with this crate.
    #[doc(hidden)]
    type Loops: crate::kernel::AllLoops<Self>;

    /// 0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;
    /// Not a number.
    const NAN: Self;
    /// Positive infinity.
    const INFINITY: Self;
    /// The nearest number of this type.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert_eq!(f32::of(0.1), 0.1_f32);
    /// ```
    fn of(value: f64) -> Self;
    /// The same number in f64.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert_eq!(0.5_f32.to_f64(), 0.5_f64);
    /// ```
    fn to_f64(self) -> f64;
    /// Whether it is not a number.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert!(Float::is_nan(f32::NAN) && !Float::is_nan(f32::INFINITY));
    /// ```
    fn is_nan(self) -> bool;
    /// The absolute value.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert_eq!(Float::abs(-2.0_f32), 2.0);
    /// ```
    fn abs(self) -> Self;
    /// eˣ.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert_eq!(Float::exp(0.0_f32), 1.0);
    /// ```
    fn exp(self) -> Self;
    /// eˣ − 1, exact for small x.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert_eq!((Float::exp_m1(1e-20_f64), Float::exp_m1(-f64::INFINITY)), (1e-20, -1.0));
    /// ```
    fn exp_m1(self) -> Self;
    /// The natural logarithm.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert_eq!(Float::ln(1.0_f32), 0.0);
    /// ```
    fn ln(self) -> Self;
    /// ln(1 + x), exact for small x.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert_eq!((1e-20_f64 + 1.0, Float::ln_1p(1e-20_f64)), (1.0, 1e-20));
    /// ```
    fn ln_1p(self) -> Self;
    /// The square root.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert_eq!(Float::sqrt(9.0_f32), 3.0);
    /// ```
    fn sqrt(self) -> Self;
    /// The hyperbolic tangent.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert_eq!((Float::tanh(0.0_f32), Float::tanh(f32::INFINITY)), (0.0, 1.0));
    /// ```
    fn tanh(self) -> Self;
    /// The complementary error function, `(2/√π) ∫ₓ^∞ e^(−t²) dt`: `erfc(−x/√2)/2` is the normal distribution's probability below x.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert_eq!((Float::erfc(0.0_f32), Float::erfc(f32::INFINITY)), (1.0, 0.0));
    /// assert!((Float::erfc(0.5_f64) - 0.4795001221869535).abs() < 1e-15);
    /// ```
    fn erfc(self) -> Self;
    /// The sine, of an angle in radians.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert_eq!(Float::sin(0.0_f32), 0.0);
    /// ```
    fn sin(self) -> Self;
    /// The cosine, of an angle in radians.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert_eq!(Float::cos(0.0_f32), 1.0);
    /// ```
    fn cos(self) -> Self;
    /// An integer power.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert_eq!((Float::powi(2.0_f32, 10), Float::powi(2.0_f32, -1)), (1024.0, 0.5));
    /// ```
    fn powi(self, exponent: i32) -> Self;
    /// A draw from the normal distribution with mean 0 and standard deviation 1.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::SmallRng};
    /// use shapeful::Float;
    /// let mut rng = SmallRng::seed_from_u64(1);
    /// let sum: f64 = (0..10_000).map(|_| f64::standard_normal(&mut rng)).sum();
    /// assert!((sum / 10_000.0).abs() < 0.03);
    /// ```
    #[cfg(feature = "rand")]
    fn standard_normal<R: rand::Rng + ?Sized>(rng: &mut R) -> Self;
    /// A draw from the uniform distribution over [0, 1).
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::SmallRng};
    /// use shapeful::Float;
    /// assert!((0.0..1.0).contains(&f32::standard_uniform(&mut SmallRng::seed_from_u64(1))));
    /// ```
    #[cfg(feature = "rand")]
    fn standard_uniform<R: rand::Rng + ?Sized>(rng: &mut R) -> Self;

    /// The greater of two; not a number if either is not.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert_eq!(1.0_f32.greater(2.0), 2.0);
    /// assert!(f32::NAN.greater(2.0).is_nan() && 2.0_f32.greater(f32::NAN).is_nan());
    /// ```
    #[inline]
    fn greater(self, other: Self) -> Self {
        if self > other || self.is_nan() { self } else { other }
    }
    /// The lesser of two; not a number if either is not.
    ///
    /// ```
    /// use shapeful::Float;
    /// assert_eq!(1.0_f32.lesser(2.0), 1.0);
    /// assert!(f32::NAN.lesser(2.0).is_nan() && 2.0_f32.lesser(f32::NAN).is_nan());
    /// ```
    #[inline]
    fn lesser(self, other: Self) -> Self {
        if self < other || self.is_nan() { self } else { other }
    }
}

macro_rules! elements { ($($element:ident)*) => { $(
    impl sealed::Sealed for $element {}
    #[diagnostic::do_not_recommend]
    impl Element for $element {
        const TYPE: &'static str = stringify!($element);
    }
)* } }
elements! { usize u32 u8 bool }

macro_rules! floats { ($($float:ident: $exp:ident $exp_m1:ident $ln:ident $ln_1p:ident $sqrt:ident $tanh:ident $sin:ident $cos:ident $erfc:ident;)*) => { $(
    impl sealed::Sealed for $float {}
    #[diagnostic::do_not_recommend]
    impl Element for $float {
        const TYPE: &'static str = stringify!($float);
        fn decimal(self) -> Option<f64> {
            Some(self.into())
        }
    }
    #[diagnostic::do_not_recommend]
    impl Float for $float {
        type Loops = crate::kernel::Loops;
        const ZERO: Self = 0.0;
        const ONE: Self = 1.0;
        const NAN: Self = $float::NAN;
        const INFINITY: Self = $float::INFINITY;
        #[inline]
        fn of(value: f64) -> Self {
            value as $float
        }
        #[inline]
        fn to_f64(self) -> f64 {
            self.into()
        }
        #[inline]
        fn is_nan(self) -> bool {
            $float::is_nan(self)
        }
        #[inline]
        fn abs(self) -> Self {
            $float::abs(self)
        }
        math! { $float: exp $exp, exp_m1 $exp_m1, ln $ln, ln_1p $ln_1p, sqrt $sqrt, tanh $tanh, sin $sin, cos $cos }
        // From libm always, since std has none.
        #[inline]
        fn erfc(self) -> Self {
            libm::$erfc(self)
        }
        #[inline]
        fn powi(self, exponent: i32) -> Self {
            power(self, exponent)
        }
        #[cfg(feature = "rand")]
        fn standard_normal<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
            rand_distr::Distribution::sample(&rand_distr::StandardNormal, rng)
        }
        #[cfg(feature = "rand")]
        fn standard_uniform<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
            rand_distr::Distribution::sample(&rand_distr::StandardUniform, rng)
        }
    }
)* } }

#[cfg(all(feature = "std", not(feature = "reproducible")))]
macro_rules! math { ($float:ident: $($name:ident $libm:ident),*) => { $(
    #[inline]
    fn $name(self) -> Self {
        $float::$name(self)
    }
)* } }
#[cfg(any(not(feature = "std"), feature = "reproducible"))]
macro_rules! math { ($float:ident: $($name:ident $libm:ident),*) => { $(
    #[inline]
    fn $name(self) -> Self {
        libm::$libm(self)
    }
)* } }

floats! {
    f32: expf expm1f logf log1pf sqrtf tanhf sinf cosf erfcf;
    f64: exp expm1 log log1p sqrt tanh sin cos erfc;
}

/// By squaring: the same bits with and without std.
#[inline]
fn power<E: Float>(base: E, exponent: i32) -> E {
    let (mut square, mut rest, mut result) = (base, exponent.unsigned_abs(), E::ONE);
    while rest > 0 {
        if rest & 1 == 1 {
            result *= square;
        }
        square *= square;
        rest >>= 1;
    }
    if exponent < 0 { E::ONE / result } else { result }
}
