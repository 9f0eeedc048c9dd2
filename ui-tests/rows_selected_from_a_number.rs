//! error: shape mismatch: () has no rows
//!
//! A loss is one number, and `select` picks rows.
//! Repair: `images.select(&batch)`.
use shapeful::{Labels, Tensor, axes};
axes! { Examples = 1000; Batch = 64; }

fn main() {
    let loss = Tensor::<()>::zeros();
    let batch = Labels::<Batch, Examples>::new([3; 64]).unwrap();
    let losses = loss.select(&batch);
}
