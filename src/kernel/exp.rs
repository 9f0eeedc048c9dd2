//! eˣ and what is made of it, as plain arithmetic without branches, of which a compiler makes vector code.
//!
//! `eˣ = 2ⁿ·eʳ` with the whole number n that is nearest to `x / ln 2`, and a polynomial for `eʳ`. The polynomials are those through the
//! Chebyshev nodes; only that of the f32 tail is the one with the least relative error. The errors below are the greatest that the tests
//! find, in units of the last place of the result, with the fused instructions and without; where the result is subnormal, in units of the
//! least number.
//!
//! | | f32 | f64 |
//! |---|---|---|
//! | `fast_exp`, `exp_down`, `exp_m1_down` | 1.1 | 1 and the reference's |
//! | `fast_tanh` | 2.5 | 3 |
//! | `fast_sigmoids` | 2.2 | 2 |
//! | `normal`: the probability, the density | 4.8, 1.9 | 2, 1, at places that are known |
use super::simd::Isa;
use crate::elem::Float;

/// The coefficients of a polynomial, from that of 1 on.
macro_rules! polynomial {
    ($x:ident: $last:expr) => { $last };
    ($x:ident: $first:expr, $($rest:expr),+) => { polynomial!($x: $($rest),+).times_plus::<I>($x, $first) };
}
/// That with the coefficients of `−x/2`, which are as exact.
macro_rules! of_minus_half {
    ($x:ident, $power:expr; $last:literal) => { $last * $power };
    ($x:ident, $power:expr; $first:literal, $($rest:literal),+) => {
        of_minus_half!($x, $power * -0.5; $($rest),+).times_plus::<I>($x, $first * $power)
    };
}

/// The functions are of one number, to be called in a loop over many.
pub(super) trait Exp: Float {
    const LOG2_E: Self;
    /// ln 2 in two parts: a multiple of the first by n is exact.
    const LN_2: [Self; 2];
    /// What has been added to it is rounded to a whole number, and the last bits hold that number as the exponent of a power of 2.
    const ROUND: Self;
    /// The same, but the bits hold the number itself, and 0 is `STEP`.
    const ROUND_TO_STEP: Self;
    /// `2^STEP` is far inside of what is normal, and so is `2ⁿ⁺ˢᵗᵉᵖ` with the least n, and `2ⁿ⁻ˢᵗᵉᵖ` with the greatest.
    const STEP: Self;
    const UP: Self;
    const DOWN: Self;
    /// Below, eˣ is 0, and above the other it is ∞.
    const LEAST: Self;
    const MOST: Self;
    /// Below, `eˣ − 1` is −1.
    const LEAST_M1: Self;
    /// Above, no normal probability is left.
    const TAIL_END: Self;

    /// Itself and 0 if it is to be taken, else 0 and itself: by its bits, since compilers make branches of selects between floats.
    fn split(self, take: bool) -> (Self, Self);
    /// `self · factor + term`, rounded once where the set has it.
    fn times_plus<I: Isa>(self, factor: Self, term: Self) -> Self;
    /// 2ⁿ, of n added to [`Exp::ROUND`].
    fn power_of_two(self) -> Self;
    /// `self · 2ⁿ`, of n in the last bits of `rounded`, where all three are normal; of what is no number, anything.
    fn times_power_of_two(self, rounded: Self) -> Self;
    /// The first half of the digits.
    fn high(self) -> Self;
    /// `eʳ − 1`, for `r` up to half of ln 2.
    fn exp_m1_near_0<I: Isa>(self) -> Self;
    /// `e^(−w/2)`, for `w` up to ln 2.
    fn exp_of_minus_half_near_0<I: Isa>(self) -> Self;
    /// `e^(a²/2)` times the probability of the normal distribution above a.
    fn scaled_tail<I: Isa>(self) -> Self;

