//! Images as sequences: each is cut into patches, and each patch becomes a vector.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::layers::layer::Layer;
use crate::layers::mode::{Mode, Train};
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::{Params, walk};
use crate::numeral::_1;
use crate::ops::{AffineSizes, IntoPatches};
use crate::shape::Shape;

/// Cuts images with `C` channels into patches of side `P`, and makes each a vector of `M` numbers.
///
/// - Shapes: `x: (N, C, H, W)` → `(N, H/P · W/P, M)`, the patches row by row; `w: (C, P, P, M)`, `b: (1, M)`.
/// - Formula: `y[n, i] = patch[n, i]·w + b`, where a patch is its `C·P·P` pixels in the order of channels, rows, columns.
/// - Errors: a patch that does not divide height and width does not compile, nor do images with other channels.
/// - Source: Dosovitskiy et al. 2021, "An image is worth 16x16 words", §3.1; CS231n, assignment 3, `PatchEmbedding`.
///
/// Two patches of 2 by 2 pixels, and what is seen of each is its sum:
/// ```
/// use shapeful::{Layer, PatchEmbedding, Tensor, axes, dim};
/// axes! { Batch = 1; Channels = 1; Height = 2; Width = 4; Patch = 2; Model = 1; }
/// let mut layer = PatchEmbedding::<Channels, Patch, Model>::zeros();
/// layer.w.fill(1.0);
/// let image = Tensor::<(Batch, Channels, Height, Width)>::from([[[[1.0, 2.0, 3.0, 4.0], [10.0, 20.0, 30.0, 40.0]]]]);
/// let words: Tensor<(Batch, dim!(2), Model)> = layer.predict(&image);
/// assert_eq!(words, [[[33.0], [77.0]]]);
/// ```
#[derive(Clone)]
pub struct PatchEmbedding<C: Dim, P: Dim, M: Dim, E: Float = f32> {
    /// The weights, the pixels of a patch by outputs: inputs first, as in [`Linear`](crate::Linear). They are no filters, as which
    /// `Fans` would read them; `xavier` draws them.
    pub w: Tensor<(C, P, P, M), E>,
    /// The bias, one row.
    pub b: Tensor<(_1, M), E>,
}

impl<C: Dim, P: Dim, M: Dim, E: Float> PatchEmbedding<C, P, M, E> {
    /// All parameters 0.
    ///
    /// ```
    /// use shapeful::{Params, PatchEmbedding, axes};
    /// axes! { Channels = 3; Patch = 4; Model = 10; }
    /// assert_eq!(PatchEmbedding::<Channels, Patch, Model>::zeros().count(), 3 * 4 * 4 * 10 + 10);
    /// ```
    pub fn zeros() -> Self {
        PatchEmbedding { w: Tensor::zeros(), b: Tensor::zeros() }
    }
    /// Weights drawn from the uniform distribution with variance `2/(C·P·P + M)`; bias 0.
    ///
    /// - Source: Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks".
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::SmallRng};
    /// use shapeful::{PatchEmbedding, axes};
    /// axes! { Channels = 3; Patch = 8; Model = 208; }
    /// let layer = PatchEmbedding::<Channels, Patch, Model>::xavier(&mut SmallRng::seed_from_u64(1));
    /// assert!((layer.w.var_all() - 2.0 / 400.0).abs() < 2e-4);
    /// ```
    #[cfg(feature = "rand")]
    pub fn xavier<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        let limit = E::of(6.0 / (Self::PIXELS + M::SIZE).max(1) as f64).sqrt();
        PatchEmbedding { w: Tensor::uniform(-limit, limit, rng), b: Tensor::zeros() }
    }
    /// The pixels of a patch.
    const PIXELS: usize = C::SIZE * P::SIZE * P::SIZE;

    /// Calls `f` for each row of each patch, with its place in the images `X` and in the patches.
    fn each_row<X: Shape>(mut f: impl FnMut(core::ops::Range<usize>, core::ops::Range<usize>)) {
        let ([batch, channels, height, width], side) = ([X::DIMS[0], X::DIMS[1], X::DIMS[2], X::DIMS[3]], P::SIZE);
        let mut in_patches = 0;
        for n in 0..batch {
            for top in (0..height).step_by(side) {
                for left in (0..width).step_by(side) {
                    for channel in 0..channels {
                        for row in top..top + side {
                            let in_images = ((n * channels + channel) * height + row) * width + left;
                            f(in_images..in_images + side, in_patches..in_patches + side);
                            in_patches += side;
                        }
                    }
                }
            }
        }
    }
    fn sizes<X: Shape>() -> AffineSizes {
        AffineSizes { n: X::LEN / Self::PIXELS.max(1), m: Self::PIXELS, d: M::SIZE }
    }
}

/// The patches that went forward, and in training their gradient.
#[doc(hidden)]
pub struct PatchCache<Md: Mode, Cut: Shape, E: Float> {
    patches: Tensor<Cut, E>,
    dpatches: Md::Of<Tensor<Cut, E>>,
}
impl<Md: Mode, Cut: Shape, E: Float> Default for PatchCache<Md, Cut, E> {
    fn default() -> Self {
        PatchCache { patches: Tensor::zeros(), dpatches: Default::default() }
    }
}

impl<X: IntoPatches<C, P, M>, C: Dim, P: Dim, M: Dim, E: Float> Layer<X, E> for PatchEmbedding<C, P, M, E> {
    type Y = X::Out;
    type Cache<Md: Mode> = PatchCache<Md, X::Cut, E>;
    fn forward<Md: Mode>(&self, x: &Array<X, E>, cache: &mut Self::Cache<Md>, y: &mut Array<X::Out, E>) {
        let (x, patches) = (x.as_slice(), cache.patches.as_mut_slice());
        Self::each_row::<X>(|from, to| patches[to].copy_from_slice(&x[from]));
        Self::sizes::<X>().forward(patches, self.w.as_slice(), self.b.as_slice(), y.as_mut_slice());
    }
    fn backward(
        &mut self,
        _: &Array<X, E>,
        cache: &mut Self::Cache<Train>,
        dy: &Array<X::Out, E>,
        dx: Option<&mut Array<X, E>>,
        grad: &mut Self,
    ) {
        let (sizes, dy) = (Self::sizes::<X>(), dy.as_slice());
        sizes.backward_params(dy, cache.patches.as_slice(), grad.w.as_mut_slice(), grad.b.as_mut_slice());
        if let Some(dx) = dx {
            let (dx, dpatches) = (dx.as_mut_slice(), cache.dpatches.as_mut_slice());
            sizes.backward_input(dy, self.w.as_slice(), dpatches);
            Self::each_row::<X>(|to, from| dx[to].copy_from_slice(&dpatches[from]));
        }
    }
}

#[diagnostic::do_not_recommend]
impl<C: Dim, P: Dim, M: Dim, E: Float> Params<E> for PatchEmbedding<C, P, M, E> {
    walk! { E: w: Weight, (C, P, P, M); b: Bias, (_1, M); }
}
impl<C: Dim, P: Dim, M: Dim, E: Float> core::fmt::Debug for PatchEmbedding<C, P, M, E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("PatchEmbedding").field("w", &self.w).field("b", &self.b).finish()
    }
}
/// [Xavier](PatchEmbedding::xavier) initialisation.
#[cfg(feature = "rand")]
impl<C: Dim, P: Dim, M: Dim, E: Float> Init for PatchEmbedding<C, P, M, E> {
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        Self::xavier(rng)
    }
}
