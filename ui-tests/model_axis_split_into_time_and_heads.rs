//! error: shape mismatch: the axis Model of (Batch, Time, Model) does not split into (Heads, Time, Width)
//!
//! The time is no part of the model axis: that splits into (Heads, Width) where it lies, and then the axes move.
//! Repair: `x.split_axis(Model, (Heads, Width)).permute((Batch, Heads, Time, Width))`.
use shapeful::{Tensor, axes};
axes! { Batch = 2; Time = 6; Model = 12; Heads = 4; Width = 3; }

fn main() {
    let x = Tensor::<(Batch, Time, Model)>::from_fn(|[_, t, m]| (100 * t + m) as f32);
    let heads = x.split_axis(Model, (Heads, Time, Width));
}
