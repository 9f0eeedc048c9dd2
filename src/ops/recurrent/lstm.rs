//! Long short-term memory: `c[t] = f·c[t−1] + i·g`, `h[t] = o·tanh c[t]`, with four gates `i, f, o, g` of `x[t]·Wx + h[t−1]·Wh + b`.
use crate::array::{Array, Tensor};
use crate::dim::{Dim, Never};
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::kernel::recurrent::Recurrence;
use crate::numeral::{_0, _1, _4};
use crate::ops::gradient_of::GradientOf;
use crate::shape::Shape;

/// `Self`, `H0`, `Wx`, `Wh` and `B` are the input, the state before it and the parameters of one LSTM.
///
/// The four gates are an axis of their own, `dim!(4)`, so their order is not a matter of where a row is cut. In memory (D, 4, H) is the
/// course's (D, 4H): `wx.flatten()` is that, and `split::<(dim!(4), Hidden)>()` comes back from it.
/// ```
/// use shapeful::{MakesLstm, axes, dim};
/// axes! { Batch = 2; Time = 5; Features = 3; Hidden = 6; }
/// type Gates = dim!(4);
/// fn fit<X: MakesLstm<H, (Features, Gates, Hidden), (Hidden, Gates, Hidden), (dim!(1), Gates, Hidden)>, H>() {}
/// fit::<(Batch, Features), (Batch, Hidden)>();
/// fit::<(Batch, Time, Features), (Batch, Hidden)>();
/// ```
/// The state has a row for each sequence:
/// ```compile_fail,E0277
/// # use shapeful::{MakesLstm, axes, dim};
/// # axes! { Batch = 2; Time = 5; Features = 3; Hidden = 6; }
/// # type Gates = dim!(4);
/// # fn fit<X: MakesLstm<H, (Features, Gates, Hidden), (Hidden, Gates, Hidden), (dim!(1), Gates, Hidden)>, H>() {}
/// fit::<(Time, Batch, Features), (Batch, Hidden)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: x {Self}, h {H0}, Wx {Wx}, Wh {Wh} and b {B} do not make an LSTM",
    label = "x is {Self}, and the state before it {H0}",
    note = "x (N, T, D), h0 (N, H), Wx (D, 4, H), Wh (H, 4, H), b (1, 4, H) -> h (N, T, H); one step takes (N, D) and gives (N, H)",
    note = "the axis of 4 holds the gates i, f, o, g; weights (D, 4H) are (D, 4, H) after `split::<(dim!(4), Hidden)>()`",
    note = "lesson S112"
)]
pub trait MakesLstm<H0, Wx, Wh, B>: Shape {
    /// The hidden units.
    type Hidden: Dim;
}
#[diagnostic::do_not_recommend]
impl<N: Dim, D: Dim, H: Dim> MakesLstm<(N, H), (D, _4, H), (H, _4, H), (_1, _4, H)> for (N, D) {
    type Hidden = H;
}
#[diagnostic::do_not_recommend]
impl<N: Dim, T: Dim, D: Dim, H: Dim> MakesLstm<(N, H), (D, _4, H), (H, _4, H), (_1, _4, H)> for (N, T, D) {
    type Hidden = H;
}
// With these no error is found before the last argument is known, so the lesson names all shapes.
macro_rules! undecided { ($($nth:literal)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<S: Shape, H0, Wx, Wh> MakesLstm<H0, Wx, Wh, Never<$nth>> for S {
        type Hidden = _1;
    }
)* } }
undecided! { 0 1 }

