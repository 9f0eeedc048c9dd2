use shapeful::{Tensor, axes};
axes! { Batch = 64; }

fn main() {
    let losses = Tensor::<(Batch,)>::from_fn(|[n]| n as f32);
    let loss: Tensor<()> = losses.mean(Batch);
    assert_eq!(loss.item(), 31.5);
}
