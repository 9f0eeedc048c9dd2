use shapeful::{Eval, Layer, Linear, Rnn, RnnBuffers, Tensor, axes};
axes! { Batch = 4; Time = 6; Features = 512; Word = 3; Hidden = 5; }

fn main() {
    let (rnn, project) = (Rnn::<Word, Hidden>::zeros(), Linear::<Features, Hidden>::zeros());
    let (words, features) = (Tensor::<(Batch, Time, Word)>::ones(), Tensor::<(Batch, Features)>::ones());
    let (mut buffers, mut h) = (RnnBuffers::default(), Tensor::zeros());
    rnn.forward_from::<Batch, Time, Eval>(&words, &project.predict(&features), &mut buffers, &mut h);
    assert_eq!(h[[3, 5, 4]], 0.0);
}
