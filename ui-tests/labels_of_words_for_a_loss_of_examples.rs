//! error: shape mismatch: scores (Batch, Time, Words) do not go with labels for (Batch, Time) on the axis Words
//!
//! Texts have a word at every step, and the loss of a text is the sum over its steps: that is a loss of its own, with a mask for the words that only fill up.
//! Repair: `temporal_softmax_loss(&scores, &words, &mask)`.
use shapeful::{Labels, Tensor, axes, softmax_loss, temporal_affine_backward};
axes! { Batch = 4; Time = 6; Hidden = 5; Words = 9; }

fn main() {
    let words = Labels::<(Batch, Time), Words>::default();
    let (h, w) = (Tensor::<(Batch, Time, Hidden)>::ones(), Tensor::<(Hidden, Words)>::ones());
    let scores = Tensor::<(Batch, Time, Words)>::ones();
    let (loss, dscores) = softmax_loss(&scores, &words);
    let grads = temporal_affine_backward(&dscores, &h, &w);
    println!("{loss} {}", grads.dw.sum_all());
}
