use shapeful::{Labels, Tensor, axes, temporal_softmax_loss};
axes! { Batch = 2; Time = 3; Words = 10; }

fn main() {
    let captions = Labels::<(Batch, Time), Words>::new([7, 5, 0, 7, 9, 4]).unwrap();
    let scores = Tensor::<(Batch, Time, Words)>::zeros();
    let mask = Tensor::<(Batch, Time), bool>::full(true);
    let (loss, dscores) = temporal_softmax_loss(&scores, &captions, &mask);
    assert!((loss - 3.0 * 10.0_f32.ln()).abs() < 1e-5);
}
