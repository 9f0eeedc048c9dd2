use shapeful::{Pad, Stride, Tensor, axes, conv_backward, conv_forward, dim};
axes! { Batch = 4; Colours = 3; Height = 32; Width = 32; Filters = 8; }

fn main() {
    let x = Tensor::<(Batch, Colours, Height, Width)>::ones();
    let w = Tensor::<(Filters, Colours, dim!(2), dim!(2))>::ones();
    let out = conv_forward(&x, &w, &Tensor::zeros(), Stride::<2>, Pad::<0>);
    let dout = out.clone();
    let grads = conv_backward(&dout, &x, &w, Stride::<2>, Pad::<0>);
}
