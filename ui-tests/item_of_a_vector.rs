//! error: shape mismatch: (Batch,) is not one number
//!
//! `item` is the only element of a tensor without axes.
//! Repair: `x[[0]]`, or a sum that leaves one number.
use shapeful::{Tensor, axes};
axes! { Batch = 64; }

fn main() {
    let losses = Tensor::<(Batch,)>::from_fn(|[n]| n as f32);
    println!("{}", losses.item());
}
