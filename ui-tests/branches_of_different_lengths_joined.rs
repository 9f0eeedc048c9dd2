//! error: shape mismatch: cannot concatenate (Batch, Time, Hidden) and (Batch, _6<_0>) along Axis<1>
//!
//! Branches are joined along one axis, and all their other axes are the same; here one gives a step in time more.
//! Repair: a branch that keeps the axis Time, as in `ConcatBranches<Linear<Features, Hidden>, Relu, 2>`.
use shapeful::{ConcatBranches, Flatten, Layer, Linear, Tensor, axes};
axes! { Batch = 4; Time = 3; Features = 20; Hidden = 50; }
type Ways = ConcatBranches<Linear<Features, Hidden>, Flatten>;

fn join(ways: &Ways, x: &Tensor<(Batch, Time, Features)>) {
    let _ = ways.predict(x);
}

fn main() {}