/// What [`lstm_forward`] leaves for [`lstm_backward`]. It borrows the sequences and the weights.
///
/// The gates of a net of zeros are half open, and the news of its cell is 0:
/// ```
/// use shapeful::{LstmCache, Tensor, axes, dim, lstm_backward, lstm_forward};
/// axes! { Batch = 1; Time = 2; Features = 3; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, dim!(4), Hidden)>::zeros(), Tensor::<(Hidden, dim!(4), Hidden)>::zeros());
/// let (x, h0) = (Tensor::<(Batch, Time, Features)>::ones(), Tensor::<(Batch, Hidden)>::zeros());
/// let b = Tensor::<(dim!(1), dim!(4), Hidden)>::zeros();
/// let (_, cache): (_, LstmCache<Batch, Time, Features, Hidden>) = lstm_forward(&x, &h0, &wx, &wh, &b);
/// assert_eq!(lstm_backward(&Tensor::ones(), &cache).db[[0, 3, 0]], 0.25 * (1.0 + 0.5) + 0.25);
/// ```
pub struct LstmCache<'a, N: Dim, T: Dim, D: Dim, H: Dim, E: Float = f32> {
    x: &'a Array<(N, T, D), E>,
    wx: &'a Array<(D, _4, H), E>,
    wh: &'a Array<(H, _4, H), E>,
    steps: LstmSteps<N, T, H, E>,
}
/// What [`lstm_step_forward`] leaves for [`lstm_step_backward`]. It borrows the input and the weights.
///
/// Of a net of zeros, the gates of input and output are half open to the news:
/// ```
/// use shapeful::{LstmStepCache, Tensor, axes, dim, lstm_step_backward, lstm_step_forward};
/// axes! { Batch = 1; Features = 3; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, dim!(4), Hidden)>::zeros(), Tensor::<(Hidden, dim!(4), Hidden)>::zeros());
/// let (x, prev_h) = (Tensor::<(Batch, Features)>::ones(), Tensor::<(Batch, Hidden)>::zeros());
/// let prev_c = Tensor::<(Batch, Hidden)>::zeros();
/// let b = Tensor::<(dim!(1), dim!(4), Hidden)>::zeros();
/// let (_, _, cache): (_, _, LstmStepCache<Batch, Features, Hidden>) = lstm_step_forward(&x, &prev_h, &prev_c, &wx, &wh, &b);
/// assert_eq!(lstm_step_backward(&Tensor::ones(), &Tensor::zeros(), &cache).db[[0, 3, 0]], 0.5 * 0.5);
/// ```
pub struct LstmStepCache<'a, N: Dim, D: Dim, H: Dim, E: Float = f32>(LstmCache<'a, N, _1, D, H, E>);

/// Wx, Wh and b.
type LstmParams<'a, D, H, E> = (&'a Array<(D, _4, H), E>, &'a Array<(H, _4, H), E>, &'a Array<(_1, _4, H), E>);

/// What going forward fills, step by step.
pub(crate) struct LstmSteps<N: Dim, T: Dim, H: Dim, E: Float> {
    /// The state before each step.
    pub h_prev: Tensor<(N, T, H), E>,
    /// The cells before each step.
    pub c_prev: Tensor<(N, T, H), E>,
    /// The cells after each step.
    pub c: Tensor<(N, T, H), E>,
    pub tanh_c: Tensor<(N, T, H), E>,
    /// i, f, o and g after sigmoid and tanh.
    pub gates: Tensor<(N, T, _4, H), E>,
}
impl<N: Dim, T: Dim, H: Dim, E: Float> Default for LstmSteps<N, T, H, E> {
    fn default() -> Self {
        LstmSteps {
            h_prev: Tensor::zeros(),
            c_prev: Tensor::zeros(),
            c: Tensor::zeros(),
            tanh_c: Tensor::zeros(),
            gates: Tensor::zeros(),
        }
    }
}