    /// `x − n·ln 2`, and 2ⁿ times what `round` is above [`Exp::ROUND`] as an exponent.
    #[inline(always)]
    fn reduced<I: Isa>(self, round: Self) -> (Self, Self) {
        let rounded = self.times_plus::<I>(Self::LOG2_E, round);
        let n = rounded - round;
        let r = n.times_plus::<I>(-Self::LN_2[0], self);
        (n.times_plus::<I>(-Self::LN_2[1], r), rounded.power_of_two())
    }
    /// eˣ.
    #[inline(always)]
    fn fast_exp<I: Isa>(self) -> Self {
        let x = if self > Self::MOST { Self::MOST } else { self };
        let x = if x < Self::LEAST { Self::LEAST } else { x };
        let negative = x < Self::ZERO;
        let (r, power) = x.reduced::<I>(if negative { Self::ROUND + Self::STEP } else { Self::ROUND - Self::STEP });
        (Self::ONE + r.exp_m1_near_0::<I>()) * power * if negative { Self::DOWN } else { Self::UP }
    }
    /// `e^(x + rest)`, for x that is not above 0, and a rest that is less than a last place of it.
    #[inline(always)]
    fn exp_down<I: Isa>(self, rest: Self) -> Self {
        let x = if self < Self::LEAST { Self::LEAST } else { self };
        let (r, power) = x.reduced::<I>(Self::ROUND + Self::STEP);
        (Self::ONE + (r + rest).exp_m1_near_0::<I>()) * power * Self::DOWN
    }
    /// `eˣ − 1`, for x that is not above 0.
    #[inline(always)]
    fn exp_m1_down<I: Isa>(self) -> Self {
        let x = if self < Self::LEAST_M1 { Self::LEAST_M1 } else { self };
        let (r, power) = x.reduced::<I>(Self::ROUND);
        r.exp_m1_near_0::<I>().times_plus::<I>(power, power - Self::ONE)
    }
    #[inline(always)]
    fn fast_tanh<I: Isa>(self) -> Self {
        let negative = self < Self::ZERO;
        let x = if negative { self } else { -self };
        // tanh x = (e²ˣ − 1) / (e²ˣ + 1), below 0.
        let e = (x + x).exp_m1_down::<I>();
        let y = e / (e + Self::of(2.0));
        if negative { y } else { -y }
    }
    /// The sigmoid of x, and that of −x: `1 − σ(x)`, with all its digits.
    #[inline(always)]
    fn fast_sigmoids<I: Isa>(self) -> (Self, Self) {
        let negative = self < Self::ZERO;
        // Of e⁻ˣ and eˣ the one that cannot overflow.
        let e = (if negative { self } else { -self }).exp_down::<I>(-Self::ZERO);
        let sum = Self::ONE + e;
        let (above, below) = (Self::ONE / sum, e / sum);
        if negative { (below, above) } else { (above, below) }
    }
    /// Of the normal distribution: |x|, up to where no probability is left, the probability above it, and the density there.
    #[inline(always)]
    fn normal<I: Isa>(self) -> [Self; 3] {
        let a = self.abs();
        let a = if a > Self::TAIL_END { Self::TAIL_END } else { a };
        // e^(−a²/2) = 2ⁿ·e^(−w/2) with w = a² + n·2·ln 2. The first part of that product is exact, so that the square is not rounded alone.
        let square = a * a;
        let rounded = square.times_plus::<I>(Self::of(-0.5) * Self::LOG2_E, Self::ROUND_TO_STEP);
        let n = rounded - Self::ROUND_TO_STEP;
        let [ln_4, rest] = Self::LN_2.map(|part| part + part);
        let w = if I::FUSED {
            a.times_plus::<I>(a, n * ln_4)
        } else {
            let (high, low) = (a.high(), a - a.high());
            (square + n * ln_4) + (((high * high - square) + (high + high) * low) + low * low)
        };
        let w = n.times_plus::<I>(rest, w);
        // Where a is no number, its products with the density and the tail are none.
        let e = w.exp_of_minus_half_near_0::<I>().times_power_of_two(rounded) * Self::DOWN;
        [a, e * a.scaled_tail::<I>(), e * Self::of(1.0 / SQRT_2_PI)]
    }
}
const SQRT_2_PI: f64 = 2.506_628_274_631_000_5;

