//! NT-Xent, the loss of SimCLR: of 2N vectors each has to find its partner by the cosine of the angle between them.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::{MatrixRef, gemm, reduce};

/// The cosine of the angle between two vectors, from −1 to 1.
///
/// - Shapes: `a: (D,)`, `b: (D,)` → one number.
/// - Formula: `a·b / (|a|·|b|)`. A vector of zeros has no direction, and gives NaN.
/// - Source: Chen et al. 2020, "A simple framework for contrastive learning", §2.1; CS231n, assignment 3, `sim`.
///
/// ```
/// use shapeful::{Tensor, axes, sim};
/// axes! { Features = 2; }
/// let a = Tensor::<(Features,)>::from([3.0, 0.0]);
/// assert_eq!((sim(&a, &Tensor::from([0.0, 5.0])), sim(&a, &(-&a))), (0.0, -1.0));
/// ```
pub fn sim<D: Dim, E: Float>(a: &Array<(D,), E>, b: &Array<(D,), E>) -> E {
    let (a, b) = (a.as_slice(), b.as_slice());
    dot(a, b) / (dot(a, a).sqrt() * dot(b, b).sqrt())
}
/// The gradients of [`sim`]: `da = dout·(b/|b| − sim·a/|a|)/|a|`, and `db` likewise.
///
/// - Shapes: `dout` one number, `a: (D,)`, `b: (D,)` → `da: (D,)`, `db: (D,)`.
///
/// Longer vectors have the same direction, so the gradient stands at a right angle to its vector:
/// ```
/// use shapeful::{Tensor, axes, sim_backward};
/// axes! { Features = 2; }
/// let a = Tensor::<(Features,)>::from([2.0, 0.0]);
/// let (da, db) = sim_backward(1.0, &a, &Tensor::from([0.0, 5.0]));
/// assert_eq!(da, [0.0, 0.5]);
/// assert_eq!(db, [0.2, 0.0]);
/// ```
pub fn sim_backward<D: Dim, E: Float>(
    dout: E,
    a: &Array<(D,), E>,
    b: &Array<(D,), E>,
) -> (Tensor<(D,), E>, Tensor<(D,), E>) {
    let (a_norm, b_norm) = (dot(a.as_slice(), a.as_slice()).sqrt(), dot(b.as_slice(), b.as_slice()).sqrt());
    let sim = sim(a, b);
    let da = a.zip_map(b, |a, b| dout * (b / b_norm - sim * a / a_norm) / a_norm);
    let db = b.zip_map(a, |b, a| dout * (a / a_norm - sim * b / b_norm) / b_norm);
    (da, db)
}

/// What [`simclr_loss_into`] works in: the vectors at length 1, and the cosines of all pairs.
///
/// ```
/// use shapeful::{SimClrCache, Tensor, axes, simclr_loss_into};
/// axes! { Batch = 3; Features = 4; }
/// let mut cache = SimClrCache::<Batch, Features>::default();
/// let (views, mut dleft, mut dright) = (Tensor::ones(), Tensor::zeros(), Tensor::zeros());
/// let loss: f32 = simclr_loss_into(&views, &views, 0.5, &mut cache, &mut dleft, &mut dright);
/// assert!((loss - 5.0_f32.ln()).abs() < 1e-6);
/// ```
pub struct SimClrCache<N: Dim, D: Dim, E: Float = f32> {
    left: Side<N, D, E>,
    right: Side<N, D, E>,
    /// The cosines of left and right, then the gradients of them.
    between: Tensor<(N, N), E>,
    product: Tensor<(N, D), E>,
}
/// One view of each image.
struct Side<N: Dim, D: Dim, E: Float> {
    unit: Tensor<(N, D), E>,
    norm: Tensor<(N,), E>,
    /// The logarithm of what the probabilities of a row are divided by.
    lse: Tensor<(N,), E>,
    /// The cosines within the side, then the gradients of them.
    within: Tensor<(N, N), E>,
}
impl<N: Dim, D: Dim, E: Float> Default for SimClrCache<N, D, E> {
    fn default() -> Self {
        let side =
            || Side { unit: Tensor::zeros(), norm: Tensor::zeros(), lse: Tensor::zeros(), within: Tensor::zeros() };
        SimClrCache { left: side(), right: side(), between: Tensor::zeros(), product: Tensor::zeros() }
    }
}

/// NT-Xent, the mean over all 2N vectors: how surely each of two views of an image finds the other among all views of all images,
/// in nats; and the gradients of the vectors.
///
/// - Shapes: `left: (N, D)` and `right: (N, D)`, where row n of both are views of image n → one number, `dleft` and `dright`.
/// - Formula: with `z` the 2N vectors, `p(k)` the partner of k and `s` their cosines divided by `tau`, which is above 0:
///   `(1/2N) Σ_k (ln Σ_{i≠k} e^{s_ki} − s_k,p(k))`. The row maximum is taken out first.
/// - Errors: other shapes do not compile; a vector of zeros has no direction, and gives NaN.
/// - Source: Chen et al. 2020, "A simple framework for contrastive learning", equation 1; CS231n, assignment 3,
///   `simclr_loss_vectorized`.
///
/// Where all vectors are the same, each has 2N − 1 equal candidates:
/// ```
/// use shapeful::{Tensor, axes, simclr_loss};
/// axes! { Batch = 3; Features = 4; }
/// let views = Tensor::<(Batch, Features)>::ones();
/// let (loss, dleft, dright) = simclr_loss(&views, &views, 0.5);
/// assert!((loss - 5.0_f32.ln()).abs() < 1e-6);
/// assert!(dleft.max_all() < 1e-6 && dright.max_all() < 1e-6);
/// ```
pub fn simclr_loss<N: Dim, D: Dim, E: Float>(
    left: &Array<(N, D), E>,
    right: &Array<(N, D), E>,
    tau: E,
) -> (E, Tensor<(N, D), E>, Tensor<(N, D), E>) {
    let (mut cache, mut dleft, mut dright) = (SimClrCache::default(), Tensor::zeros(), Tensor::zeros());
    (simclr_loss_into(left, right, tau, &mut cache, &mut dleft, &mut dright), dleft, dright)
}

