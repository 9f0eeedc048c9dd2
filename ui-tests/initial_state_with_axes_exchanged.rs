//! error: shape mismatch: x (Batch, Time, Features), h (Hidden, Batch), Wx (Features, _4, Hidden), Wh (Hidden, _4, Hidden) and b (_1, _4, Hidden) do not make an LSTM
//!
//! A state has a row for each sequence, as x has.
//! Repair: `Tensor::<(Batch, Hidden)>::zeros()`.
use shapeful::{Tensor, axes, dim, lstm_forward};
axes! { Batch = 4; Time = 6; Features = 3; Hidden = 5; }
type Gates = dim!(4);

fn main() {
    let (wx, wh) = (Tensor::<(Features, Gates, Hidden)>::ones(), Tensor::<(Hidden, Gates, Hidden)>::ones());
    let (x, b) = (Tensor::<(Batch, Time, Features)>::ones(), Tensor::<(dim!(1), Gates, Hidden)>::zeros());
    let h0 = Tensor::<(Hidden, Batch)>::zeros();
    let (h, cache) = lstm_forward(&x, &h0, &wx, &wh, &b);
}
