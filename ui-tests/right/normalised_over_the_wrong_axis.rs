use shapeful::{Tensor, axes};
axes! { Batch = 64; Features = 100; }

fn main() {
    let x = Tensor::<(Batch, Features)>::from_fn(|[n, d]| (n + d) as f32);
    let centred: Tensor<(Batch, Features)> = &x - x.mean(Batch).broadcast();
    assert_eq!(centred.sum(Batch), [0.0; 100]);
}
