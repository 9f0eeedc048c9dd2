//! What weights begin with: random numbers whose spread keeps signals at one size from layer to layer.
#![cfg(all(feature = "alloc", feature = "rand"))]
use crate::array::Tensor;
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::reduce;
use crate::shape::Shape;
use alloc::{vec, vec::Vec};
use rand::Rng;

/// `Self` is the shape of the weights of a layer: fan-in numbers make one output, and one input goes into fan-out of them.
///
/// ```
/// use shapeful::{Fans, axes};
/// axes! { Pixels = 784; Classes = 10; Filters = 16; Channels = 3; Height = 5; Width = 5; }
/// assert_eq!((<(Pixels, Classes)>::FAN_IN, <(Pixels, Classes)>::FAN_OUT), (784, 10));
/// type Filter = (Filters, Channels, Height, Width);
/// assert_eq!((Filter::FAN_IN, Filter::FAN_OUT), (3 * 25, 16 * 25));
/// ```
/// A bias has none:
/// ```compile_fail,E0277
/// # use shapeful::{Fans, axes};
/// # axes! { Classes = 10; }
/// assert_eq!(<(Classes,)>::FAN_IN, 10);
/// ```
#[diagnostic::on_unimplemented(
    message = "{Self} is not the shape of weights, so it has no fan-in",
    label = "not the shape of weights",
    note = "weights are (M, D), inputs first, with fan-in M and fan-out D, or filters (F, C, HH, WW) with C*HH*WW and F*HH*WW",
    note = "a bias begins at 0: `Tensor::zeros()`; other numbers are drawn with `Tensor::normal(mean, deviation, rng)`",
    note = "lesson S135"
)]
pub trait Fans: Shape {
    /// How many inputs make one output.
    const FAN_IN: usize;
    /// How many outputs one input goes into.
    const FAN_OUT: usize;
}
#[diagnostic::do_not_recommend]
impl<M: Dim, D: Dim> Fans for (M, D) {
    const FAN_IN: usize = M::SIZE;
    const FAN_OUT: usize = D::SIZE;
}
#[diagnostic::do_not_recommend]
impl<F: Dim, C: Dim, H: Dim, W: Dim> Fans for (F, C, H, W) {
    const FAN_IN: usize = C::SIZE * H::SIZE * W::SIZE;
    const FAN_OUT: usize = F::SIZE * H::SIZE * W::SIZE;
}

/// `√(variance/fan)`; of no inputs there are no weights to spread.
fn root<E: Float>(variance: f64, fan: usize) -> E {
    E::of(variance / fan.max(1) as f64).sqrt()
}

