//! error: shape mismatch: dout has maps of (_5, _4), but forward gave maps of (_9, _7)
//!
//! With stride 2 there are 5 places along the height of 9 pixels, with stride 1 there are 9.
//! Repair: `conv_backward(&dout, &x, &w, Stride::<2>, Pad::<1>)`.
use shapeful::{Pad, Stride, Tensor, axes, conv_backward, conv_forward, dim};
axes! { Batch = 2; Colours = 3; Filters = 4; Height = 9; Width = 7; }

fn main() {
    let x = Tensor::<(Batch, Colours, Height, Width)>::ones();
    let w = Tensor::<(Filters, Colours, dim!(3), dim!(3))>::ones();
    let b = Tensor::<(Filters,)>::zeros();
    let out = conv_forward(&x, &w, &b, Stride::<2>, Pad::<1>);
    let dout = &out - 1.0;
    let grads = conv_backward(&dout, &x, &w, Stride::<1>, Pad::<1>);
}