grads! {
    /// The gradients of [`lstm_forward`].
    LstmGrads<N, T, D, H> {
        /// The gradient of the sequences.
        dx: (N, T, D),
        /// The gradient of the state before the first step.
        dh0: (N, H),
        /// The gradient of the weights of the input.
        dwx: (D, _4, H),
        /// The gradient of the weights of the state.
        dwh: (H, _4, H),
        /// The gradient of the bias.
        db: (_1, _4, H),
    }
}
grads! {
    /// The gradients of [`lstm_step_forward`].
    LstmStepGrads<N, D, H> {
        /// The gradient of the input.
        dx: (N, D),
        /// The gradient of the state before.
        dprev_h: (N, H),
        /// The gradient of the cells before.
        dprev_c: (N, H),
        /// The gradient of the weights of the input.
        dwx: (D, _4, H),
        /// The gradient of the weights of the state.
        dwh: (H, _4, H),
        /// The gradient of the bias.
        db: (_1, _4, H),
    }
}

/// One step: the next state, the next cells, and what backward needs.
///
/// - Shapes: `x: (N, D)`, `prev_h, prev_c: (N, H)`, `Wx: (D, 4, H)`, `Wh: (H, 4, H)`, `b: (1, 4, H)` → `next_h, next_c: (N, H)`.
/// - Formula: `a = x·Wx + prev_h·Wh + b`, in four blocks; `i, f, o = σ(a₀), σ(a₁), σ(a₂)`, `g = tanh a₃`; `next_c = f·prev_c + i·g`,
///   `next_h = o·tanh next_c`.
/// - Errors: other shapes do not compile.
/// - Source: CS231n, assignment 3, `lstm_step_forward`; Hochreiter & Schmidhuber 1997, "Long short-term memory".
///
/// Half of the gates is open where every `a` is 0, and half of the cells is kept:
/// ```
/// use shapeful::{Tensor, axes, dim, lstm_step_forward};
/// axes! { Batch = 1; Features = 2; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, dim!(4), Hidden)>::zeros(), Tensor::<(Hidden, dim!(4), Hidden)>::zeros());
/// let (x, b) = (Tensor::<(Batch, Features)>::ones(), Tensor::<(dim!(1), dim!(4), Hidden)>::zeros());
/// let (prev_h, prev_c) = (Tensor::<(Batch, Hidden)>::ones(), Tensor::<(Batch, Hidden)>::full(4.0));
/// let (next_h, next_c, _) = lstm_step_forward(&x, &prev_h, &prev_c, &wx, &wh, &b);
/// assert_eq!(next_c, [[2.0]]);
/// assert!((next_h[[0, 0]] - 0.5 * 2.0_f32.tanh()).abs() < 1e-6);
/// ```
pub fn lstm_step_forward<'a, N: Dim, D: Dim, H: Dim, H0: Shape, Wx: Shape, Wh: Shape, B: Shape, E: Float>(
    x: &'a Array<(N, D), E>,
    prev_h: &Array<H0, E>,
    prev_c: &Array<H0, E>,
    wx: &'a Array<Wx, E>,
    wh: &'a Array<Wh, E>,
    b: &Array<B, E>,
) -> (Tensor<(N, H), E>, Tensor<(N, H), E>, LstmStepCache<'a, N, D, H, E>)
where
    (N, D): MakesLstm<H0, Wx, Wh, B, Hidden = H>,
{
    let (wx, wh) = (wx.reinterpret::<(D, _4, H)>(), wh.reinterpret::<(H, _4, H)>());
    let x = x.reinterpret::<(N, _1, D)>();
    let (mut cache, mut h) = (LstmCache { x, wx, wh, steps: LstmSteps::default() }, Tensor::zeros());
    let start = (Some(prev_h.reinterpret()), Some(prev_c.reinterpret()));
    cache.steps.forward(x, (wx, wh, b.reinterpret()), start, &mut h);
    (h.with_shape(), cache.steps.c.clone().with_shape(), LstmStepCache(cache))
}

/// The gradients of [`lstm_step_forward`].
///
/// - Shapes: `dnext_h, dnext_c: (N, H)` → `dx: (N, D)`, `dprev_h, dprev_c: (N, H)`, `dwx: (D, 4, H)`, `dwh: (H, 4, H)`,
///   `db: (1, 4, H)`.
/// - Formula: `dc = dnext_c + dnext_h·o·(1 − tanh² next_c)`, `dprev_c = dc·f`; `di, df, do, dg = dc·g, dc·prev_c,
///   dnext_h·tanh next_c, dc·i` go through the slopes of σ and tanh into `da: (N, 4, H)`, and from there as in an affine layer.
/// - Source: CS231n, assignment 3, `lstm_step_backward`.
///
/// Cells carry a gradient back through the forget gate alone:
/// ```
/// use shapeful::{Tensor, axes, dim, lstm_step_backward, lstm_step_forward};
/// axes! { Batch = 1; Features = 2; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, dim!(4), Hidden)>::zeros(), Tensor::<(Hidden, dim!(4), Hidden)>::zeros());
/// let (x, b) = (Tensor::<(Batch, Features)>::ones(), Tensor::<(dim!(1), dim!(4), Hidden)>::zeros());
/// let (prev_h, prev_c) = (Tensor::<(Batch, Hidden)>::ones(), Tensor::<(Batch, Hidden)>::full(4.0));
/// let (_, _, cache) = lstm_step_forward(&x, &prev_h, &prev_c, &wx, &wh, &b);
/// let grads = lstm_step_backward(&Tensor::zeros(), &Tensor::ones(), &cache);
/// assert_eq!(grads.dprev_h, [[0.0]]);
/// assert_eq!(grads.dprev_c, [[0.5]]);
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn lstm_step_backward<N: Dim, D: Dim, H: Dim, DnextH: Shape, DnextC: Shape, E: Float>(
    dnext_h: &Array<DnextH, E>,
    dnext_c: &Array<DnextC, E>,
    cache: &LstmStepCache<'_, N, D, H, E>,
) -> LstmStepGrads<N, D, H, E> where Array<DnextH, E>: GradientOf<DnextH, (N, H)>, Array<DnextC, E>: GradientOf<DnextC, (N, H)> {
    let mut dprev_c = dnext_c.reinterpret::<(N, H)>().to_tensor();
    let LstmGrads { dx, dh0, dwx, dwh, db } = cache.0.backward(dnext_h.reinterpret(), &mut dprev_c);
    LstmStepGrads { dx: dx.with_shape(), dprev_h: dh0, dprev_c, dwx, dwh, db }
}

/// Whole sequences, with cells that are 0 before the first step; and what backward needs.
///
/// - Shapes: `x: (N, T, D)`, `h0: (N, H)`, `Wx: (D, 4, H)`, `Wh: (H, 4, H)`, `b: (1, 4, H)` → `h: (N, T, H)`.
/// - Formula: that of [`lstm_step_forward`], step by step, from `h[−1] = h0` and `c[−1] = 0`.
/// - Errors: other shapes do not compile; time before batch, (T, N, D), does not fit h0.
/// - Source: CS231n, assignment 3, `lstm_forward`.
///
/// Gates that are wide open count the steps:
/// ```
/// use shapeful::{Tensor, axes, dim, lstm_forward};
/// axes! { Batch = 1; Time = 3; Features = 1; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, dim!(4), Hidden)>::full(99.0), Tensor::<(Hidden, dim!(4), Hidden)>::zeros());
/// let (x, h0) = (Tensor::<(Batch, Time, Features)>::ones(), Tensor::<(Batch, Hidden)>::zeros());
/// let (h, cache) = lstm_forward(&x, &h0, &wx, &wh, &Tensor::<(dim!(1), dim!(4), Hidden)>::zeros());
/// let far = |t: usize, c: f32| (h[[0, t, 0]] - c.tanh()).abs();
/// assert!(far(0, 1.0) < 1e-6 && far(1, 2.0) < 1e-6 && far(2, 3.0) < 1e-6);
/// ```
pub fn lstm_forward<'a, N: Dim, T: Dim, D: Dim, H: Dim, H0: Shape, Wx: Shape, Wh: Shape, B: Shape, E: Float>(
    x: &'a Array<(N, T, D), E>,
    h0: &Array<H0, E>,
    wx: &'a Array<Wx, E>,
    wh: &'a Array<Wh, E>,
    b: &Array<B, E>,
) -> (Tensor<(N, T, H), E>, LstmCache<'a, N, T, D, H, E>)
where
    (N, T, D): MakesLstm<H0, Wx, Wh, B, Hidden = H>,
{
    let (wx, wh) = (wx.reinterpret::<(D, _4, H)>(), wh.reinterpret::<(H, _4, H)>());
    let (mut cache, mut h) = (LstmCache { x, wx, wh, steps: LstmSteps::default() }, Tensor::zeros());
    cache.steps.forward(x, (wx, wh, b.reinterpret()), (Some(h0.reinterpret()), None), &mut h);
    (h, cache)
}

/// The gradients of [`lstm_forward`]: backpropagation through time.
///
/// - Shapes: `dh: (N, T, H)` → `dx: (N, T, D)`, `dh0: (N, H)`, `dwx: (D, 4, H)`, `dwh: (H, 4, H)`, `db: (1, 4, H)`.
/// - Formula: that of [`lstm_step_backward`], from the last step to the first; the parameters' gradients are sums over all steps.
/// - Source: CS231n, assignment 3, `lstm_backward`.
///
/// The state reaches the gates through Wh alone:
/// ```
/// use shapeful::{LstmGrads, Tensor, axes, dim, lstm_backward, lstm_forward};
/// axes! { Batch = 1; Time = 3; Features = 1; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, dim!(4), Hidden)>::ones(), Tensor::<(Hidden, dim!(4), Hidden)>::zeros());
/// let (x, h0) = (Tensor::<(Batch, Time, Features)>::ones(), Tensor::<(Batch, Hidden)>::zeros());
/// let (h, cache) = lstm_forward(&x, &h0, &wx, &wh, &Tensor::<(dim!(1), dim!(4), Hidden)>::zeros());
/// let LstmGrads { dh0, dwh, .. } = lstm_backward(&Tensor::ones(), &cache);
/// assert_eq!(dh0, [[0.0]]);
/// assert!(dwh.as_slice().iter().all(|&dwh| dwh > 0.0));
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn lstm_backward<N: Dim, T: Dim, D: Dim, H: Dim, Dout: Shape, E: Float>(
    dh: &Array<Dout, E>,
    cache: &LstmCache<'_, N, T, D, H, E>,
) -> LstmGrads<N, T, D, H, E> where Array<Dout, E>: GradientOf<Dout, (N, T, H)> {
    cache.backward(dh.reinterpret(), &mut Tensor::zeros())
}

impl<N: Dim, T: Dim, D: Dim, H: Dim, E: Float> LstmCache<'_, N, T, D, H, E> {
    /// `dc` is the gradient of the cells after the last step, and becomes that of the cells before the first.
    fn backward(&self, dh: &Array<(N, T, H), E>, dc: &mut Array<(N, H), E>) -> LstmGrads<N, T, D, H, E> {
        let (mut grads, mut da) = (LstmGrads::default(), Tensor::zeros());
        let sizes = Recurrence::of::<N, T, D, H>(4);
        self.steps.backward(dh, (self.wh, &mut sizes.room_to_turn()), &mut da, &mut grads.dh0, dc);
        let da = da.as_slice();
        sizes.backward_input(da, self.wx.as_slice(), grads.dx.as_mut_slice());
        sizes.backward_params(self.x.as_slice(), da, grads.dwx.as_mut_slice(), grads.db.as_mut_slice());
        sizes.backward_state(self.steps.h_prev.as_slice(), da, grads.dwh.as_mut_slice());
        grads
    }
}

