//! error: shape mismatch: layer `Lstm<Other, Hidden>` cannot take (Batch, Time, Hidden)
//!
//! The states of the first layer are what the second one reads: it takes Hidden, not Other.
//! Repair: `second: Lstm<Hidden, Hidden>`.
use shapeful::{Layer, Lstm, Tensor, axes, network};
axes! { Batch = 2; Time = 5; Inputs = 3; Hidden = 7; Other = 9; }
network! {
    struct Net {
        first: Lstm<Inputs, Hidden>,
        second: Lstm<Other, Hidden>,
    }
}

fn states(net: &Net, x: &Tensor<(Batch, Time, Inputs)>) -> Tensor<(Batch, Time, Hidden)> {
    net.predict(x)
}

fn main() {}
