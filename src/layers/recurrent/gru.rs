//! The gated recurrent unit as a layer.
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
use crate::numeral::{_0, _1, _3};
use crate::ops::GruSteps;
use alloc::vec::Vec;

/// The gated recurrent unit, from `D` features to `H` hidden units; the formula is that of [`gru_step_forward`](crate::gru_step_forward).
///
/// - Shapes: `wx: (D, 3, H)`, `wh: (H, 3, H)`, `bx, bh: (1, 3, H)`; `x: (N, T, D)` → `h: (N, T, H)`, from a state of 0. The axis of 3 holds
///   the blocks r, z, n, in PyTorch's order.
/// - Errors: an input whose last axis is not `D`, or that has no time, does not compile.
/// - Source: Cho et al. 2014, "Learning phrase representations using RNN encoder-decoder"; PyTorch, `torch.nn.GRU`.
///
/// An update gate that is shut takes the news at every step:
/// ```
/// use shapeful::{Gru, Layer, Tensor, axes};
/// axes! { Texts = 1; Time = 2; Features = 1; Hidden = 1; }
/// let mut layer = Gru::<Features, Hidden>::zeros();
/// layer.bx.copy_from_slice(&[0.0, -99.0, 0.0])?;
/// layer.wx.copy_from_slice(&[0.0, 0.0, 1.0])?;
/// let x = Tensor::<(Texts, Time, Features)>::from([[[1.0], [2.0]]]);
/// let h = layer.predict(&x);
/// assert!((h[[0, 0, 0]] - 1.0_f32.tanh()).abs() < 1e-6 && (h[[0, 1, 0]] - 2.0_f32.tanh()).abs() < 1e-6);
/// # Ok::<(), shapeful::Error>(())
/// ```
#[derive(Clone)]
pub struct Gru<D: Dim, H: Dim, E: Float = f32> {
    /// The weights of the input: features by blocks by units.
    pub wx: Tensor<(D, _3, H), E>,
    /// The weights of the state.
    pub wh: Tensor<(H, _3, H), E>,
    /// The bias of the input.
    pub bx: Tensor<(_1, _3, H), E>,
    /// The bias of the state, which the reset gate scales.
    pub bh: Tensor<(_1, _3, H), E>,
}
parameters! { Gru<D, H> {
    wx: Weight (D, _3, H) = D::SIZE; wh: Weight (H, _3, H) = H::SIZE; bx: Bias (_1, _3, H) = 0; bh: Bias (_1, _3, H) = 0;
} }

/// The buffers of [`Gru`] for N sequences of T steps. Those of a pass in use hold less than those of training.
///
/// ```
/// use shapeful::{Eval, Layer, Gru, GruBuffers, Tensor, Train, axes};
/// axes! { Texts = 2; Time = 5; Features = 3; Hidden = 4; }
/// let layer = Gru::<Features, Hidden>::zeros();
/// let (x, mut h) = (Tensor::<(Texts, Time, Features)>::ones(), Tensor::<(Texts, Time, Hidden)>::ones());
/// let mut buffers = GruBuffers::<Eval, Texts, Time, Hidden>::default();
/// layer.forward(&x, &mut buffers, &mut h);
/// assert_eq!(h, Tensor::zeros());
/// assert!(size_of_val(&buffers) < size_of::<GruBuffers<Train, Texts, Time, Hidden>>());
/// ```
pub struct GruBuffers<M: Mode, N: Dim, T: Dim, H: Dim, E: Float = f32> {
    steps: GruSteps<N, T, H, E>,
    kept: M::Of<Kept<N, T, H, E>>,
}
/// What backward fills.
struct Kept<N: Dim, T: Dim, H: Dim, E: Float> {
    da: Tensor<(N, T, _3, H), E>,
    ds: Tensor<(N, T, _3, H), E>,
    dh: Tensor<(N, H), E>,
    /// For the weights of the state, turned.
    room: Vec<E>,
}
impl<N: Dim, T: Dim, H: Dim, E: Float> Default for Kept<N, T, H, E> {
    fn default() -> Self {
        Kept {
            da: Tensor::zeros(),
            ds: Tensor::zeros(),
            dh: Tensor::zeros(),
            room: Recurrence::of::<N, T, _0, H>(3).room_to_turn(),
        }
    }
}
impl<M: Mode, N: Dim, T: Dim, H: Dim, E: Float> Default for GruBuffers<M, N, T, H, E> {
    fn default() -> Self {
        GruBuffers { steps: GruSteps::default(), kept: Default::default() }
    }
}

