//! error: shape mismatch: x (Time, Batch, Features), h (Batch, Hidden), Wx (Features, Hidden), Wh (Hidden, Hidden) and b (_1, Hidden) do not make an RNN
//!
//! The state has a row for each sequence, so the first axis of x is that of the sequences; of (T, N, D) each "sequence" would be one
//! step of all of them.
//! Repair: `Tensor::<(Batch, Time, Features)>::ones()`.
use shapeful::{Tensor, axes, dim, rnn_forward};
axes! { Batch = 4; Time = 6; Features = 3; Hidden = 5; }

fn main() {
    let (wx, wh) = (Tensor::<(Features, Hidden)>::ones(), Tensor::<(Hidden, Hidden)>::ones());
    let (h0, b) = (Tensor::<(Batch, Hidden)>::zeros(), Tensor::<(dim!(1), Hidden)>::zeros());
    let x = Tensor::<(Time, Batch, Features)>::ones();
    let (h, cache) = rnn_forward(&x, &h0, &wx, &wh, &b);
}
