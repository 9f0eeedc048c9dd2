//! error: expected `Tensor<(Filters, Grey, Tall, Narrow)>`, found `Tensor<(Filters, Grey, Narrow, Tall)>`
//!
//! A filter has its height before its width, as an image has.
//! Repair: `Tensor::<(Filters, Grey, Tall, Narrow)>::ones()`.
use shapeful::{Conv2d, Layer, Tensor, axes, dim};
axes! { Batch = 1; Grey = 1; Filters = 2; Height = 5; Width = 5; Tall = 3; Narrow = 2; }

fn main() {
    let w = Tensor::<(Filters, Grey, Narrow, Tall)>::ones();
    let layer = Conv2d::<Grey, Filters, Tall, Narrow>::new(w, Tensor::zeros());
    let maps: Tensor<(Batch, Filters, dim!(3), dim!(4))> = layer.predict(&Tensor::<(Batch, Grey, Height, Width)>::ones());
}
