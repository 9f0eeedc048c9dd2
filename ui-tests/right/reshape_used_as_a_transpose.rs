use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let x = Tensor::<(Batch, Pixels)>::from_fn(|[n, m]| (1000 * n + m) as f32);
    let columns: Tensor<(Pixels, Batch)> = x.t().to_tensor();
    assert_eq!(columns[[3, 2]], 2003.0);
}
