//! Training and evaluation, as types.
use core::marker::PhantomData;

/// How a layer is used: [`Train`] or [`Eval`].
///
/// The difference is one of types, and nothing to be set and forgotten: a pass forward in `Eval` keeps nothing, so nothing can go
/// backward from it.
/// ```
/// use shapeful::{Layer, Linear, Tensor, Train, axes};
/// axes! { Batch = 2; Pixels = 3; Classes = 1; }
/// let layer = Linear::<Pixels, Classes>::zeros();
/// let mut scores = Tensor::<(Batch, Classes)>::ones();
/// layer.forward::<Train>(&Tensor::<(Batch, Pixels)>::ones(), &mut (), &mut scores);
/// assert_eq!(scores, [[0.0], [0.0]]);
/// ```
pub trait Mode: Sealed + 'static {
    /// Whether this is [`Train`].
    const TRAINS: bool;
    /// What is kept of a `T` that the backward pass needs: all of it, or nothing.
    type Of<T: Default>: Default;
    /// What was kept, if this mode keeps anything.
    ///
    /// ```
    /// use shapeful::{Eval, Mode, Train};
    /// fn keep<M: Mode>(cache: &mut M::Of<f32>, x: f32) {
    ///     if let Some(kept) = M::kept(cache) {
    ///         *kept = x;
    ///     }
    /// }
    /// let mut kept = 0.0;
    /// keep::<Train>(&mut kept, 5.0);
    /// keep::<Eval>(&mut Default::default(), 7.0);
    /// assert_eq!(kept, 5.0);
    /// ```
    fn kept<T: Default>(of: &mut Self::Of<T>) -> Option<&mut T>;
}
use sealed::Sealed;
mod sealed {
    pub trait Sealed {}
}

/// The pass forward of a training step, from which [`backward`](crate::Layer::backward) goes back.
///
/// ```
/// use shapeful::{Mode, Train};
/// assert!(Train::TRAINS);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Train;

/// A model in use: dropout lets everything pass, batch norm takes the statistics it has gathered.
///
/// ```
/// use shapeful::{Eval, Mode};
/// assert!(!Eval::TRAINS);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Eval;

/// Where a `T` would be, if the pass forward had kept it for the pass backward.
///
/// ```
/// use shapeful::{Eval, Mode, NotKept, Tensor, dim};
/// let nothing: <Eval as Mode>::Of<Tensor<(dim!(1000),)>> = NotKept::default();
/// assert_eq!(size_of_val(&nothing), 0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct NotKept<T>(PhantomData<T>);
impl<T> Default for NotKept<T> {
    fn default() -> Self {
        NotKept(PhantomData)
    }
}

impl Sealed for Train {}
impl Mode for Train {
    const TRAINS: bool = true;
    type Of<T: Default> = T;
    fn kept<T: Default>(of: &mut T) -> Option<&mut T> {
        Some(of)
    }
}
impl Sealed for Eval {}
impl Mode for Eval {
    const TRAINS: bool = false;
    type Of<T: Default> = NotKept<T>;
    fn kept<T: Default>(_: &mut NotKept<T>) -> Option<&mut T> {
        None
    }
}
