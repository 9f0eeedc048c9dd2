use shapeful::{Labels, Tensor, axes, dim, svm_loss};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let y = Tensor::<(Batch, dim!(1)), u32>::zeros();
    let labels = Labels::<Batch, Classes>::new(y.as_slice()).unwrap();
    let (loss, dscores): (f32, Tensor<(Batch, Classes)>) = svm_loss(&scores, &labels);
    assert_eq!(loss, 9.0);
}