/// [`simclr_loss`], working in a cache, with the gradients into arrays that are there already.
///
/// ```
/// use shapeful::{SimClrCache, Tensor, axes, simclr_loss_into};
/// axes! { Batch = 1; Features = 2; }
/// let (mut cache, mut dleft, mut dright) = (SimClrCache::default(), Tensor::zeros(), Tensor::zeros());
/// let left = Tensor::<(Batch, Features)>::from([[1.0, 2.0]]);
/// // The only other vector is the partner.
/// assert_eq!(simclr_loss_into(&left, &Tensor::ones(), 0.5, &mut cache, &mut dleft, &mut dright), 0.0);
/// ```
pub fn simclr_loss_into<N: Dim, D: Dim, E: Float>(
    left: &Array<(N, D), E>,
    right: &Array<(N, D), E>,
    tau: E,
    cache: &mut SimClrCache<N, D, E>,
    dleft: &mut Array<(N, D), E>,
    dright: &mut Array<(N, D), E>,
) -> E {
    let SimClrCache { left: l, right: r, between, product } = cache;
    l.look_at(left, tau);
    r.look_at(right, tau);
    let n = N::SIZE;
    gemm(matrix(&l.unit), matrix(&r.unit).t(), between.as_mut_slice());
    between.map_in_place(|cosine| cosine / tau);
    let total = reduce::sum_of(0..n, &mut |k| {
        l.lse[[k]] = logsumexp(l.within.row(k).as_slice(), |i| between[[k, i]]);
        r.lse[[k]] = logsumexp(r.within.row(k).as_slice(), |i| between[[i, k]]);
        let partner = between[[k, k]];
        (l.lse[[k]] - partner) + (r.lse[[k]] - partner)
    });

    // The gradients of the cosines: a probability from each side, and −1 from each side for the partner.
    let share = E::ONE / E::of(2.0 * n as f64);
    let slope = share / tau;
    l.gradients_within(slope);
    r.gradients_within(slope);
    for k in 0..n {
        for (i, s) in between.row_mut(k).as_mut_slice().iter_mut().enumerate() {
            let partner = if i == k { E::ONE + E::ONE } else { E::ZERO };
            *s = slope * ((*s - l.lse[[k]]).exp() + (*s - r.lse[[i]]).exp() - partner);
        }
    }
    let across = MatrixRef::row_major(between.as_slice(), n, n);
    for (side, other, across, out) in [(&*l, &*r, across, dleft), (&*r, &*l, across.t(), dright)] {
        gemm(MatrixRef::row_major(side.within.as_slice(), n, n), matrix(&side.unit), out.as_mut_slice());
        gemm(across, matrix(&other.unit), product.as_mut_slice());
        *out += &**product;
        // What changes the length of a vector changes no angle.
        for k in 0..n {
            let (out, unit) = (out.row_mut(k).as_mut_slice(), side.unit.row(k).as_slice());
            let along = dot(out, unit);
            out.iter_mut().zip(unit).for_each(|(out, &unit)| *out = (*out - along * unit) / side.norm[[k]]);
        }
    }
    share * total
}

impl<N: Dim, D: Dim, E: Float> Side<N, D, E> {
    /// The vectors at length 1, and their cosines divided by `tau`, of which a vector has none with itself.
    fn look_at(&mut self, z: &Array<(N, D), E>, tau: E) {
        for k in 0..N::SIZE {
            let z = z.row(k).as_slice();
            let norm = dot(z, z).sqrt();
            self.norm[[k]] = norm;
            self.unit.row_mut(k).as_mut_slice().iter_mut().zip(z).for_each(|(unit, &z)| *unit = z / norm);
        }
        gemm(matrix(&self.unit), matrix(&self.unit).t(), self.within.as_mut_slice());
        self.within.map_in_place(|cosine| cosine / tau);
        for k in 0..N::SIZE {
            self.within[[k, k]] = -E::INFINITY;
        }
    }
    /// Each pair is seen from both of its ends.
    fn gradients_within(&mut self, slope: E) {
        for k in 0..N::SIZE {
            for (i, s) in self.within.row_mut(k).as_mut_slice().iter_mut().enumerate() {
                *s = slope * ((*s - self.lse[[k]]).exp() + (*s - self.lse[[i]]).exp());
            }
        }
    }
}
fn matrix<N: Dim, D: Dim, E: Float>(x: &Array<(N, D), E>) -> MatrixRef<'_, E> {
    MatrixRef::row_major(x.as_slice(), N::SIZE, D::SIZE)
}
fn dot<E: Float>(a: &[E], b: &[E]) -> E {
    reduce::sum_zip(a, b, |a, b| a * b)
}
/// Of the cosines with the vectors of the same side and, `across`, with those of the other one.
fn logsumexp<E: Float>(within: &[E], across: impl Fn(usize) -> E) -> E {
    let pairs = 0..within.len();
    let greatest = pairs.clone().fold(-E::INFINITY, |greatest, i| greatest.greater(within[i]).greater(across(i)));
    greatest + reduce::sum_of(pairs, &mut |i| (within[i] - greatest).exp() + (across(i) - greatest).exp()).ln()
}
