use shapeful::{Reduction, Tensor, axes, mse_loss, sgd};
axes! { Batch = 32; }

fn main() {
    let (mut x, targets) = (Tensor::<(Batch,)>::zeros(), Tensor::full(3.0));
    let (_, dx) = mse_loss(&x, &targets, Reduction::Mean);
    sgd(&mut x, &dx, 16.0);
    assert_eq!(x[[0]], 3.0);
}
