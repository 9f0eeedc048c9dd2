//! error: expected `&Array<(Batch, Time), bool>`, found `&Tensor<(Time, Batch), bool>`
//!
//! The mask says of every word whether it counts, so it has the words' shape, which `captions.map(|word| word != NULL)` has by itself.
//! Repair: `Tensor::<(Batch, Time), bool>::full(true)`.
use shapeful::{Labels, Tensor, axes, temporal_softmax_loss};
axes! { Batch = 2; Time = 3; Words = 10; }

fn main() {
    let captions = Labels::<(Batch, Time), Words>::new([7, 5, 0, 7, 9, 4]).unwrap();
    let scores = Tensor::<(Batch, Time, Words)>::zeros();
    let mask = Tensor::<(Time, Batch), bool>::full(true);
    let (loss, dscores) = temporal_softmax_loss(&scores, &captions, &mask);
}
