//! Long short-term memory as a layer.
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
use crate::numeral::{_0, _1, _4};
use crate::ops::LstmSteps;
use alloc::vec::Vec;

/// Long short-term memory, from `D` features to `H` hidden units; the formula is that of [`lstm_step_forward`](crate::lstm_step_forward).
///
/// - Shapes: `wx: (D, 4, H)`, `wh: (H, 4, H)`, `b: (1, 4, H)`; `x: (N, T, D)` → `h: (N, T, H)`, from a state and cells of 0. The axis of 4
///   holds the gates i, f, o, g, in the course's order: its `Wx` of (D, 4H) is `wx.flatten()`.
/// - Errors: an input whose last axis is not `D`, or that has no time, does not compile.
/// - Source: CS231n, assignment 3, `lstm_forward`; Hochreiter & Schmidhuber 1997, "Long short-term memory".
///
/// Gates that are wide open count the steps:
/// ```
/// use shapeful::{Layer, Lstm, Tensor, axes};
/// axes! { Texts = 1; Time = 2; Features = 1; Hidden = 1; }
/// let mut layer = Lstm::<Features, Hidden>::zeros();
/// layer.b.fill(99.0);
/// let h = layer.predict(&Tensor::<(Texts, Time, Features)>::zeros());
/// assert!((h[[0, 0, 0]] - 1.0_f32.tanh()).abs() < 1e-6 && (h[[0, 1, 0]] - 2.0_f32.tanh()).abs() < 1e-6);
/// ```
#[derive(Clone)]
pub struct Lstm<D: Dim, H: Dim, E: Float = f32> {
    /// The weights of the input: features by gates by units.
    pub wx: Tensor<(D, _4, H), E>,
    /// The weights of the state.
    pub wh: Tensor<(H, _4, H), E>,
    /// The bias.
    pub b: Tensor<(_1, _4, H), E>,
}
parameters! { Lstm<D, H> { wx: Weight (D, _4, H) = D::SIZE; wh: Weight (H, _4, H) = H::SIZE; b: Bias (_1, _4, H) = 0; } }

/// The buffers of [`Lstm`] for N sequences of T steps. Those of a pass in use hold less than those of training.
///
/// ```
/// use shapeful::{Eval, Layer, Lstm, LstmBuffers, Tensor, Train, axes};
/// axes! { Texts = 2; Time = 5; Features = 3; Hidden = 4; }
/// let layer = Lstm::<Features, Hidden>::zeros();
/// let (x, mut h) = (Tensor::<(Texts, Time, Features)>::ones(), Tensor::<(Texts, Time, Hidden)>::ones());
/// let mut buffers = LstmBuffers::<Eval, Texts, Time, Hidden>::default();
/// layer.forward(&x, &mut buffers, &mut h);
/// assert_eq!(h, Tensor::zeros());
/// assert!(size_of_val(&buffers) < size_of::<LstmBuffers<Train, Texts, Time, Hidden>>());
/// ```
pub struct LstmBuffers<M: Mode, N: Dim, T: Dim, H: Dim, E: Float = f32> {
    steps: LstmSteps<N, T, H, E>,
    kept: M::Of<Kept<N, T, H, E>>,
}
/// What backward fills.
struct Kept<N: Dim, T: Dim, H: Dim, E: Float> {
    da: Tensor<(N, T, _4, H), E>,
    dh: Tensor<(N, H), E>,
    dc: Tensor<(N, H), E>,
    /// For the weights of the state, turned.
    room: Vec<E>,
}
impl<N: Dim, T: Dim, H: Dim, E: Float> Default for Kept<N, T, H, E> {
    fn default() -> Self {
        Kept {
            da: Tensor::zeros(),
            dh: Tensor::zeros(),
            dc: Tensor::zeros(),
            room: Recurrence::of::<N, T, _0, H>(4).room_to_turn(),
        }
    }
}
impl<M: Mode, N: Dim, T: Dim, H: Dim, E: Float> Default for LstmBuffers<M, N, T, H, E> {
    fn default() -> Self {
        LstmBuffers { steps: LstmSteps::default(), kept: Default::default() }
    }
}
impl<M: Mode, N: Dim, T: Dim, H: Dim, E: Float> LstmBuffers<M, N, T, H, E> {
    /// The cells after each step, of what went forward last.
    ///
    /// ```
    /// use shapeful::{Eval, Layer, Lstm, LstmBuffers, Tensor, axes};
    /// axes! { Texts = 1; Time = 2; Features = 1; Hidden = 1; }
    /// let mut layer = Lstm::<Features, Hidden>::zeros();
    /// layer.b.fill(99.0);
    /// let (mut buffers, mut h) = (LstmBuffers::default(), Tensor::zeros());
    /// layer.forward::<Eval>(&Tensor::<(Texts, Time, Features)>::zeros(), &mut buffers, &mut h);
    /// assert_eq!(*buffers.c(), [[[1.0], [2.0]]]);
    /// ```
    pub fn c(&self) -> &Array<(N, T, H), E> {
        &self.steps.c
    }
}

