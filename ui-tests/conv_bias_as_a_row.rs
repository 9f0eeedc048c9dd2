//! error: expected `&Array<(Filters,)>`, found `&Tensor<(_1, Filters)>`
//!
//! The maps of a filter have no rows of filters: its bias belongs to the whole map, and b is a vector.
//! Repair: `Tensor::<(Filters,)>::ones()`.
use shapeful::{Pad, Stride, Tensor, axes, conv_forward, dim};
axes! { Batch = 2; Colours = 3; Filters = 4; Height = 8; Width = 6; }

fn main() {
    let x = Tensor::<(Batch, Colours, Height, Width)>::ones();
    let w = Tensor::<(Filters, Colours, dim!(3), dim!(3))>::ones();
    let b = Tensor::<(dim!(1), Filters)>::ones();
    let out = conv_forward(&x, &w, &b, Stride::<1>, Pad::<1>);
}
