use shapeful::{Labels, Tensor, axes, softmax_loss};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let one_hot = Tensor::<(Batch, Classes)>::zeros();
    let labels = Labels::<Batch, Classes>::new(one_hot.argmax(Classes).as_slice()).unwrap();
    let (loss, dscores): (f32, Tensor<(Batch, Classes)>) = softmax_loss(&scores, &labels);
    assert!((loss - 10.0_f32.ln()).abs() < 1e-6);
}
