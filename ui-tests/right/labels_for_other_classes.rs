use shapeful::{Labels, Tensor, axes, softmax_loss};
axes! { Batch = 64; Fine = 100; }

fn main() {
    let scores = Tensor::<(Batch, Fine)>::zeros();
    let labels = Labels::<Batch, Fine>::new([0; 64]).unwrap();
    let (loss, dscores): (f32, Tensor<(Batch, Fine)>) = softmax_loss(&scores, &labels);
    assert!((loss - 100.0_f32.ln()).abs() < 1e-5);
}
