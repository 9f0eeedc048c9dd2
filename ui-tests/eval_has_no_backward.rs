//! error: expected `&mut BatchMoments<Hidden>`, found `&mut NotKept<BatchMoments<Hidden>>`
//!
//! A pass in use takes the running statistics and keeps nothing of the batch, so there is nothing to go backward from.
//! Repair: `norm.forward::<Train>(&x, &mut cache, &mut y);`.
use shapeful::{BatchNorm, Eval, Layer, Params, Tensor, axes};
axes! { Batch = 64; Hidden = 100; }

fn main() {
    let mut norm = BatchNorm::<Hidden>::new();
    let (x, mut y) = (Tensor::<(Batch, Hidden)>::zeros(), Tensor::zeros());
    let (mut cache, mut grad) = (Default::default(), norm.zeros_like());
    norm.forward::<Eval>(&x, &mut cache, &mut y);
    norm.backward(&x, &mut cache, &y, None, &mut grad);
}
