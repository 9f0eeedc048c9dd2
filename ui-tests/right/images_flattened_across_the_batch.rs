use shapeful::{Array, Tensor, axes, dim};
axes! { Batch = 4; Channels = 3; Height = 32; Width = 32; }

fn main() {
    let images = Tensor::<(Batch, Channels, Height, Width)>::zeros();
    let rows: &Array<(Batch, dim!(3072))> = images.flatten();
}
