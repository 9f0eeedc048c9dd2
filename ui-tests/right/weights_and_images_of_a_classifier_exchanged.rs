use shapeful::{Labels, Tensor, axes, linear_softmax_loss};
axes! { Batch = 4; Pixels = 784; Classes = 10; }

fn main() {
    let (w, x) = (Tensor::<(Pixels, Classes)>::zeros(), Tensor::<(Batch, Pixels)>::ones());
    let labels = Labels::<Batch, Classes>::new([3, 1, 4, 1]).unwrap();
    let (loss, dw): (f32, Tensor<(Pixels, Classes)>) = linear_softmax_loss(&w, &x, &labels, 1e-3);
    assert_eq!(loss, 10.0_f32.ln());
}