impl<N: Dim, T: Dim, H: Dim, E: Float> LstmSteps<N, T, H, E> {
    /// All steps, from the state and the cells before the first; 0 if none.
    pub(crate) fn forward<D: Dim>(
        &mut self,
        x: &Array<(N, T, D), E>,
        (wx, wh, b): LstmParams<'_, D, H, E>,
        (h0, c0): (Option<&Array<(N, H), E>>, Option<&Array<(N, H), E>>),
        h: &mut Array<(N, T, H), E>,
    ) {
        let (h0, c0, wh) = (h0.map(Array::as_slice), c0.map(Array::as_slice), wh.as_slice());
        let LstmSteps { h_prev, c_prev, c, tanh_c, gates } = self;
        let (h_prev, c_prev, c) = (h_prev.as_mut_slice(), c_prev.as_mut_slice(), c.as_mut_slice());
        let (tanh_c, gates, h) = (tanh_c.as_mut_slice(), gates.as_mut_slice(), h.as_mut_slice());
        let sizes = Recurrence::of::<N, T, D, H>(4);
        sizes.input(x.as_slice(), wx.as_slice(), b.as_slice(), gates);
        for t in 0..T::SIZE {
            sizes.carry(t, h0, h, h_prev);
            sizes.carry(t, c0, c, c_prev);
            sizes.recur(t, h_prev, wh, gates);
            for (row, of_gates) in sizes.rows(t, H::SIZE).zip(sizes.rows(t, 4 * H::SIZE)) {
                let (c, tanh_c, h) = (&mut c[row.clone()], &mut tanh_c[row.clone()], &mut h[row.clone()]);
                E::Loops::lstm_gates(&mut gates[of_gates], &c_prev[row], c, tanh_c, h);
            }
        }
    }
    /// `da`; in `dh` the gradient of h0; and in `dc`, where the gradient of the last cells was, that of the first.
    /// Beside `wh` is room to turn it.
    pub(crate) fn backward(
        &self,
        dy: &Array<(N, T, H), E>,
        (wh, room): (&Array<(H, _4, H), E>, &mut [E]),
        da: &mut Array<(N, T, _4, H), E>,
        dh: &mut Array<(N, H), E>,
        dc: &mut Array<(N, H), E>,
    ) {
        let LstmSteps { c_prev, tanh_c, gates, .. } = self;
        let (c_prev, tanh_c, gates) = (c_prev.as_slice(), tanh_c.as_slice(), gates.as_slice());
        let (dy, da, dh, dc) = (dy.as_slice(), da.as_mut_slice(), dh.as_mut_slice(), dc.as_mut_slice());
        // The features play no part before the parameters' gradients.
        let sizes = Recurrence::of::<N, T, _0, H>(4);
        let wh_t = sizes.turned(wh.as_slice(), room);
        dh.fill(E::ZERO);
        for t in (0..T::SIZE).rev() {
            for (n, (row, of_gates)) in sizes.rows(t, H::SIZE).zip(sizes.rows(t, 4 * H::SIZE)).enumerate() {
                let (gates, da) = (&gates[of_gates.clone()], &mut da[of_gates]);
                for (u, at) in row.enumerate() {
                    let [i, f, o, g] = [0, 1, 2, 3].map(|gate| gates[gate * H::SIZE + u]);
                    let (dc, dh) = (&mut dc[n * H::SIZE + u], &mut dh[n * H::SIZE + u]);
                    let dh = dy[at] + core::mem::replace(dh, E::ZERO);
                    *dc += dh * o * (E::ONE - tanh_c[at] * tanh_c[at]);
                    da[u] = *dc * g * i * (E::ONE - i);
                    da[H::SIZE + u] = *dc * c_prev[at] * f * (E::ONE - f);
                    da[2 * H::SIZE + u] = dh * tanh_c[at] * o * (E::ONE - o);
                    da[3 * H::SIZE + u] = *dc * i * (E::ONE - g * g);
                    *dc *= f;
                }
            }
            sizes.backward_recur(t, da, wh_t, dh);
        }
    }
}
