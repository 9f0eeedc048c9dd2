use shapeful::{Tensor, axes, dim};
axes! { Batch = 8; Channels = 16; Height = 16; Width = 16; }

fn main() {
    let x = Tensor::<(Batch, Channels, Height, Width)>::zeros();
    let gamma = Tensor::<(dim!(1), Channels, dim!(1), dim!(1))>::ones();
    let y: Tensor<(Batch, Channels, Height, Width)> = &x * gamma.broadcast();
}
