use shapeful::{Array, Tensor, axes, dim};
axes! { Batch = 4; Height = 32; Width = 32; }

fn main() {
    let rows = Tensor::<(Batch, dim!(1024))>::zeros();
    let images: &Array<(Batch, Height, Width)> = rows.split::<(Height, Width)>();
}
