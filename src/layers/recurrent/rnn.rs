//! The plain recurrent layer as a layer: `h[t] = tanh(x[t]·Wx + h[t−1]·Wh + b)`.
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::recurrent::Recurrence;
use crate::layers::layer::Layer;
use crate::layers::mode::{Mode, Train};
use crate::layers::one_shape::takes_nothing;
#[cfg(feature = "rand")]
use crate::layers::params::Init;
use crate::layers::params::{Params, walk};
use crate::numeral::{_0, _1};
use alloc::vec::Vec;

/// `h[t] = tanh(x[t]·Wx + h[t−1]·Wh + b)`, from `D` features to `H` hidden units.
///
/// - Shapes: `wx: (D, H)`, `wh: (H, H)`, `b: (1, H)`; `x: (N, T, D)` → `h: (N, T, H)`, from a state of 0.
/// - Errors: an input whose last axis is not `D`, or that has no time, does not compile.
/// - Source: CS231n, assignment 3, `rnn_forward`.
///
/// ```
/// use shapeful::{Layer, Rnn, Tensor, axes};
/// axes! { Texts = 1; Time = 3; Features = 1; Hidden = 1; }
/// let mut layer = Rnn::<Features, Hidden>::zeros();
/// layer.wx.fill(100.0);
/// layer.wh.fill(100.0);
/// let x = Tensor::<(Texts, Time, Features)>::from([[[0.0], [1.0], [0.0]]]);
/// assert_eq!(layer.predict(&x), [[[0.0], [1.0], [1.0]]]);
/// ```
#[derive(Clone)]
pub struct Rnn<D: Dim, H: Dim, E: Float = f32> {
    /// The weights of the input, features by units.
    pub wx: Tensor<(D, H), E>,
    /// The weights of the state.
    pub wh: Tensor<(H, H), E>,
    /// The bias, one row.
    pub b: Tensor<(_1, H), E>,
}
parameters! { Rnn<D, H> { wx: Weight (D, H) = D::SIZE; wh: Weight (H, H) = H::SIZE; b: Bias (_1, H) = 0; } }

/// The buffers of [`Rnn`] for N sequences of T steps. Those of a pass in use hold less than those of training.
///
/// ```
/// use shapeful::{Eval, Layer, Rnn, RnnBuffers, Tensor, Train, axes};
/// axes! { Texts = 2; Time = 5; Features = 3; Hidden = 4; }
/// let layer = Rnn::<Features, Hidden>::zeros();
/// let (x, mut h) = (Tensor::<(Texts, Time, Features)>::ones(), Tensor::<(Texts, Time, Hidden)>::ones());
/// let mut buffers = RnnBuffers::<Eval, Texts, Time, Hidden>::default();
/// layer.forward(&x, &mut buffers, &mut h);
/// assert_eq!(h, Tensor::zeros());
/// assert!(size_of_val(&buffers) < size_of::<RnnBuffers<Train, Texts, Time, Hidden>>());
/// ```
pub struct RnnBuffers<M: Mode, N: Dim, T: Dim, H: Dim, E: Float = f32> {
    h_prev: Tensor<(N, T, H), E>,
    kept: M::Of<Kept<N, T, H, E>>,
}
/// The output, and what backward fills.
struct Kept<N: Dim, T: Dim, H: Dim, E: Float> {
    h: Tensor<(N, T, H), E>,
    da: Tensor<(N, T, H), E>,
    dh: Tensor<(N, H), E>,
    /// For the weights of the state, turned.
    room: Vec<E>,
}
impl<N: Dim, T: Dim, H: Dim, E: Float> Default for Kept<N, T, H, E> {
    fn default() -> Self {
        Kept {
            h: Tensor::zeros(),
            da: Tensor::zeros(),
            dh: Tensor::zeros(),
            room: Recurrence::of::<N, T, _0, H>(1).room_to_turn(),
        }
    }
}
impl<M: Mode, N: Dim, T: Dim, H: Dim, E: Float> Default for RnnBuffers<M, N, T, H, E> {
    fn default() -> Self {
        RnnBuffers { h_prev: Tensor::zeros(), kept: Default::default() }
    }
}

