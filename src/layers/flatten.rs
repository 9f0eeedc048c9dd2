//! Images as rows: `(N, C, H, W)` → `(N, C·H·W)`.
use crate::array::Array;
use crate::elem::Float;
use crate::layers::chain::Joined;
use crate::layers::layer::Layer;
use crate::layers::mode::Mode;
use crate::layers::params::no_parameters;
use crate::ops::Flattens;

/// All axes but the first become one: the step from images to a [`Linear`](crate::Linear) layer. It has no parameters.
///
/// - Shapes: `x: (N, C, H, W)` → `y: (N, C·H·W)`; any shape with a first axis.
///
/// ```
/// use shapeful::{Flatten, Layer, Tensor, axes, dim};
/// axes! { Batch = 2; Channels = 3; Height = 4; Width = 5; }
/// let rows: Tensor<(Batch, dim!(60))> = Flatten.predict(&Tensor::<(Batch, Channels, Height, Width)>::ones());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Flatten;
no_parameters! { [] Flatten = Flatten }

impl<X: Flattens, E: Float> Layer<X, E> for Flatten {
    type Y = X::Out;
    type Cache<M: Mode> = ();
    const JOINED: Option<Joined<X, X::Out, E>> = Some(Joined::RESHAPED);
    fn forward<M: Mode>(&self, x: &Array<X, E>, _: &mut (), y: &mut Array<X::Out, E>) {
        y.as_mut_slice().copy_from_slice(x.as_slice());
    }
    fn backward(
        &mut self,
        _: &Array<X, E>,
        _: &mut (),
        dy: &Array<X::Out, E>,
        dx: Option<&mut Array<X, E>>,
        _: &mut Self,
    ) {
        if let Some(dx) = dx {
            dx.as_mut_slice().copy_from_slice(dy.as_slice());
        }
    }
}
