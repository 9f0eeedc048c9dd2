use shapeful::{Pad, Stride, Tensor, axes, conv_backward, conv_forward, dim};
axes! { Batch = 2; Colours = 3; Filters = 4; Height = 9; Width = 7; }

fn main() {
    let x = Tensor::<(Batch, Colours, Height, Width)>::ones();
    let w = Tensor::<(Filters, Colours, dim!(3), dim!(3))>::ones();
    let b = Tensor::<(Filters,)>::zeros();
    let out = conv_forward(&x, &w, &b, Stride::<2>, Pad::<1>);
    let dout = &out - 1.0;
    let grads = conv_backward(&dout, &x, &w, Stride::<2>, Pad::<1>);
    assert_eq!(grads.db[[0]], dout.sum_all() / 4.0);
}