impl<N: Dim, T: Dim, D: Dim, H: Dim, E: Float> Layer<(N, T, D), E> for Rnn<D, H, E> {
    type Y = (N, T, H);
    type Cache<M: Mode> = RnnBuffers<M, N, T, H, E>;
    fn forward<M: Mode>(&self, x: &Array<(N, T, D), E>, cache: &mut Self::Cache<M>, h: &mut Array<(N, T, H), E>) {
        self.run(x, None, cache, h);
    }
    fn backward(
        &mut self,
        x: &Array<(N, T, D), E>,
        cache: &mut Self::Cache<Train>,
        dh: &Array<(N, T, H), E>,
        dx: Option<&mut Array<(N, T, D), E>>,
        grad: &mut Self,
    ) {
        self.run_back(x, cache, dh, dx, None, grad);
    }
}

takes_nothing! { [D: Dim, H: Dim, E: Float] Rnn<D, H, E> }

impl<D: Dim, H: Dim, E: Float> Rnn<D, H, E> {
    /// [`Layer::forward`] from a state that is given.
    ///
    /// ```
    /// use shapeful::{Eval, Rnn, RnnBuffers, Tensor, axes};
    /// axes! { Texts = 1; Time = 2; Features = 1; Hidden = 1; }
    /// let mut layer = Rnn::<Features, Hidden>::zeros();
    /// layer.wh.fill(100.0);
    /// let (x, h0) = (Tensor::<(Texts, Time, Features)>::zeros(), Tensor::<(Texts, Hidden)>::ones());
    /// let (mut buffers, mut h) = (RnnBuffers::default(), Tensor::zeros());
    /// layer.forward_from::<_, _, Eval>(&x, &h0, &mut buffers, &mut h);
    /// assert_eq!(h, [[[1.0], [1.0]]]);
    /// ```
    pub fn forward_from<N: Dim, T: Dim, M: Mode>(
        &self,
        x: &Array<(N, T, D), E>,
        h0: &Array<(N, H), E>,
        buffers: &mut RnnBuffers<M, N, T, H, E>,
        h: &mut Array<(N, T, H), E>,
    ) {
        self.run(x, Some(h0), buffers, h);
    }
    /// [`Layer::backward`] to a state that was given: with `dh0`, its gradient.
    ///
    /// ```
    /// use shapeful::{Params, Rnn, RnnBuffers, Tensor, Train, axes};
    /// axes! { Texts = 1; Time = 2; Features = 1; Hidden = 1; }
    /// let mut layer = Rnn::<Features, Hidden>::zeros();
    /// layer.wh.fill(2.0);
    /// let (x, h0) = (Tensor::<(Texts, Time, Features)>::zeros(), Tensor::<(Texts, Hidden)>::zeros());
    /// let (mut buffers, mut h) = (RnnBuffers::default(), Tensor::zeros());
    /// layer.forward_from::<_, _, Train>(&x, &h0, &mut buffers, &mut h);
    /// let (dh, mut dh0, mut grad) = (Tensor::ones(), Tensor::zeros(), layer.zeros_like());
    /// layer.backward_from(&x, &mut buffers, &dh, None, &mut dh0, &mut grad);
    /// assert_eq!(dh0, [[2.0 + 4.0]]);
    /// ```
    pub fn backward_from<N: Dim, T: Dim>(
        &self,
        x: &Array<(N, T, D), E>,
        buffers: &mut RnnBuffers<Train, N, T, H, E>,
        dh: &Array<(N, T, H), E>,
        dx: Option<&mut Array<(N, T, D), E>>,
        dh0: &mut Array<(N, H), E>,
        grad: &mut Self,
    ) {
        self.run_back(x, buffers, dh, dx, Some(dh0), grad);
    }
    /// One step, from `state` to the next one, which takes its place. Nothing is allocated.
    ///
    /// ```
    /// use shapeful::{Rnn, RnnState, Tensor, axes};
    /// axes! { Texts = 1; Features = 1; Hidden = 1; }
    /// let mut layer = Rnn::<Features, Hidden>::zeros();
    /// layer.wx.fill(100.0);
    /// let mut state = RnnState::default();
    /// layer.step(&Tensor::<(Texts, Features)>::ones(), &mut state);
    /// assert_eq!(state.h, [[1.0]]);
    /// ```
    pub fn step<N: Dim>(&self, x: &Array<(N, D), E>, state: &mut RnnState<N, H, E>) {
        let RnnState { h, before, after } = state;
        let params = [x.as_slice(), self.wx.as_slice(), self.wh.as_slice(), self.b.as_slice()];
        let sizes = Recurrence::of::<N, _1, D, H>(1);
        sizes.rnn(params, Some(h.as_slice()), before.as_mut_slice(), after.as_mut_slice());
        h.as_mut_slice().copy_from_slice(after.as_slice());
    }

