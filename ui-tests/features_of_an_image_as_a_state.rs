//! error: expected `&Array<(Batch, Hidden)>`, found `&Tensor<(Batch, Features)>`
//!
//! A caption begins with a state that tells of the image, and an affine layer makes that state of the image's features.
//! Repair: `&project.predict(&features)`, with `project` a `Linear::<Features, Hidden>`.
use shapeful::{Eval, Rnn, RnnBuffers, Tensor, axes};
axes! { Batch = 4; Time = 6; Features = 512; Word = 3; Hidden = 5; }

fn main() {
    let rnn = Rnn::<Word, Hidden>::zeros();
    let (words, features) = (Tensor::<(Batch, Time, Word)>::ones(), Tensor::<(Batch, Features)>::ones());
    let (mut buffers, mut h) = (RnnBuffers::default(), Tensor::zeros());
    rnn.forward_from::<Batch, Time, Eval>(&words, &features, &mut buffers, &mut h);
}