impl<N: Dim, T: Dim, D: Dim, H: Dim, E: Float> Layer<(N, T, D), E> for Lstm<D, H, E> {
    type Y = (N, T, H);
    type Cache<M: Mode> = LstmBuffers<M, N, T, H, E>;
    fn forward<M: Mode>(&self, x: &Array<(N, T, D), E>, cache: &mut Self::Cache<M>, h: &mut Array<(N, T, H), E>) {
        cache.steps.forward(x, (&self.wx, &self.wh, &self.b), (None, None), h);
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

takes_nothing! { [D: Dim, H: Dim, E: Float] Lstm<D, H, E> }

impl<D: Dim, H: Dim, E: Float> Lstm<D, H, E> {
    /// [`Layer::forward`] from a state and cells that are given.
    ///
    /// An open forget gate keeps the cells:
    /// ```
    /// use shapeful::{Eval, Lstm, LstmBuffers, Tensor, axes};
    /// axes! { Texts = 1; Time = 2; Features = 1; Hidden = 1; }
    /// let mut layer = Lstm::<Features, Hidden>::zeros();
    /// layer.b.copy_from_slice(&[0.0, 99.0, 99.0, 0.0])?;
    /// let (x, h0) = (Tensor::<(Texts, Time, Features)>::zeros(), Tensor::<(Texts, Hidden)>::zeros());
    /// let (mut buffers, mut h) = (LstmBuffers::default(), Tensor::zeros());
    /// layer.forward_from::<_, _, Eval>(&x, (&h0, &Tensor::ones()), &mut buffers, &mut h);
    /// assert!(h.as_slice().iter().all(|h| (h - 1.0_f32.tanh()).abs() < 1e-6));
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn forward_from<N: Dim, T: Dim, M: Mode>(
        &self,
        x: &Array<(N, T, D), E>,
        (h0, c0): (&Array<(N, H), E>, &Array<(N, H), E>),
        buffers: &mut LstmBuffers<M, N, T, H, E>,
        h: &mut Array<(N, T, H), E>,
    ) {
        buffers.steps.forward(x, (&self.wx, &self.wh, &self.b), (Some(h0), Some(c0)), h);
    }
    /// [`Layer::backward`] to a state and cells that were given: with `dh0` and `dc0`, their gradients.
    ///
    /// Half of each cell is forgotten where the gate is half open, twice:
    /// ```
    /// use shapeful::{Lstm, LstmBuffers, Params, Tensor, Train, axes};
    /// axes! { Texts = 1; Time = 2; Features = 1; Hidden = 1; }
    /// let mut layer = Lstm::<Features, Hidden>::zeros();
    /// layer.b.copy_from_slice(&[0.0, 0.0, 99.0, 0.0])?;
    /// let (x, zero) = (Tensor::<(Texts, Time, Features)>::zeros(), Tensor::<(Texts, Hidden)>::zeros());
    /// let (mut buffers, mut h) = (LstmBuffers::default(), Tensor::zeros());
    /// layer.forward_from::<_, _, Train>(&x, (&zero, &zero), &mut buffers, &mut h);
    /// let (mut dh0, mut dc0, mut grad) = (Tensor::zeros(), Tensor::zeros(), layer.zeros_like());
    /// let dh = Tensor::from([[[0.0], [1.0]]]);
    /// layer.backward_from(&x, &mut buffers, &dh, None, (&mut dh0, &mut dc0), &mut grad);
    /// assert_eq!(dc0, [[0.25]]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn backward_from<N: Dim, T: Dim>(
        &self,
        x: &Array<(N, T, D), E>,
        buffers: &mut LstmBuffers<Train, N, T, H, E>,
        dh: &Array<(N, T, H), E>,
        dx: Option<&mut Array<(N, T, D), E>>,
        (dh0, dc0): (&mut Array<(N, H), E>, &mut Array<(N, H), E>),
        grad: &mut Self,
    ) {
        self.run_back(x, buffers, dh, dx, Some((dh0, dc0)), grad);
    }
    /// One step, from `state` to the next one, which takes its place. Nothing is allocated.
    ///
    /// ```
    /// use shapeful::{Lstm, LstmState, Tensor, axes};
    /// axes! { Texts = 1; Features = 1; Hidden = 1; }
    /// let mut layer = Lstm::<Features, Hidden>::zeros();
    /// layer.b.fill(99.0);
    /// let mut state = LstmState::default();
    /// for _ in 0..3 {
    ///     layer.step(&Tensor::<(Texts, Features)>::ones(), &mut state);
    /// }
    /// assert_eq!(state.c, [[3.0]]);
    /// assert!((state.h[[0, 0]] - 3.0_f32.tanh()).abs() < 1e-6);
    /// ```
    pub fn step<N: Dim>(&self, x: &Array<(N, D), E>, state: &mut LstmState<N, H, E>) {
        let LstmState { h, c, after, steps } = state;
        let params = (&*self.wx, &*self.wh, &*self.b);
        steps.forward(x.reinterpret::<(N, _1, D)>(), params, (Some(h), Some(c)), after);
        h.as_mut_slice().copy_from_slice(after.as_slice());
        c.as_mut_slice().copy_from_slice(steps.c.as_slice());
    }

    fn run_back<N: Dim, T: Dim>(
        &self,
        x: &Array<(N, T, D), E>,
        buffers: &mut LstmBuffers<Train, N, T, H, E>,
        dy: &Array<(N, T, H), E>,
        dx: Option<&mut Array<(N, T, D), E>>,
        start: Option<(&mut Array<(N, H), E>, &mut Array<(N, H), E>)>,
        grad: &mut Self,
    ) {
        let LstmBuffers { steps, kept: Kept { da, dh, dc, room } } = buffers;
        let (dh, dc) = start.unwrap_or((dh, dc));
        // The cells after the last step go nowhere.
        dc.fill(E::ZERO);
        steps.backward(dy, (&self.wh, room), da, dh, dc);
        let (sizes, da) = (Recurrence::of::<N, T, D, H>(4), da.as_slice());
        sizes.backward_params(x.as_slice(), da, grad.wx.as_mut_slice(), grad.b.as_mut_slice());
        sizes.backward_state(steps.h_prev.as_slice(), da, grad.wh.as_mut_slice());
        if let Some(dx) = dx {
            sizes.backward_input(da, self.wx.as_slice(), dx.as_mut_slice());
        }
    }
}

/// The state of an [`Lstm`] between two steps, for N sequences; 0 by default. Made from `h` alone, its cells are 0.
///
/// ```
/// use shapeful::{LstmState, Tensor, axes};
/// axes! { Texts = 2; Hidden = 3; }
/// let state = LstmState::from(Tensor::<(Texts, Hidden)>::ones());
/// assert_eq!(state.h, [[1.0; 3]; 2]);
/// assert_eq!(state.c, [[0.0; 3]; 2]);
/// ```
pub struct LstmState<N: Dim, H: Dim, E: Float = f32> {
    /// The hidden units.
    pub h: Tensor<(N, H), E>,
    /// The cells.
    pub c: Tensor<(N, H), E>,
    after: Tensor<(N, _1, H), E>,
    steps: LstmSteps<N, _1, H, E>,
}
impl<N: Dim, H: Dim, E: Float> From<Tensor<(N, H), E>> for LstmState<N, H, E> {
    fn from(h: Tensor<(N, H), E>) -> Self {
        LstmState { h, c: Tensor::zeros(), after: Tensor::zeros(), steps: LstmSteps::default() }
    }
}
impl<N: Dim, H: Dim, E: Float> Default for LstmState<N, H, E> {
    fn default() -> Self {
        Tensor::zeros().into()
    }
}
