//! error: shape mismatch: layer `Linear<Pixels, Classes>` cannot take (Batch, Hidden)
//!
//! The first layer gives (Batch, Hidden), and the last one takes rows of Pixels.
//! Repair: `Linear::<Hidden, Classes>::zeros()`.
use shapeful::{Layer, Linear, Relu, Tensor, axes};
axes! { Batch = 64; Pixels = 784; Hidden = 100; Classes = 10; }

fn main() {
    let net = (Linear::<Pixels, Hidden>::zeros(), Relu, Linear::<Pixels, Classes>::zeros());
    let scores = net.predict(&Tensor::<(Batch, Pixels)>::zeros());
}
