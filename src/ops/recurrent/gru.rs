//! The gated recurrent unit: `h[t] = (1 − z)·n + z·h[t−1]`, with the gates r and z and the news n of `x[t]` and `h[t−1]`.
use crate::array::{Array, Tensor};
use crate::dim::{Dim, Never};
use crate::elem::Float;
use crate::kernel::loops::*;
use crate::kernel::recurrent::Recurrence;
use crate::numeral::{_0, _1, _3};
use crate::ops::gradient_of::GradientOf;
use crate::shape::Shape;

/// `Self`, `H0`, `Wx`, `Wh` and the biases `Bx` and `Bh` are the input, the state before it and the parameters of one GRU.
///
/// The blocks r, z and n are an axis of their own, `dim!(3)`. In memory (D, 3, H) is (D, 3H), which `wx.flatten()` gives.
/// ```
/// use shapeful::{MakesGru, axes, dim};
/// axes! { Batch = 2; Time = 5; Features = 3; Hidden = 6; }
/// type Bias = (dim!(1), dim!(3), Hidden);
/// fn fit<X: MakesGru<H, (Features, dim!(3), Hidden), (Hidden, dim!(3), Hidden), Bias, Bias>, H>() {}
/// fit::<(Batch, Features), (Batch, Hidden)>();
/// fit::<(Batch, Time, Features), (Batch, Hidden)>();
/// ```
/// The state has a row for each sequence:
/// ```compile_fail,E0277
/// # use shapeful::{MakesGru, axes, dim};
/// # axes! { Batch = 2; Time = 5; Features = 3; Hidden = 6; }
/// # type Bias = (dim!(1), dim!(3), Hidden);
/// # fn fit<X: MakesGru<H, (Features, dim!(3), Hidden), (Hidden, dim!(3), Hidden), Bias, Bias>, H>() {}
/// fit::<(Time, Batch, Features), (Batch, Hidden)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: x {Self}, h {H0}, Wx {Wx}, Wh {Wh}, bx {Bx} and bh {Bh} do not make a GRU",
    label = "x is {Self}, and the state before it {H0}",
    note = "x (N, T, D), h0 (N, H), Wx (D, 3, H), Wh (H, 3, H), bx and bh (1, 3, H) -> h (N, T, H); one step takes (N, D) and gives (N, H)",
    note = "the axis of 3 holds the blocks r, z, n; weights (D, 3H) are (D, 3, H) after `split::<(dim!(3), Hidden)>()`",
    note = "lesson S113"
)]
pub trait MakesGru<H0, Wx, Wh, Bx, Bh>: Shape {
    /// The hidden units.
    type Hidden: Dim;
}
#[diagnostic::do_not_recommend]
impl<N: Dim, D: Dim, H: Dim> MakesGru<(N, H), (D, _3, H), (H, _3, H), (_1, _3, H), (_1, _3, H)> for (N, D) {
    type Hidden = H;
}
#[diagnostic::do_not_recommend]
impl<N: Dim, T: Dim, D: Dim, H: Dim> MakesGru<(N, H), (D, _3, H), (H, _3, H), (_1, _3, H), (_1, _3, H)> for (N, T, D) {
    type Hidden = H;
}
// With these no error is found before the last argument is known, so the lesson names all shapes.
macro_rules! undecided { ($($nth:literal)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<S: Shape, H0, Wx, Wh, Bx> MakesGru<H0, Wx, Wh, Bx, Never<$nth>> for S {
        type Hidden = _1;
    }
)* } }
undecided! { 0 1 }