macro_rules! floats { ($($float:ident of $bits:ident: $digits:literal $half:literal $bias:literal $step:literal; ln 2 $ln_2:expr; $least:literal $most:literal $least_m1:literal;
    exp $($exp:literal),*; tail $tail_end:literal $fraction:literal $middle:literal $($tail:literal),*;)*) => { $(
    impl Exp for $float {
        const LOG2_E: Self = core::$float::consts::LOG2_E;
        const LN_2: [Self; 2] = $ln_2;
        const ROUND: Self = ((3_u64 << ($digits - 1)) + $bias) as $float;
        const ROUND_TO_STEP: Self = ((3_u64 << ($digits - 1)) + $step) as $float;
        const STEP: Self = $step as $float;
        const UP: Self = $float::from_bits(($bias + $step) << $digits);
        const DOWN: Self = $float::from_bits(($bias - $step) << $digits);
        const LEAST: Self = $least;
        const MOST: Self = $most;
        const LEAST_M1: Self = $least_m1;
        const TAIL_END: Self = $tail_end;
        #[inline(always)]
        fn times_plus<I: Isa>(self, factor: Self, term: Self) -> Self {
            #[cfg(feature = "std")]
            if I::FUSED {
                return self.mul_add(factor, term);
            }
            self * factor + term
        }
        #[inline(always)]
        fn split(self, take: bool) -> (Self, Self) {
            let taken = self.to_bits() & $bits::from(take).wrapping_neg();
            // A difference, for the same reason.
            ($float::from_bits(taken), $float::from_bits(self.to_bits() - taken))
        }
        #[inline(always)]
        fn power_of_two(self) -> Self {
            $float::from_bits(self.to_bits() << $digits)
        }
        #[inline(always)]
        fn times_power_of_two(self, rounded: Self) -> Self {
            $float::from_bits(self.to_bits().wrapping_add(rounded.to_bits() << $digits))
        }
        #[inline(always)]
        fn high(self) -> Self {
            $float::from_bits(self.to_bits() >> $half << $half)
        }
        #[inline(always)]
        fn exp_m1_near_0<I: Isa>(self) -> Self {
            let r = self;
            let rest = polynomial!(r: $($exp),*);
            (r * r).times_plus::<I>(rest, r)
        }
        #[inline(always)]
        fn exp_of_minus_half_near_0<I: Isa>(self) -> Self {
            let w = self;
            of_minus_half!(w, 1.0; 1.0, 1.0, $($exp),*)
        }
        #[inline(always)]
        fn scaled_tail<I: Isa>(self) -> Self {
            // A fraction that falls from 1 to not quite 0; the polynomial is of its distance from the middle.
            let fraction = $fraction / (self + $fraction);
            let t = fraction - $middle;
            fraction * polynomial!(t: $($tail),*)
        }
    }
)* } }
floats! {
    f32 of u32: 23 12 127 64; ln 2 [0.69314575, 1.4286068e-6]; -104.5 89.0 -20.0;
    exp 0.5, 0.16666576, 0.041666467, 0.008363182, 0.0013933652;
    tail 14.5 3.75 0.60253906
        0.23656924, 0.40178123, 0.4857646, 0.38619733, 0.14307404, -0.05602848, -0.074724846, 0.007437901, 0.030272804;
    f64 of u64: 52 27 1023 512; ln 2 [0.6931471805601177, -1.7239444525614835e-13]; -746.0 710.0 -40.0;
    exp 0.5000000000000001, 0.1666666666666667, 0.04166666666662412, 0.008333333333326134, 0.0013888888917215586,
        0.00019841269874822307, 2.4801521293463862e-5, 2.755725539833871e-6, 2.762008948195459e-7, 2.5105217695684516e-8;
    tail 39.0 5.0 0.556640625
        0.17028175646409538, 0.31627575904703853, 0.4924968373240856, 0.6364778772108803, 0.666605538112424, 0.5374910158704294,
        0.2920179676874818, 0.05148554780423796, -0.07037518124699484, -0.058600540688092444, 0.0030056369331471445, 0.027483569501791514,
        0.006496253114692759, -0.012442419769113856, -0.005251861988997891, 0.006424061646638371, 0.0031569934798155574,
        -0.003908417930603702, -0.0016173782827235959, 0.002609502883513975, 0.0006401979114952339, -0.0016028983993442813,
        -0.00013922804112974, 0.0006204367763328353;
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::super::simd::{Isa, Kernel, on_set};
    use super::*;
    use std::vec::Vec;

    /// One of the functions, of every number.
    struct Of<'a, E> {
        x: &'a [E],
        name: &'static str,
    }
    impl<E: Exp> Kernel for Of<'_, E> {
        type Out = Vec<E>;
        #[inline(always)]
        fn run<I: Isa>(self) -> Vec<E> {
            let of = |x: E| match self.name {
                "exp" => x.fast_exp::<I>(),
                "exp, down" => x.exp_down::<I>(-E::ZERO),
                "exp − 1, down" => x.exp_m1_down::<I>(),
                "tanh" => x.fast_tanh::<I>(),
                "σ(x)" => x.fast_sigmoids::<I>().0,
                "σ(−x)" => x.fast_sigmoids::<I>().1,
                "Φ" => {
                    let [_, tail, _] = x.normal::<I>();
                    if x < E::ZERO { tail } else { E::ONE - tail }
                }
                "φ" => x.normal::<I>()[2],
                name => panic!("{name}"),
            };
            self.x.iter().map(|&x| of(x)).collect()
        }
    }
    fn of<E: Exp>(set: usize, name: &'static str, x: &[E]) -> Vec<E> {
        on_set(set, Of { x, name })
    }
    /// Whether no error is above `bound` units of the last place, as `unit` says of what is exact, on any instruction set.
    #[track_caller]
    fn check<E: Exp>(name: &'static str, x: &[E], bound: f64, exact: impl Fn(f64) -> f64, unit: impl Fn(f64) -> f64) {
        for set in 0..3 {
            for (&x, y) in x.iter().zip(of(set, name, x)) {
                let (exact, is_nearest) = (exact(x.to_f64()), E::of(exact(x.to_f64())) == y);
                let error = if is_nearest { 0.0 } else { (y.to_f64() - exact).abs() / unit(exact) };
                assert!(error <= bound, "{name} of {x:e} is {y:e} on set {set}: {error} units from {exact:e}");
            }
        }
    }
    /// The distance of f32 numbers there.
    fn unit_of_f32(exact: f64) -> f64 {
        let exponent = (exact.abs().to_bits() >> 52) as i32 - 1023;
        2.0_f64.powi(exponent.max(-126) - 23)
    }
    /// The reference has an error of its own, up to a unit.
    fn unit_of_f64(exact: f64) -> f64 {
        f64::from_bits(exact.abs().to_bits() + 1) - exact.abs()
    }
    /// Of both signs, from the least to the greatest, and many where something happens.
    fn numbers() -> (Vec<f32>, Vec<f64>) {
        let all = (0..u32::MAX / 90_001).map(|i| f32::from_bits(i * 90_001)).filter(|x| !x.is_nan());
        let x = all.chain((-40_000..40_000).map(|i| i as f32 * 2.7e-3)).collect();
        let all = (0..50_000).map(|i| f64::from_bits(i * (u64::MAX / 50_000))).filter(|x| !x.is_nan());
        let near_0 = (-20_000..20_000).map(|i| f64::from(i) * 1e-4);
        (x, all.chain(near_0).chain((-20_000..20_000).map(|i| f64::from(i) * 3.8e-2)).collect())
    }
    fn sigmoid(x: f64) -> f64 {
        if x < 0.0 { x.exp() / (1.0 + x.exp()) } else { 1.0 / (1.0 + (-x).exp()) }
    }

    #[test]
    fn errors_are_below_the_bounds() {
        let (mut x, mut x_64) = numbers();
        check("exp", &x, 1.1, f64::exp, unit_of_f32);
        check("tanh", &x, 2.6, f64::tanh, unit_of_f32);
        check("σ(x)", &x, 2.3, sigmoid, unit_of_f32);
        check("σ(−x)", &x, 2.3, |x| sigmoid(-x), unit_of_f32);
        check("Φ", &x, 5.0, |x| libm::erfc(-x / 2.0_f64.sqrt()) / 2.0, unit_of_f32);
        check("φ", &x, 2.0, |x| (-x * x / 2.0).exp() / SQRT_2_PI, unit_of_f32);
        check("exp", &x_64, 2.0, f64::exp, unit_of_f64);
        check("tanh", &x_64, 4.0, f64::tanh, unit_of_f64);
        check("σ(x)", &x_64, 3.0, sigmoid, unit_of_f64);
        check("σ(−x)", &x_64, 3.0, |x| sigmoid(-x), unit_of_f64);
        x.retain(|&x| x <= 0.0);
        x_64.retain(|&x| x <= 0.0);
        check("exp, down", &x, 1.1, f64::exp, unit_of_f32);
        check("exp − 1, down", &x, 1.1, f64::exp_m1, unit_of_f32);
        check("exp, down", &x_64, 2.0, f64::exp, unit_of_f64);
        check("exp − 1, down", &x_64, 2.0, f64::exp_m1, unit_of_f64);
    }
    #[test]
    fn what_is_known_of_the_normal_distribution() {
        // From 50 digits.
        for (x, below, density) in [
            (-0.5, 0.3085375387259869, 0.35206532676429947),
            (-1.0, 0.15865525393145705, 0.24197072451914334),
            (-2.5, 0.006209665325776135, 0.017528300493568537),
            (-6.0, 9.86587645037698e-10, 6.075882849823285e-09),
            (-10.0, 7.619853024160525e-24, 7.69459862670642e-23),
            (-20.0, 2.7536241186062337e-89, 5.520948362159764e-88),
            (-30.0, 4.906713927148187e-198, 1.4736461348785476e-196),
            (-37.5, 4.605353009581955e-308, 1.7282337322841054e-306_f64),
        ] {
            check("Φ", &[x], 3.0, |_| below, unit_of_f64);
            check("φ", &[x], 2.0, |_| density, unit_of_f64);
        }
    }
    #[test]
    fn what_is_exact() {
        fn check<E: Exp>() {
            for set in 0..3 {
                let of = |name, x: E| of(set, name, &[x])[0];
                let (one, half, infinity) = (E::ONE, E::of(0.5), E::INFINITY);
                assert_eq!([of("exp", E::ZERO), of("exp, down", E::ZERO), of("exp", -E::ZERO)], [one; 3]);
                assert_eq!([of("exp", -infinity), of("exp, down", -infinity), of("φ", infinity)], [E::ZERO; 3]);
                assert_eq!([of("exp − 1, down", -infinity), of("tanh", -infinity)], [-one; 2]);
                assert_eq!((of("exp", infinity), of("tanh", infinity)), (infinity, one));
                assert_eq!([of("σ(x)", E::ZERO), of("Φ", E::ZERO), of("Φ", -E::ZERO)], [half; 3]);
                assert_eq!([of("σ(x)", infinity), of("σ(−x)", -infinity), of("Φ", infinity)], [one; 3]);
                assert_eq!([of("σ(x)", -infinity), of("σ(−x)", infinity), of("Φ", -infinity)], [E::ZERO; 3]);
                let small = E::of(1e-30);
                assert_eq!(
                    [of("tanh", small), of("tanh", -small), of("exp − 1, down", -small)],
                    [small, -small, -small]
                );
                for name in ["exp", "exp, down", "exp − 1, down", "tanh", "σ(x)", "σ(−x)", "Φ", "φ"] {
                    assert!(of(name, E::NAN).is_nan() && of(name, -E::NAN).is_nan(), "{name}");
                }
            }
        }
        check::<f32>();
        check::<f64>();
    }
}
