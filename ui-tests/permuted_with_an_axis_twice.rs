//! error: shape mismatch: (Batch, Channels, Height, Width) cannot be permuted to the order (Batch, Height, Height, Channels)
//!
//! An order has every axis once; here Height is there twice and Width is missing.
//! Repair: `x.permute((Batch, Height, Width, Channels))`.
use shapeful::{Tensor, axes};
axes! { Batch = 50; Channels = 3; Height = 32; Width = 32; }

fn main() {
    let x = Tensor::<(Batch, Channels, Height, Width)>::zeros();
    let y = x.permute((Batch, Height, Height, Channels));
}
