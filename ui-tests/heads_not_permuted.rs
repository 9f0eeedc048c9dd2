//! error: shape mismatch: (Batch, Time, Heads, Width) cannot be relabelled (Batch, Heads, Time, Width), because the sizes differ
//!
//! The heads come before the time only after the numbers have moved.
//! Repair: `heads.permute((Batch, Heads, Time, Width))`.
use shapeful::{Array, Tensor, axes};
axes! { Batch = 2; Time = 6; Heads = 4; Width = 3; }

fn main() {
    let heads = Tensor::<(Batch, Time, Heads, Width)>::zeros();
    let queries: &Array<(Batch, Heads, Time, Width)> = heads.relabel();
}
