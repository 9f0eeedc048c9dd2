//! pass: Asked for the words that it is given, a model that copies is without fault: this compiles, and is wrong.
//!
//! The words that go in and those that are asked for have one shape, and the latter are one step ahead. No type can see it.
//! Repair: `&captions_out`.
use shapeful::{Labels, Tensor, axes, temporal_softmax_loss};
axes! { Batch = 1; Time = 3; Words = 6; }

fn main() {
    // "START cat sat" and "cat sat END".
    let captions_in = Labels::<(Batch, Time), Words>::new([1, 4, 5]).unwrap();
    let captions_out = Labels::<(Batch, Time), Words>::new([4, 5, 2]).unwrap();
    let copy = Tensor::<(Batch, Time, Words)>::from_fn(|[n, t, v]| 99.0 * f32::from(captions_in[[n, t]] == v as u32));
    let (loss, _) = temporal_softmax_loss(&copy, &captions_in, &captions_out.map(|word| word != 0));
    assert_eq!(loss, 0.0);
}
