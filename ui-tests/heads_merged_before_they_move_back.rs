//! error: shape mismatch: the axes (Heads, Width) of (Batch, Heads, Time, Width) do not merge into Model
//!
//! Between the heads and the width lies the time: each word's numbers are brought side by side first, and then they are one row.
//! Repair: `heads.permute((Batch, Time, Heads, Width)).merge_axes((Heads, Width), Model)`.
use shapeful::{Tensor, axes};
axes! { Batch = 2; Time = 6; Model = 12; Heads = 4; Width = 3; }

fn main() {
    let heads = Tensor::<(Batch, Heads, Time, Width)>::from_fn(|[_, h, t, w]| (100 * t + 3 * h + w) as f32);
    let x = heads.merge_axes((Heads, Width), Model);
}
