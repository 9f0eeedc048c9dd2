use shapeful::{Tensor, axes, relu_backward, relu_forward};
axes! { Batch = 64; Hidden = 100; }

fn main() {
    let x = Tensor::<(Batch, Hidden)>::full(2.0);
    let out = relu_forward(&x);
    let dx: Tensor<(Batch, Hidden)> = relu_backward(&out, &x);
    assert_eq!(dx[[0, 0]], 2.0);
}