impl<S: Shape, E: Float> Tensor<S, E> {
    /// Normal with variance `2/(fan-in + fan-out)`, for tanh and sigmoid: [`Fans`] says what these are.
    ///
    /// - Source: Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks", equation 12.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::SmallRng};
    /// use shapeful::{Tensor, axes};
    /// axes! { Pixels = 150; Hidden = 50; }
    /// let w = Tensor::<(Pixels, Hidden)>::xavier_normal(&mut SmallRng::seed_from_u64(1));
    /// assert!((w.var_all() - 2.0 / 200.0).abs() < 5e-4);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn xavier_normal<R: Rng + ?Sized>(rng: &mut R) -> Self where S: Fans {
        Self::normal(E::ZERO, root(2.0, S::FAN_IN + S::FAN_OUT), rng)
    }
    /// Uniform with variance `2/(fan-in + fan-out)`, for tanh and sigmoid: [`Fans`] says what these are.
    ///
    /// - Formula: between `±√(6/(fan-in + fan-out))`.
    /// - Source: Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks", equation 16.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::SmallRng};
    /// use shapeful::{Tensor, axes};
    /// axes! { Pixels = 150; Hidden = 50; }
    /// let w = Tensor::<(Pixels, Hidden)>::xavier_uniform(&mut SmallRng::seed_from_u64(1));
    /// assert!(w.abs().max_all() <= 0.03_f32.sqrt() && (w.var_all() - 2.0 / 200.0).abs() < 5e-4);
    /// ```
    #[rustfmt::skip] // As above.
    pub fn xavier_uniform<R: Rng + ?Sized>(rng: &mut R) -> Self where S: Fans {
        let limit: E = root(6.0, S::FAN_IN + S::FAN_OUT);
        Self::uniform(-limit, limit, rng)
    }
    /// Normal with variance `2/fan-in`, which keeps the variance of activations through ReLUs: [`Fans`] says what fan-in is.
    ///
    /// - Source: He et al. 2015, "Delving deep into rectifiers", equation 10.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::SmallRng};
    /// use shapeful::{Tensor, axes};
    /// axes! { Filters = 50; Channels = 6; Height = 5; Width = 5; }
    /// let w = Tensor::<(Filters, Channels, Height, Width)>::he_normal(&mut SmallRng::seed_from_u64(1));
    /// assert!((w.var_all() - 2.0 / 150.0).abs() < 7e-4);
    /// ```
    #[rustfmt::skip] // As above.
    pub fn he_normal<R: Rng + ?Sized>(rng: &mut R) -> Self where S: Fans {
        Self::normal(E::ZERO, root(2.0, S::FAN_IN), rng)
    }
    /// Uniform with variance `2/fan-in`, which keeps the variance of activations through ReLUs: [`Fans`] says what fan-in is.
    ///
    /// - Formula: between `±√(6/fan-in)`.
    /// - Source: He et al. 2015, "Delving deep into rectifiers", equation 10.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::SmallRng};
    /// use shapeful::{Tensor, axes};
    /// axes! { Pixels = 150; Hidden = 50; }
    /// let w = Tensor::<(Pixels, Hidden)>::he_uniform(&mut SmallRng::seed_from_u64(1));
    /// assert!(w.abs().max_all() <= 0.2 && (w.var_all() - 2.0 / 150.0).abs() < 7e-4);
    /// ```
    #[rustfmt::skip] // As above.
    pub fn he_uniform<R: Rng + ?Sized>(rng: &mut R) -> Self where S: Fans {
        let limit: E = root(6.0, S::FAN_IN);
        Self::uniform(-limit, limit, rng)
    }
    /// Normal, but what is more than two standard deviations from the mean is drawn anew. The variance is 0.774 of the normal one.
    ///
    /// - Source: TensorFlow's `truncated_normal`; PyTorch's `trunc_normal_` cuts at the numbers −2 and 2 instead.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::SmallRng};
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(1000),)>::truncated_normal(5.0, 0.1, &mut SmallRng::seed_from_u64(1));
    /// assert!(x.as_slice().iter().all(|x| (4.8..=5.2).contains(x)));
    /// ```
    pub fn truncated_normal<R: Rng + ?Sized>(mean: E, standard_deviation: E, rng: &mut R) -> Self {
        let two = E::of(2.0);
        let mut new = Self::zeros();
        new.as_mut_slice().fill_with(|| {
            loop {
                let z = E::standard_normal(rng);
                if z.abs() <= two {
                    return mean + standard_deviation * z;
                }
            }
        });
        new
    }
    /// An orthogonal matrix, every one as likely as any other: its rows, or if they are more, its columns, stand at right angles
    /// and have length 1. Filters (F, C, HH, WW) are taken as a matrix (F, C·HH·WW).
    ///
    /// - Source: Saxe, McClelland & Ganguli 2014, "Exact solutions to the nonlinear dynamics of learning"; by the method of Gram and
    ///   Schmidt, in f64, with every projection taken out twice.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::SmallRng};
    /// use shapeful::{Tensor, axes};
    /// axes! { Pixels = 5; Hidden = 3; }
    /// let w = Tensor::<(Pixels, Hidden)>::orthogonal(&mut SmallRng::seed_from_u64(1));
    /// let difference = w.t().matmul(&w) - Tensor::<(Hidden, Hidden)>::identity();
    /// assert!(difference.abs().max_all() < 1e-6);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn orthogonal<R: Rng + ?Sized>(rng: &mut R) -> Self where S: Fans {
        let mut new = Self::zeros();
        let rows = S::DIMS[0];
        let columns = new.as_slice().len().checked_div(rows).unwrap_or(0);
        let (count, length) = (rows.min(columns), rows.max(columns));
        let vectors = orthonormal(count, length, rng);
        for (i, x) in new.as_mut_slice().iter_mut().enumerate() {
            let (row, column) = (i / columns, i % columns);
            let (vector, place) = if rows <= columns { (row, column) } else { (column, row) };
            *x = E::of(vectors[vector * length + place]);
        }
        new
    }
}

/// `count` vectors of `length` numbers, one after the other, which are `length` or fewer.
fn orthonormal<R: Rng + ?Sized>(count: usize, length: usize, rng: &mut R) -> Vec<f64> {
    let mut vectors = vec![0.0; count * length];
    for nth in 0..count {
        let (before, rest) = vectors.split_at_mut(nth * length);
        let vector = &mut rest[..length];
        loop {
            vector.fill_with(|| f64::standard_normal(rng));
            // The second time takes out what rounding has left of the first.
            for _ in 0..2 {
                for other in before.chunks_exact(length) {
                    let along = reduce::sum_zip(vector, other, |x, other| x * other);
                    vector.iter_mut().zip(other).for_each(|(x, other)| *x -= along * other);
                }
            }
            let norm = Float::sqrt(reduce::sum(vector, |x| x * x));
            // Next to nothing is left of a vector among the others, about once in a million: its direction would be one of rounding.
            if norm > 1e-6 {
                vector.iter_mut().for_each(|x| *x /= norm);
                break;
            }
        }
    }
    vectors
}
