//! A learned scale for every feature.
use shapeful::{_1, Array, Axis, Dim, Float, Kind, Layer, Mode, Param, Params, Path, ShapeName, Tensor, Visit};

/// `y = x ⊙ gamma`, one gamma for each of `M` features.
///
/// - Shapes: `x: (N, M)`, `gamma: (1, M)` → `y: (N, M)`.
/// - Formula: `dx = dy ⊙ gamma`, `dgamma = Σ_n dy ⊙ x`.
///
/// ```
/// use residual_layers::Scale;
/// use shapeful::{Layer, Tensor, axes};
/// axes! { Batch = 2; Features = 3; }
/// let scale = Scale::<Features> { gamma: [[1.0, 2.0, 3.0]].into() };
/// assert_eq!(scale.predict(&Tensor::<(Batch, Features)>::ones()), [[1.0, 2.0, 3.0]; 2]);
/// ```
#[derive(Clone, Debug)]
pub struct Scale<M: Dim, E: Float = f32> {
    /// The factors, one row. (`_1` is `dim!(1)` without the macro, which `derive` does not take in a field.)
    pub gamma: Tensor<(_1, M), E>,
}
impl<M: Dim, E: Float> Scale<M, E> {
    /// Leaves its input as it is.
    pub fn ones() -> Self {
        Scale { gamma: Tensor::ones() }
    }
}

impl<M: Dim, E: Float> Params<E> for Scale<M, E> {
    fn walk<const R: usize, const W: usize>(
        read: [&Self; R],
        write: [&mut Self; W],
        path: Path<'_>,
        f: &mut Visit<'_, E, R, W>,
    ) {
        let gamma = Param { path: path.then("gamma"), kind: Kind::Bias, shape: ShapeName::of::<(_1, M)>() };
        f(gamma, read.map(|layer| layer.gamma.as_slice()), write.map(|layer| layer.gamma.as_mut_slice()));
    }
}
impl<N: Dim, M: Dim, E: Float> Layer<(N, M), E> for Scale<M, E> {
    type Y = (N, M);
    type Cache<Md: Mode> = ();
    fn forward<Md: Mode>(&self, x: &Array<(N, M), E>, _: &mut (), y: &mut Array<(N, M), E>) {
        y.clone_from(x);
        *y *= self.gamma.broadcast();
    }
    fn backward(
        &mut self,
        x: &Array<(N, M), E>,
        _: &mut (),
        dy: &Array<(N, M), E>,
        dx: Option<&mut Array<(N, M), E>>,
        grad: &mut Self,
    ) {
        grad.gamma = (dy * x).sum_keepdims(Axis::<0>);
        if let Some(dx) = dx {
            dx.clone_from(dy);
            *dx *= self.gamma.broadcast();
        }
    }
}
