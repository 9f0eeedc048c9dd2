//! error: shape mismatch: x (Batch, Time, Features), h (Batch, Hidden), Wx (Features, Hidden), Wh (Hidden, _4, Hidden) and b (_1, _4, Hidden) do not make an LSTM
//!
//! An LSTM computes four gates from each input, and each has weights of its own; (D, H) are the weights of one.
//! Repair: `Tensor::<(Features, dim!(4), Hidden)>::ones()`.
use shapeful::{Tensor, axes, dim, lstm_forward};
axes! { Batch = 4; Time = 6; Features = 3; Hidden = 5; }

fn main() {
    let (x, h0) = (Tensor::<(Batch, Time, Features)>::ones(), Tensor::<(Batch, Hidden)>::zeros());
    let (wh, b) = (Tensor::<(Hidden, dim!(4), Hidden)>::ones(), Tensor::<(dim!(1), dim!(4), Hidden)>::zeros());
    let wx = Tensor::<(Features, Hidden)>::ones();
    let (h, cache) = lstm_forward(&x, &h0, &wx, &wh, &b);
}
