use shapeful::{Tensor, axes, dim};
axes! { Positions = 64; Filters = 16; Channels = 16; Height = 3; Width = 3; }

fn main() {
    // A row is the patch of the image that a filter sees at one position.
    let patches = Tensor::<(Positions, dim!(144))>::ones();
    let w = Tensor::<(Filters, Channels, Height, Width)>::ones();
    let b = Tensor::<(Filters,)>::ones();
    let out: Tensor<(Positions, Filters)> = patches.matmul(w.flatten().t()) + b.broadcast();
    assert_eq!(out[[0, 0]], 145.0);
}