/// What [`gru_forward`] leaves for [`gru_backward`]. It borrows the sequences and the weights.
///
/// The update gate of a net of zeros lets half of the news in, and half of the state go on:
/// ```
/// use shapeful::{GruCache, Tensor, axes, dim, gru_backward, gru_forward};
/// axes! { Batch = 1; Time = 2; Features = 3; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, dim!(3), Hidden)>::zeros(), Tensor::<(Hidden, dim!(3), Hidden)>::zeros());
/// let (x, h0) = (Tensor::<(Batch, Time, Features)>::ones(), Tensor::<(Batch, Hidden)>::zeros());
/// let b = Tensor::<(dim!(1), dim!(3), Hidden)>::zeros();
/// let (_, cache): (_, GruCache<Batch, Time, Features, Hidden>) = gru_forward(&x, &h0, &wx, &wh, &b, &b);
/// assert_eq!(gru_backward(&Tensor::ones(), &cache).dbx[[0, 2, 0]], 0.5 * 1.0 + 0.5 * (1.0 + 0.5));
/// ```
pub struct GruCache<'a, N: Dim, T: Dim, D: Dim, H: Dim, E: Float = f32> {
    x: &'a Array<(N, T, D), E>,
    wx: &'a Array<(D, _3, H), E>,
    wh: &'a Array<(H, _3, H), E>,
    steps: GruSteps<N, T, H, E>,
}
/// What [`gru_step_forward`] leaves for [`gru_step_backward`]. It borrows the input and the weights.
///
/// Of a net of zeros, the update gate is half open to the news:
/// ```
/// use shapeful::{GruStepCache, Tensor, axes, dim, gru_step_backward, gru_step_forward};
/// axes! { Batch = 1; Features = 3; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, dim!(3), Hidden)>::zeros(), Tensor::<(Hidden, dim!(3), Hidden)>::zeros());
/// let (x, prev_h) = (Tensor::<(Batch, Features)>::ones(), Tensor::<(Batch, Hidden)>::zeros());
/// let b = Tensor::<(dim!(1), dim!(3), Hidden)>::zeros();
/// let (_, cache): (_, GruStepCache<Batch, Features, Hidden>) = gru_step_forward(&x, &prev_h, &wx, &wh, &b, &b);
/// assert_eq!(gru_step_backward(&Tensor::ones(), &cache).dbx[[0, 2, 0]], 0.5);
/// ```
pub struct GruStepCache<'a, N: Dim, D: Dim, H: Dim, E: Float = f32>(GruCache<'a, N, _1, D, H, E>);

/// Wx, Wh, bx and bh.
type GruParams<'a, D, H, E> =
    (&'a Array<(D, _3, H), E>, &'a Array<(H, _3, H), E>, &'a Array<(_1, _3, H), E>, &'a Array<(_1, _3, H), E>);

/// What going forward fills, step by step.
pub(crate) struct GruSteps<N: Dim, T: Dim, H: Dim, E: Float> {
    /// The state before each step.
    pub h_prev: Tensor<(N, T, H), E>,
    /// `h[t−1]·Wh + bh`, of which backward needs the block of n.
    pub of_state: Tensor<(N, T, _3, H), E>,
    /// r, z and n.
    pub gates: Tensor<(N, T, _3, H), E>,
}
impl<N: Dim, T: Dim, H: Dim, E: Float> Default for GruSteps<N, T, H, E> {
    fn default() -> Self {
        GruSteps { h_prev: Tensor::zeros(), of_state: Tensor::zeros(), gates: Tensor::zeros() }
    }
}

grads! {
    /// The gradients of [`gru_forward`].
    GruGrads<N, T, D, H> {
        /// The gradient of the sequences.
        dx: (N, T, D),
        /// The gradient of the state before the first step.
        dh0: (N, H),
        /// The gradient of the weights of the input.
        dwx: (D, _3, H),
        /// The gradient of the weights of the state.
        dwh: (H, _3, H),
        /// The gradient of the bias of the input.
        dbx: (_1, _3, H),
        /// The gradient of the bias of the state.
        dbh: (_1, _3, H),
    }
}
grads! {
    /// The gradients of [`gru_step_forward`].
    GruStepGrads<N, D, H> {
        /// The gradient of the input.
        dx: (N, D),
        /// The gradient of the state before.
        dprev_h: (N, H),
        /// The gradient of the weights of the input.
        dwx: (D, _3, H),
        /// The gradient of the weights of the state.
        dwh: (H, _3, H),
        /// The gradient of the bias of the input.
        dbx: (_1, _3, H),
        /// The gradient of the bias of the state.
        dbh: (_1, _3, H),
    }
}

