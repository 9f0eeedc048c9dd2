//! error: expected `Stride<_>`, found `Pad<1>`
//!
//! Two numbers could be exchanged without a word; these are of different types.
//! Repair: `Stride::<2>, Pad::<1>`.
use shapeful::{Pad, Stride, Tensor, axes, conv_forward, dim};
axes! { Batch = 2; Colours = 3; Filters = 4; Height = 9; Width = 7; }

fn main() {
    let x = Tensor::<(Batch, Colours, Height, Width)>::ones();
    let w = Tensor::<(Filters, Colours, dim!(3), dim!(3))>::ones();
    let b = Tensor::<(Filters,)>::zeros();
    let out = conv_forward(&x, &w, &b, Pad::<1>, Stride::<2>);
}