impl<N: Dim, T: Dim, D: Dim, H: Dim, E: Float> Layer<(N, T, D), E> for Gru<D, H, E> {
    type Y = (N, T, H);
    type Cache<M: Mode> = GruBuffers<M, N, T, H, E>;
    fn forward<M: Mode>(&self, x: &Array<(N, T, D), E>, cache: &mut Self::Cache<M>, h: &mut Array<(N, T, H), E>) {
        cache.steps.forward(x, (&self.wx, &self.wh, &self.bx, &self.bh), None, h);
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

takes_nothing! { [D: Dim, H: Dim, E: Float] Gru<D, H, E> }

impl<D: Dim, H: Dim, E: Float> Gru<D, H, E> {
    /// [`Layer::forward`] from a state that is given.
    ///
    /// Half-open gates keep half of it:
    /// ```
    /// use shapeful::{Eval, Gru, GruBuffers, Tensor, axes};
    /// axes! { Texts = 1; Time = 2; Features = 1; Hidden = 1; }
    /// let layer = Gru::<Features, Hidden>::zeros();
    /// let (x, h0) = (Tensor::<(Texts, Time, Features)>::zeros(), Tensor::<(Texts, Hidden)>::ones());
    /// let (mut buffers, mut h) = (GruBuffers::default(), Tensor::zeros());
    /// layer.forward_from::<_, _, Eval>(&x, &h0, &mut buffers, &mut h);
    /// assert_eq!(h, [[[0.5], [0.25]]]);
    /// ```
    pub fn forward_from<N: Dim, T: Dim, M: Mode>(
        &self,
        x: &Array<(N, T, D), E>,
        h0: &Array<(N, H), E>,
        buffers: &mut GruBuffers<M, N, T, H, E>,
        h: &mut Array<(N, T, H), E>,
    ) {
        buffers.steps.forward(x, (&self.wx, &self.wh, &self.bx, &self.bh), Some(h0), h);
    }
    /// [`Layer::backward`] to a state that was given: with `dh0`, its gradient.
    ///
    /// ```
    /// use shapeful::{Gru, GruBuffers, Params, Tensor, Train, axes};
    /// axes! { Texts = 1; Time = 2; Features = 1; Hidden = 1; }
    /// let layer = Gru::<Features, Hidden>::zeros();
    /// let (x, h0) = (Tensor::<(Texts, Time, Features)>::zeros(), Tensor::<(Texts, Hidden)>::ones());
    /// let (mut buffers, mut h) = (GruBuffers::default(), Tensor::zeros());
    /// layer.forward_from::<_, _, Train>(&x, &h0, &mut buffers, &mut h);
    /// let (dh, mut dh0, mut grad) = (Tensor::ones(), Tensor::zeros(), layer.zeros_like());
    /// layer.backward_from(&x, &mut buffers, &dh, None, &mut dh0, &mut grad);
    /// assert_eq!(dh0, [[0.5 + 0.25]]);
    /// ```
    pub fn backward_from<N: Dim, T: Dim>(
        &self,
        x: &Array<(N, T, D), E>,
        buffers: &mut GruBuffers<Train, N, T, H, E>,
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
    /// use shapeful::{Gru, GruState, Tensor, axes};
    /// axes! { Texts = 1; Features = 1; Hidden = 1; }
    /// let layer = Gru::<Features, Hidden>::zeros();
    /// let mut state = GruState::from(Tensor::<(Texts, Hidden)>::full(8.0));
    /// layer.step(&Tensor::<(Texts, Features)>::ones(), &mut state);
    /// assert_eq!(state.h, [[4.0]]);
    /// ```
    pub fn step<N: Dim>(&self, x: &Array<(N, D), E>, state: &mut GruState<N, H, E>) {
        let GruState { h, after, steps } = state;
        let params = (&*self.wx, &*self.wh, &*self.bx, &*self.bh);
        steps.forward(x.reinterpret::<(N, _1, D)>(), params, Some(h), after);
        h.as_mut_slice().copy_from_slice(after.as_slice());
    }

    fn run_back<N: Dim, T: Dim>(
        &self,
        x: &Array<(N, T, D), E>,
        buffers: &mut GruBuffers<Train, N, T, H, E>,
        dy: &Array<(N, T, H), E>,
        dx: Option<&mut Array<(N, T, D), E>>,
        dh0: Option<&mut Array<(N, H), E>>,
        grad: &mut Self,
    ) {
        let GruBuffers { steps, kept: Kept { da, ds, dh, room } } = buffers;
        steps.backward(dy, (&self.wh, room), (da, ds), dh0.unwrap_or(dh));
        let (sizes, da, ds) = (Recurrence::of::<N, T, D, H>(3), da.as_slice(), ds.as_slice());
        sizes.backward_params(x.as_slice(), da, grad.wx.as_mut_slice(), grad.bx.as_mut_slice());
        sizes.backward_state_params(steps.h_prev.as_slice(), ds, grad.wh.as_mut_slice(), grad.bh.as_mut_slice());
        if let Some(dx) = dx {
            sizes.backward_input(da, self.wx.as_slice(), dx.as_mut_slice());
        }
    }
}

/// The state of a [`Gru`] between two steps, for N sequences; 0 by default.
///
/// ```
/// use shapeful::{GruState, Tensor, axes};
/// axes! { Texts = 2; Hidden = 3; }
/// let state = GruState::from(Tensor::<(Texts, Hidden)>::ones());
/// assert_eq!(state.h, [[1.0; 3]; 2]);
/// ```
pub struct GruState<N: Dim, H: Dim, E: Float = f32> {
    /// The hidden units.
    pub h: Tensor<(N, H), E>,
    after: Tensor<(N, _1, H), E>,
    steps: GruSteps<N, _1, H, E>,
}
impl<N: Dim, H: Dim, E: Float> From<Tensor<(N, H), E>> for GruState<N, H, E> {
    fn from(h: Tensor<(N, H), E>) -> Self {
        GruState { h, after: Tensor::zeros(), steps: GruSteps::default() }
    }
}
impl<N: Dim, H: Dim, E: Float> Default for GruState<N, H, E> {
    fn default() -> Self {
        Tensor::zeros().into()
    }
}
