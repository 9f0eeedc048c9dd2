//! The plain recurrent layer: `h[t] = tanh(x[t]·Wx + h[t−1]·Wh + b)`.
use crate::array::{Array, Tensor};
use crate::dim::{Dim, Never};
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::kernel::recurrent::Recurrence;
use crate::numeral::_1;
use crate::ops::gradient_of::GradientOf;
use crate::shape::Shape;

/// `Self`, `H0`, `Wx`, `Wh` and `B` are the input, the state before it and the parameters of one RNN.
///
/// ```
/// use shapeful::{MakesRnn, axes, dim};
/// axes! { Batch = 2; Time = 5; Features = 3; Hidden = 4; }
/// fn fit<X: MakesRnn<H, (Features, Hidden), (Hidden, Hidden), (dim!(1), Hidden)>, H>() {}
/// fit::<(Batch, Features), (Batch, Hidden)>();
/// fit::<(Batch, Time, Features), (Batch, Hidden)>();
/// ```
/// The state has a row for each sequence:
/// ```compile_fail,E0277
/// # use shapeful::{MakesRnn, axes, dim};
/// # axes! { Batch = 2; Time = 5; Features = 3; Hidden = 4; }
/// # fn fit<X: MakesRnn<H, (Features, Hidden), (Hidden, Hidden), (dim!(1), Hidden)>, H>() {}
/// fit::<(Time, Batch, Features), (Batch, Hidden)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: x {Self}, h {H0}, Wx {Wx}, Wh {Wh} and b {B} do not make an RNN",
    label = "x is {Self}, and the state before it {H0}",
    note = "x (N, T, D), h0 (N, H), Wx (D, H), Wh (H, H), b (1, H) -> h (N, T, H); one step takes (N, D) and gives (N, H)",
    note = "the batch comes first, then the time: the state has a row for each sequence",
    note = "lesson S111"
)]
pub trait MakesRnn<H0, Wx, Wh, B>: Shape {
    /// The hidden units.
    type Hidden: Dim;
}
#[diagnostic::do_not_recommend]
impl<N: Dim, D: Dim, H: Dim> MakesRnn<(N, H), (D, H), (H, H), (_1, H)> for (N, D) {
    type Hidden = H;
}
#[diagnostic::do_not_recommend]
impl<N: Dim, T: Dim, D: Dim, H: Dim> MakesRnn<(N, H), (D, H), (H, H), (_1, H)> for (N, T, D) {
    type Hidden = H;
}
// With these no error is found before the last argument is known, so the lesson names all shapes.
macro_rules! undecided { ($($nth:literal)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<S: Shape, H0, Wx, Wh> MakesRnn<H0, Wx, Wh, Never<$nth>> for S {
        type Hidden = _1;
    }
)* } }
undecided! { 0 1 }

/// What [`rnn_forward`] leaves for [`rnn_backward`]. It borrows the sequences and the weights.
///
/// A net of zeros is as steep as tanh is at 0:
/// ```
/// use shapeful::{RnnCache, Tensor, axes, dim, rnn_backward, rnn_forward};
/// axes! { Batch = 1; Time = 2; Features = 3; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, Hidden)>::zeros(), Tensor::<(Hidden, Hidden)>::zeros());
/// let (x, h0) = (Tensor::<(Batch, Time, Features)>::ones(), Tensor::<(Batch, Hidden)>::zeros());
/// let b = Tensor::<(dim!(1), Hidden)>::zeros();
/// let (_, cache): (_, RnnCache<Batch, Time, Features, Hidden>) = rnn_forward(&x, &h0, &wx, &wh, &b);
/// assert_eq!(rnn_backward(&Tensor::ones(), &cache).db, [[2.0]]);
/// ```
pub struct RnnCache<'a, N: Dim, T: Dim, D: Dim, H: Dim, E: Float = f32> {
    x: &'a Array<(N, T, D), E>,
    wx: &'a Array<(D, H), E>,
    wh: &'a Array<(H, H), E>,
    h_prev: Tensor<(N, T, H), E>,
    h: Tensor<(N, T, H), E>,
}
/// What [`rnn_step_forward`] leaves for [`rnn_step_backward`]. It borrows the input and the weights.
///
/// Of a net of zeros, the gradient of a weight is the feature that it is for:
/// ```
/// use shapeful::{RnnStepCache, Tensor, axes, dim, rnn_step_backward, rnn_step_forward};
/// axes! { Batch = 1; Features = 3; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, Hidden)>::zeros(), Tensor::<(Hidden, Hidden)>::zeros());
/// let (x, prev_h) = (Tensor::<(Batch, Features)>::ones(), Tensor::<(Batch, Hidden)>::zeros());
/// let b = Tensor::<(dim!(1), Hidden)>::zeros();
/// let (_, cache): (_, RnnStepCache<Batch, Features, Hidden>) = rnn_step_forward(&x, &prev_h, &wx, &wh, &b);
/// assert_eq!(rnn_step_backward(&Tensor::ones(), &cache).dwx, [[1.0]; 3]);
/// ```
pub struct RnnStepCache<'a, N: Dim, D: Dim, H: Dim, E: Float = f32>(RnnCache<'a, N, _1, D, H, E>);

