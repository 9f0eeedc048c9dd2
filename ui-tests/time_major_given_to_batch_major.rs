//! error: expected `&Array<(Batch, Time, Features)>`, found `&Tensor<(Time, Batch, Features)>`
//!
//! The function cuts the last step out of the second axis, and the data has the time first.
//! Repair: `last_step(&x.permute((Batch, Time, Features)))`.
use shapeful::{Array, Axis, Tensor, axes, span};
axes! { Batch = 20; Time = 20; Features = 50; }

fn last_step(x: &Array<(Batch, Time, Features)>) -> Tensor<(Batch, Features)> {
    x.slice(Time, span!(19..20)).sum(Axis::<1>)
}

fn main() {
    let x = Tensor::<(Time, Batch, Features)>::from_fn(|[t, n, _]| (100 * t + n) as f32);
    let last = last_step(&x);
}
