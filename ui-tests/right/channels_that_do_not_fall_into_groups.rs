use shapeful::{Conv2d, Layer, Tensor, axes, dim};
axes! { Batch = 4; Channels = 6; Filters = 8; Height = 8; Width = 8; }
type Grouped = Conv2d<Channels, Filters, dim!(3), dim!(3), dim!(1), dim!(1), dim!(1), dim!(2)>;

fn maps(conv: &Grouped, x: &Tensor<(Batch, Channels, Height, Width)>) {
    let _ = conv.predict(x);
}

fn main() {}
