//! error: shape mismatch: two ways through the network give (Batch, Hidden) and (Batch, Classes), and cannot be added
//!
//! Both branches end in the axis that they share; side by side they are joined by ConcatBranches.
//! Repair: `AddBranches<Linear<Features, Classes>, Linear<Features, Classes>>`.
use shapeful::{AddBranches, Layer, Linear, Tensor, axes};
axes! { Batch = 4; Features = 20; Hidden = 50; Classes = 10; }
type Ways = AddBranches<Linear<Features, Hidden>, Linear<Features, Classes>>;

fn scores(ways: &Ways, x: &Tensor<(Batch, Features)>) {
    let _ = ways.predict(x);
}

fn main() {}
