//! error: shape mismatch: cannot broadcast (Batch,) to (Batch, Features)
//!
//! Batch normalisation takes the mean of each feature over the batch; the mean over the features has one number per example.
//! Repair: `&x - x.mean(Batch).broadcast()`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Features = 100; }

fn main() {
    let x = Tensor::<(Batch, Features)>::from_fn(|[n, d]| (n + d) as f32);
    let centred = &x - x.mean(Features).broadcast();
}
