use shapeful::{ConvOut, Tensor, axes, dim};
axes! { Batch = 2; Filters = 96; Side = 227; }
type Out = <Side as ConvOut<dim!(11), dim!(4), dim!(0)>>::Out;

fn main() {
    let activations = Tensor::<(Batch, Filters, Out, Out)>::zeros();
    let _: &Tensor<(Batch, Filters, dim!(55), dim!(55))> = &activations;
}