/// One step, and what backward needs.
///
/// The convention is that of cuDNN and PyTorch: the blocks are r, z, n, the reset gate r scales what comes of the state, bias included
/// (so there are two biases), and an update gate z of 1 keeps the state.
///
/// - Shapes: `x: (N, D)`, `prev_h: (N, H)`, `Wx: (D, 3, H)`, `Wh: (H, 3, H)`, `bx, bh: (1, 3, H)` → `next_h: (N, H)`.
/// - Formula: `a = x·Wx + bx` and `s = prev_h·Wh + bh`, in three blocks; `r, z = σ(a₀ + s₀), σ(a₁ + s₁)`, `n = tanh(a₂ + r·s₂)`,
///   `next_h = (1 − z)·n + z·prev_h`.
/// - Errors: other shapes do not compile.
/// - Source: Cho et al. 2014, "Learning phrase representations using RNN encoder-decoder"; PyTorch, `torch.nn.GRUCell`.
///
/// Where every block is 0, half of the state is kept:
/// ```
/// use shapeful::{Tensor, axes, dim, gru_step_forward};
/// axes! { Batch = 1; Features = 2; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, dim!(3), Hidden)>::zeros(), Tensor::<(Hidden, dim!(3), Hidden)>::zeros());
/// let (x, b) = (Tensor::<(Batch, Features)>::ones(), Tensor::<(dim!(1), dim!(3), Hidden)>::zeros());
/// let (next_h, _) = gru_step_forward(&x, &Tensor::<(Batch, Hidden)>::full(4.0), &wx, &wh, &b, &b);
/// assert_eq!(next_h, [[2.0]]);
/// ```
pub fn gru_step_forward<'a, N: Dim, D: Dim, H: Dim, H0: Shape, Wx: Shape, Wh: Shape, Bx: Shape, Bh: Shape, E: Float>(
    x: &'a Array<(N, D), E>,
    prev_h: &Array<H0, E>,
    wx: &'a Array<Wx, E>,
    wh: &'a Array<Wh, E>,
    bx: &Array<Bx, E>,
    bh: &Array<Bh, E>,
) -> (Tensor<(N, H), E>, GruStepCache<'a, N, D, H, E>)
where
    (N, D): MakesGru<H0, Wx, Wh, Bx, Bh, Hidden = H>,
{
    let (wx, wh) = (wx.reinterpret::<(D, _3, H)>(), wh.reinterpret::<(H, _3, H)>());
    let (bx, bh) = (bx.reinterpret::<(_1, _3, H)>(), bh.reinterpret::<(_1, _3, H)>());
    let (h, cache) = gru_forward(x.reinterpret::<(N, _1, D)>(), prev_h.reinterpret::<(N, H)>(), wx, wh, bx, bh);
    (h.with_shape(), GruStepCache(cache))
}

/// The gradients of [`gru_step_forward`].
///
/// - Shapes: `dnext_h: (N, H)` → `dx: (N, D)`, `dprev_h: (N, H)`, `dwx: (D, 3, H)`, `dwh: (H, 3, H)`, `dbx, dbh: (1, 3, H)`.
/// - Formula: `da₂ = dnext_h·(1 − z)·(1 − n²)`, `da₁ = dnext_h·(prev_h − n)·z·(1 − z)`, `da₀ = da₂·s₂·r·(1 − r)`; `ds` is `da`, but for
///   `ds₂ = da₂·r`; `da` goes to dx, dwx and dbx and `ds` to dprev_h, dwh and dbh as in affine layers; `dprev_h` gets `dnext_h·z` besides.
///
/// The update gate carries the gradient back:
/// ```
/// use shapeful::{Tensor, axes, dim, gru_step_backward, gru_step_forward};
/// axes! { Batch = 1; Features = 2; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, dim!(3), Hidden)>::zeros(), Tensor::<(Hidden, dim!(3), Hidden)>::zeros());
/// let (x, b) = (Tensor::<(Batch, Features)>::ones(), Tensor::<(dim!(1), dim!(3), Hidden)>::zeros());
/// let prev_h = Tensor::<(Batch, Hidden)>::full(4.0);
/// let (_, cache) = gru_step_forward(&x, &prev_h, &wx, &wh, &b, &b);
/// let grads = gru_step_backward(&Tensor::ones(), &cache);
/// assert_eq!(grads.dprev_h, [[0.5]]);
/// assert_eq!(grads.dbx, [[[0.0], [1.0], [0.5]]]);
/// assert_eq!(grads.dbh, [[[0.0], [1.0], [0.25]]]);
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn gru_step_backward<N: Dim, D: Dim, H: Dim, Dout: Shape, E: Float>(
    dnext_h: &Array<Dout, E>,
    cache: &GruStepCache<'_, N, D, H, E>,
) -> GruStepGrads<N, D, H, E> where Array<Dout, E>: GradientOf<Dout, (N, H)> {
    let GruGrads { dx, dh0, dwx, dwh, dbx, dbh } = gru_backward(dnext_h.reinterpret::<(N, _1, H)>(), &cache.0);
    GruStepGrads { dx: dx.with_shape(), dprev_h: dh0, dwx, dwh, dbx, dbh }
}

/// Whole sequences, and what backward needs.
///
/// - Shapes: `x: (N, T, D)`, `h0: (N, H)`, `Wx: (D, 3, H)`, `Wh: (H, 3, H)`, `bx, bh: (1, 3, H)` → `h: (N, T, H)`.
/// - Formula: that of [`gru_step_forward`], step by step, from `h[−1] = h0`.
/// - Errors: other shapes do not compile; time before batch, (T, N, D), does not fit h0.
///
/// Each step keeps half of the state:
/// ```
/// use shapeful::{Tensor, axes, dim, gru_forward};
/// axes! { Batch = 1; Time = 3; Features = 1; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, dim!(3), Hidden)>::zeros(), Tensor::<(Hidden, dim!(3), Hidden)>::zeros());
/// let (x, h0) = (Tensor::<(Batch, Time, Features)>::ones(), Tensor::<(Batch, Hidden)>::full(8.0));
/// let b = Tensor::<(dim!(1), dim!(3), Hidden)>::zeros();
/// let (h, cache) = gru_forward(&x, &h0, &wx, &wh, &b, &b);
/// assert_eq!(h, [[[4.0], [2.0], [1.0]]]);
/// ```
pub fn gru_forward<
    'a,
    N: Dim,
    T: Dim,
    D: Dim,
    H: Dim,
    H0: Shape,
    Wx: Shape,
    Wh: Shape,
    Bx: Shape,
    Bh: Shape,
    E: Float,
>(
    x: &'a Array<(N, T, D), E>,
    h0: &Array<H0, E>,
    wx: &'a Array<Wx, E>,
    wh: &'a Array<Wh, E>,
    bx: &Array<Bx, E>,
    bh: &Array<Bh, E>,
) -> (Tensor<(N, T, H), E>, GruCache<'a, N, T, D, H, E>)
where
    (N, T, D): MakesGru<H0, Wx, Wh, Bx, Bh, Hidden = H>,
{
    let (wx, wh) = (wx.reinterpret::<(D, _3, H)>(), wh.reinterpret::<(H, _3, H)>());
    let (mut cache, mut h) = (GruCache { x, wx, wh, steps: GruSteps::default() }, Tensor::zeros());
    cache.steps.forward(x, (wx, wh, bx.reinterpret(), bh.reinterpret()), Some(h0.reinterpret()), &mut h);
    (h, cache)
}

/// The gradients of [`gru_forward`]: backpropagation through time.
///
/// - Shapes: `dh: (N, T, H)` → `dx: (N, T, D)`, `dh0: (N, H)`, `dwx: (D, 3, H)`, `dwh: (H, 3, H)`, `dbx, dbh: (1, 3, H)`.
/// - Formula: that of [`gru_step_backward`], from the last step to the first; the parameters' gradients are sums over all steps.
///
/// Each step carries half of the gradient back:
/// ```
/// use shapeful::{Tensor, axes, dim, gru_backward, gru_forward};
/// axes! { Batch = 1; Time = 3; Features = 1; Hidden = 1; }
/// let (wx, wh) = (Tensor::<(Features, dim!(3), Hidden)>::zeros(), Tensor::<(Hidden, dim!(3), Hidden)>::zeros());
/// let (x, h0) = (Tensor::<(Batch, Time, Features)>::ones(), Tensor::<(Batch, Hidden)>::zeros());
/// let b = Tensor::<(dim!(1), dim!(3), Hidden)>::zeros();
/// let (h, cache) = gru_forward(&x, &h0, &wx, &wh, &b, &b);
/// assert_eq!(gru_backward(&Tensor::ones(), &cache).dh0, [[0.5 + 0.25 + 0.125]]);
/// ```
#[rustfmt::skip] // On one line, rustc quotes it in one line.
pub fn gru_backward<N: Dim, T: Dim, D: Dim, H: Dim, Dout: Shape, E: Float>(
    dh: &Array<Dout, E>,
    cache: &GruCache<'_, N, T, D, H, E>,
) -> GruGrads<N, T, D, H, E> where Array<Dout, E>: GradientOf<Dout, (N, T, H)> {
    let (mut grads, mut da, mut ds) = (GruGrads::default(), Tensor::zeros(), Tensor::zeros());
    let sizes = Recurrence::of::<N, T, D, H>(3);
    let wh = (cache.wh, &mut *sizes.room_to_turn());
    cache.steps.backward(dh.reinterpret(), wh, (&mut da, &mut ds), &mut grads.dh0);
    let (da, ds) = (da.as_slice(), ds.as_slice());
    sizes.backward_input(da, cache.wx.as_slice(), grads.dx.as_mut_slice());
    sizes.backward_params(cache.x.as_slice(), da, grads.dwx.as_mut_slice(), grads.dbx.as_mut_slice());
    sizes.backward_state_params(cache.steps.h_prev.as_slice(), ds, grads.dwh.as_mut_slice(), grads.dbh.as_mut_slice());
    grads
}

impl<N: Dim, T: Dim, H: Dim, E: Float> GruSteps<N, T, H, E> {
    /// All steps, from the state before the first; 0 if none.
    pub(crate) fn forward<D: Dim>(
        &mut self,
        x: &Array<(N, T, D), E>,
        (wx, wh, bx, bh): GruParams<'_, D, H, E>,
        h0: Option<&Array<(N, H), E>>,
        h: &mut Array<(N, T, H), E>,
    ) {
        let (h0, wh, bh, h) = (h0.map(Array::as_slice), wh.as_slice(), bh.as_slice(), h.as_mut_slice());
        let GruSteps { h_prev, of_state, gates } = self;
        let (h_prev, of_state, gates) = (h_prev.as_mut_slice(), of_state.as_mut_slice(), gates.as_mut_slice());
        let sizes = Recurrence::of::<N, T, D, H>(3);
        sizes.input(x.as_slice(), wx.as_slice(), bx.as_slice(), gates);
        of_state.chunks_exact_mut(bh.len().max(1)).for_each(|s| s.copy_from_slice(bh));
        for t in 0..T::SIZE {
            sizes.carry(t, h0, h, h_prev);
            sizes.recur(t, h_prev, wh, of_state);
            for (row, of_gates) in sizes.rows(t, H::SIZE).zip(sizes.rows(t, 3 * H::SIZE)) {
                let (s, a) = (&of_state[of_gates.clone()], &mut gates[of_gates]);
                E::Loops::gru_gates(s, a, &h_prev[row.clone()], &mut h[row]);
            }
        }
    }
    /// `da` and `ds`, what the gradients of the input's and of the state's blocks are; and in `dh` the gradient of h0.
    /// Beside `wh` is room to turn it.
    pub(crate) fn backward(
        &self,
        dy: &Array<(N, T, H), E>,
        (wh, room): (&Array<(H, _3, H), E>, &mut [E]),
        (da, ds): (&mut Array<(N, T, _3, H), E>, &mut Array<(N, T, _3, H), E>),
        dh: &mut Array<(N, H), E>,
    ) {
        let GruSteps { h_prev, of_state, gates } = self;
        let (h_prev, of_state, gates) = (h_prev.as_slice(), of_state.as_slice(), gates.as_slice());
        let (dy, da, ds, dh) = (dy.as_slice(), da.as_mut_slice(), ds.as_mut_slice(), dh.as_mut_slice());
        // The features play no part before the parameters' gradients.
        let sizes = Recurrence::of::<N, T, _0, H>(3);
        let wh_t = sizes.turned(wh.as_slice(), room);
        dh.fill(E::ZERO);
        for t in (0..T::SIZE).rev() {
            for (i, (row, of_gates)) in sizes.rows(t, H::SIZE).zip(sizes.rows(t, 3 * H::SIZE)).enumerate() {
                let (s, a) = (&of_state[of_gates.clone()], &gates[of_gates.clone()]);
                let (da, ds) = (&mut da[of_gates.clone()], &mut ds[of_gates]);
                for (u, at) in row.enumerate() {
                    let [r, z, n] = [0, 1, 2].map(|gate| gate * H::SIZE + u);
                    let dh = &mut dh[i * H::SIZE + u];
                    let dnext = dy[at] + *dh;
                    da[n] = dnext * (E::ONE - a[z]) * (E::ONE - a[n] * a[n]);
                    da[z] = dnext * (h_prev[at] - a[n]) * a[z] * (E::ONE - a[z]);
                    da[r] = da[n] * s[n] * a[r] * (E::ONE - a[r]);
                    (ds[r], ds[z], ds[n]) = (da[r], da[z], da[n] * a[r]);
                    *dh = dnext * a[z];
                }
            }
            sizes.backward_recur(t, ds, wh_t, dh);
        }
    }
}