    fn run<N: Dim, T: Dim, M: Mode>(
        &self,
        x: &Array<(N, T, D), E>,
        h0: Option<&Array<(N, H), E>>,
        buffers: &mut RnnBuffers<M, N, T, H, E>,
        h: &mut Array<(N, T, H), E>,
    ) {
        let params = [x.as_slice(), self.wx.as_slice(), self.wh.as_slice(), self.b.as_slice()];
        let (sizes, h_prev) = (Recurrence::of::<N, T, D, H>(1), buffers.h_prev.as_mut_slice());
        sizes.rnn(params, h0.map(Array::as_slice), h_prev, h.as_mut_slice());
        if let Some(kept) = M::kept(&mut buffers.kept) {
            kept.h.as_mut_slice().copy_from_slice(h.as_slice());
        }
    }
    fn run_back<N: Dim, T: Dim>(
        &self,
        x: &Array<(N, T, D), E>,
        buffers: &mut RnnBuffers<Train, N, T, H, E>,
        dy: &Array<(N, T, H), E>,
        dx: Option<&mut Array<(N, T, D), E>>,
        dh0: Option<&mut Array<(N, H), E>>,
        grad: &mut Self,
    ) {
        let RnnBuffers { h_prev, kept: Kept { h, da, dh, room } } = buffers;
        let (sizes, da) = (Recurrence::of::<N, T, D, H>(1), da.as_mut_slice());
        let dh = dh0.unwrap_or(dh).as_mut_slice();
        sizes.rnn_backward(dy.as_slice(), h.as_slice(), (self.wh.as_slice(), room), da, dh);
        sizes.backward_params(x.as_slice(), da, grad.wx.as_mut_slice(), grad.b.as_mut_slice());
        sizes.backward_state(h_prev.as_slice(), da, grad.wh.as_mut_slice());
        if let Some(dx) = dx {
            sizes.backward_input(da, self.wx.as_slice(), dx.as_mut_slice());
        }
    }
}

/// The state of an [`Rnn`] between two steps, for N sequences; 0 by default.
///
/// ```
/// use shapeful::{RnnState, Tensor, axes};
/// axes! { Texts = 2; Hidden = 3; }
/// let state = RnnState::from(Tensor::<(Texts, Hidden)>::ones());
/// assert_eq!(state.h, [[1.0; 3]; 2]);
/// ```
pub struct RnnState<N: Dim, H: Dim, E: Float = f32> {
    /// The hidden units.
    pub h: Tensor<(N, H), E>,
    before: Tensor<(N, _1, H), E>,
    after: Tensor<(N, _1, H), E>,
}
impl<N: Dim, H: Dim, E: Float> From<Tensor<(N, H), E>> for RnnState<N, H, E> {
    fn from(h: Tensor<(N, H), E>) -> Self {
        RnnState { h, before: Tensor::zeros(), after: Tensor::zeros() }
    }
}
impl<N: Dim, H: Dim, E: Float> Default for RnnState<N, H, E> {
    fn default() -> Self {
        Tensor::zeros().into()
    }
}
