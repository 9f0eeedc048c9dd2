//! error: shape mismatch: (Batch, Height, Width) cannot be permuted to the order (Batch, Width, Channels)
//!
//! An order moves the axes that are there.
//! Repair: `x.permute((Batch, Width, Height))`.
use shapeful::{Tensor, axes};
axes! { Batch = 50; Channels = 3; Height = 32; Width = 32; }

fn main() {
    let x = Tensor::<(Batch, Height, Width)>::zeros();
    let y = x.permute((Batch, Width, Channels));
}
