//! error: shape mismatch: x (Batch, Time, Features), h (Batch, Hidden), Wx (Features, _4, Hidden), Wh (Hidden, _4, Hidden), bx (_1, _3, Hidden) and bh (_1, _3, Hidden) do not make a GRU
//!
//! A GRU has three blocks, r, z and n, where an LSTM has four gates.
//! Repair: `type Blocks = dim!(3);`.
use shapeful::{Tensor, axes, dim, gru_forward};
axes! { Batch = 4; Time = 6; Features = 3; Hidden = 5; }
type Blocks = dim!(4);

fn main() {
    let (x, h0) = (Tensor::<(Batch, Time, Features)>::ones(), Tensor::<(Batch, Hidden)>::ones());
    let (wx, wh) = (Tensor::<(Features, Blocks, Hidden)>::zeros(), Tensor::<(Hidden, Blocks, Hidden)>::zeros());
    let b = Tensor::<(dim!(1), dim!(3), Hidden)>::zeros();
    let (h, cache) = gru_forward(&x, &h0, &wx, &wh, &b, &b);
}
