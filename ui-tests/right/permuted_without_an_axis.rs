use shapeful::{Tensor, axes};
axes! { Batch = 50; Height = 32; Width = 32; }

fn main() {
    let x = Tensor::<(Batch, Height, Width)>::from_fn(|[n, h, w]| (10_000 * n + 100 * h + w) as f32);
    let y: Tensor<(Batch, Width, Height)> = x.permute((Batch, Width, Height));
    assert_eq!(y[[1, 2, 3]], 10_302.0);
}
