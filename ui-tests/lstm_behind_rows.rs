//! error: shape mismatch: layer `Lstm<Hidden, Hidden>` cannot take (Batch, Hidden)
//!
//! An LSTM reads a sequence for each example, (N, T, D); a batch of rows has no time.
//! Repair: `x: &Tensor<(Batch, Time, Inputs)>`, with an axis for the time.
use shapeful::{Layer, Linear, Lstm, Tensor, axes};
axes! { Batch = 2; Inputs = 3; Hidden = 7; }

fn states(net: &(Linear<Inputs, Hidden>, Lstm<Hidden, Hidden>), x: &Tensor<(Batch, Inputs)>) {
    let h = net.predict(x);
}

fn main() {}
