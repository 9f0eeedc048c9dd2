//! error: shape mismatch: (Batch, Height, Width) cannot be permuted to the order (Width, Height)
//!
//! An order has every axis once. To drop an axis, reduce it or pick a row.
//! Repair: `x.permute((Batch, Width, Height))`.
use shapeful::{Tensor, axes};
axes! { Batch = 50; Height = 32; Width = 32; }

fn main() {
    let x = Tensor::<(Batch, Height, Width)>::from_fn(|[n, h, w]| (10_000 * n + 100 * h + w) as f32);
    let y = x.permute((Width, Height));
}