grads! {
    /// The gradients of [`rnn_forward`].
    RnnGrads<N, T, D, H> {
        /// The gradient of the sequences.
        dx: (N, T, D),
        /// The gradient of the state before the first step.
        dh0: (N, H),
        /// The gradient of the weights of the input.
        dwx: (D, H),
        /// The gradient of the weights of the state.
        dwh: (H, H),
        /// The gradient of the bias.
        db: (_1, H),
    }
}
grads! {
    /// The gradients of [`rnn_step_forward`].
    RnnStepGrads<N, D, H> {
        /// The gradient of the input.
        dx: (N, D),
        /// The gradient of the state before.
        dprev_h: (N, H),
        /// The gradient of the weights of the input.
        dwx: (D, H),
        /// The gradient of the weights of the state.
        dwh: (H, H),
        /// The gradient of the bias.
        db: (_1, H),
    }
}

/// One step: `next_h = tanh(x·Wx + prev_h·Wh + b)`, and what backward needs.
///
/// - Shapes: `x: (N, D)`, `prev_h: (N, H)`, `Wx: (D, H)`, `Wh: (H, H)`, `b: (1, H)` → `next_h: (N, H)`.
/// - Errors: other shapes do not compile.
/// - Source: CS231n, assignment 3, `rnn_step_forward`.
///
/// ```
/// use shapeful::{Tensor, axes, dim, rnn_step_forward};
/// axes! { Batch = 1; Features = 1; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, Hidden)>::full(2.0), Tensor::<(Hidden, Hidden)>::full(3.0));
/// let x = Tensor::<(Batch, Features)>::full(0.1);
/// let prev_h = Tensor::<(Batch, Hidden)>::full(0.5);
/// let b = Tensor::<(dim!(1), Hidden)>::full(-1.7);
/// let (next_h, _) = rnn_step_forward(&x, &prev_h, &wx, &wh, &b);
/// assert_eq!(next_h, [[0.0]]);
/// ```
pub fn rnn_step_forward<'a, N: Dim, D: Dim, H: Dim, H0: Shape, Wx: Shape, Wh: Shape, B: Shape, E: Float>(
    x: &'a Array<(N, D), E>,
    prev_h: &Array<H0, E>,
    wx: &'a Array<Wx, E>,
    wh: &'a Array<Wh, E>,
    b: &Array<B, E>,
) -> (Tensor<(N, H), E>, RnnStepCache<'a, N, D, H, E>)
where
    (N, D): MakesRnn<H0, Wx, Wh, B, Hidden = H>,
{
    let (wx, wh) = (wx.reinterpret::<(D, H)>(), wh.reinterpret::<(H, H)>());
    let (prev_h, b) = (prev_h.reinterpret::<(N, H)>(), b.reinterpret::<(_1, H)>());
    let (h, cache) = rnn_forward(x.reinterpret::<(N, _1, D)>(), prev_h, wx, wh, b);
    (h.with_shape(), RnnStepCache(cache))
}

/// The gradients of [`rnn_step_forward`].
///
/// - Shapes: `dnext_h: (N, H)` → `dx: (N, D)`, `dprev_h: (N, H)`, `dwx: (D, H)`, `dwh: (H, H)`, `db: (1, H)`.
/// - Formula: `da = (1 − next_h²)·dnext_h`; `dx = da·Wxᵀ`, `dprev_h = da·Whᵀ`, `dwx = xᵀ·da`, `dwh = prev_hᵀ·da`, `db = Σ_n da`.
/// - Source: CS231n, assignment 3, `rnn_step_backward`.
///
/// Where tanh is 0 its slope is 1:
/// ```
/// use shapeful::{Tensor, axes, dim, rnn_step_backward, rnn_step_forward};
/// axes! { Batch = 1; Features = 1; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, Hidden)>::full(2.0), Tensor::<(Hidden, Hidden)>::full(4.0));
/// let x = Tensor::<(Batch, Features)>::full(1.0);
/// let prev_h = Tensor::<(Batch, Hidden)>::full(0.5);
/// let b = Tensor::<(dim!(1), Hidden)>::full(-4.0);
/// let (next_h, cache) = rnn_step_forward(&x, &prev_h, &wx, &wh, &b);
/// let grads = rnn_step_backward(&Tensor::ones(), &cache);
/// assert_eq!(grads.dx, [[2.0]]);
/// assert_eq!(grads.dprev_h, [[4.0]]);
/// assert_eq!(grads.dwx, [[1.0]]);
/// assert_eq!(grads.dwh, [[0.5]]);
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn rnn_step_backward<N: Dim, D: Dim, H: Dim, Dout: Shape, E: Float>(
    dnext_h: &Array<Dout, E>,
    cache: &RnnStepCache<'_, N, D, H, E>,
) -> RnnStepGrads<N, D, H, E> where Array<Dout, E>: GradientOf<Dout, (N, H)> {
    let RnnGrads { dx, dh0, dwx, dwh, db } = rnn_backward(dnext_h.reinterpret::<(N, _1, H)>(), &cache.0);
    RnnStepGrads { dx: dx.with_shape(), dprev_h: dh0, dwx, dwh, db }
}

/// Whole sequences: `h[t] = tanh(x[t]·Wx + h[t−1]·Wh + b)`, with `h[−1] = h0`, and what backward needs.
///
/// - Shapes: `x: (N, T, D)`, `h0: (N, H)`, `Wx: (D, H)`, `Wh: (H, H)`, `b: (1, H)` → `h: (N, T, H)`.
/// - Errors: other shapes do not compile; time before batch, (T, N, D), does not fit h0.
/// - Source: CS231n, assignment 3, `rnn_forward`.
///
/// What is fed in at the first step is handed on:
/// ```
/// use shapeful::{Tensor, axes, dim, rnn_forward};
/// axes! { Batch = 1; Time = 3; Features = 1; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, Hidden)>::full(100.0), Tensor::<(Hidden, Hidden)>::full(100.0));
/// let x = Tensor::<(Batch, Time, Features)>::from([[[1.0], [0.0], [0.0]]]);
/// let (h0, b) = (Tensor::<(Batch, Hidden)>::zeros(), Tensor::<(dim!(1), Hidden)>::zeros());
/// let (h, cache) = rnn_forward(&x, &h0, &wx, &wh, &b);
/// assert_eq!(h, [[[1.0], [1.0], [1.0]]]);
/// ```
pub fn rnn_forward<'a, N: Dim, T: Dim, D: Dim, H: Dim, H0: Shape, Wx: Shape, Wh: Shape, B: Shape, E: Float>(
    x: &'a Array<(N, T, D), E>,
    h0: &Array<H0, E>,
    wx: &'a Array<Wx, E>,
    wh: &'a Array<Wh, E>,
    b: &Array<B, E>,
) -> (Tensor<(N, T, H), E>, RnnCache<'a, N, T, D, H, E>)
where
    (N, T, D): MakesRnn<H0, Wx, Wh, B, Hidden = H>,
{
    let (mut h, mut h_prev) = (Tensor::zeros(), Tensor::zeros());
    Recurrence::of::<N, T, D, H>(1).rnn(
        [x.as_slice(), wx.as_slice(), wh.as_slice(), b.as_slice()],
        Some(h0.as_slice()),
        h_prev.as_mut_slice(),
        h.as_mut_slice(),
    );
    (h.clone(), RnnCache { x, wx: wx.reinterpret(), wh: wh.reinterpret(), h_prev, h })
}

/// The gradients of [`rnn_forward`]: backpropagation through time.
///
/// - Shapes: `dh: (N, T, H)` → `dx: (N, T, D)`, `dh0: (N, H)`, `dwx: (D, H)`, `dwh: (H, H)`, `db: (1, H)`.
/// - Formula: from the last step to the first, `da[t] = (1 − h[t]²)·(dh[t] + da[t+1]·Whᵀ)`; the parameters' gradients are sums over
///   all steps, and `dh0 = da[0]·Whᵀ`.
/// - Source: CS231n, assignment 3, `rnn_backward`; Werbos 1990, "Backpropagation through time".
///
/// With a state that stays 0 every tanh has the slope 1, and `dh0` is the sum of all ways back, 2 + 2² + 2³:
/// ```
/// use shapeful::{RnnGrads, Tensor, axes, dim, rnn_backward, rnn_forward};
/// axes! { Batch = 1; Time = 3; Features = 1; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, Hidden)>::ones(), Tensor::<(Hidden, Hidden)>::full(2.0));
/// let x = Tensor::<(Batch, Time, Features)>::zeros();
/// let (h0, b) = (Tensor::<(Batch, Hidden)>::zeros(), Tensor::<(dim!(1), Hidden)>::zeros());
/// let (h, cache) = rnn_forward(&x, &h0, &wx, &wh, &b);
/// let RnnGrads { dx, dh0, .. } = rnn_backward(&Tensor::ones(), &cache);
/// assert_eq!(dh0, [[14.0]]);
/// assert_eq!(dx, [[[7.0], [3.0], [1.0]]]);
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn rnn_backward<N: Dim, T: Dim, D: Dim, H: Dim, Dout: Shape, E: Float>(
    dh: &Array<Dout, E>,
    cache: &RnnCache<'_, N, T, D, H, E>,
) -> RnnGrads<N, T, D, H, E> where Array<Dout, E>: GradientOf<Dout, (N, T, H)> {
    let (sizes, mut grads, mut da) =
        (Recurrence::of::<N, T, D, H>(1), RnnGrads::default(), Tensor::<(N, T, H), E>::zeros());
    let (h, wh, da) = (cache.h.as_slice(), cache.wh.as_slice(), da.as_mut_slice());
    let wh = (wh, &mut *sizes.room_to_turn());
    sizes.rnn_backward(dh.as_slice(), h, wh, da, grads.dh0.as_mut_slice());
    sizes.backward_input(da, cache.wx.as_slice(), grads.dx.as_mut_slice());
    sizes.backward_params(cache.x.as_slice(), da, grads.dwx.as_mut_slice(), grads.db.as_mut_slice());
    sizes.backward_state(cache.h_prev.as_slice(), da, grads.dwh.as_mut_slice());
    grads
}

impl Recurrence {
    /// `h[t] = tanh(x[t]·wx + h[t−1]·wh + b)`, and `h_prev[t] = h[t−1]`.
    pub(crate) fn rnn<E: Float>(self, [x, wx, wh, b]: [&[E]; 4], h0: Option<&[E]>, h_prev: &mut [E], h: &mut [E]) {
        self.input(x, wx, b, h);
        for t in 0..self.t {
            self.carry(t, h0, h, h_prev);
            self.recur(t, h_prev, wh, h);
            for row in self.rows(t, self.h) {
                E::Loops::tanh_in_place(&mut h[row]);
            }
        }
    }
    /// `da`, and in `dh` the gradient of h0. Beside `wh` is room to turn it.
    pub(crate) fn rnn_backward<E: Float>(
        self,
        dy: &[E],
        h: &[E],
        (wh, room): (&[E], &mut [E]),
        da: &mut [E],
        dh: &mut [E],
    ) {
        let wh_t = self.turned(wh, room);
        dh.fill(E::ZERO);
        for t in (0..self.t).rev() {
            for (n, row) in self.rows(t, self.h).enumerate() {
                for (dh, at) in dh[n * self.h..].iter_mut().zip(row) {
                    da[at] = (E::ONE - h[at] * h[at]) * (dy[at] + *dh);
                    *dh = E::ZERO;
                }
            }
            self.backward_recur(t, da, wh_t, dh);
        }
    }
}
