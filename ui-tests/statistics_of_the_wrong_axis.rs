//! pass: Over the features instead of the batch this is layer norm without a word: it compiles, and computes something else.
//!
//! `(Batch, Features)` minus a mean along either axis is (Batch, Features). The axis that is written tells the two apart, and so do
//! numbers: after batch norm the mean of every feature is 0.
//! Repair: `x.mean_keepdims(Batch)` and `x.var_keepdims(Batch)`.
use shapeful::{Tensor, axes};
axes! { Batch = 2; Features = 2; }

fn main() {
    let x = Tensor::<(Batch, Features)>::from([[0.0, 100.0], [2.0, 300.0]]);
    let mean = x.mean_keepdims(Features);
    let deviation = x.var_keepdims(Features).sqrt();
    let x_hat: Tensor<(Batch, Features)> = (&x - mean.broadcast()) / deviation.broadcast();
    assert_eq!(x_hat, [[-1.0, 1.0], [-1.0, 1.0]]);
}
