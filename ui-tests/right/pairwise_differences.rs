use shapeful::{Tensor, axes, dim};
axes! { Test = 500; Train = 500; Pixels = 3072; }

fn main() {
    let (a, b) = (Tensor::<(Test, Pixels)>::ones(), Tensor::<(Train, Pixels)>::full(3.0));
    let a2: Tensor<(Test, dim!(1))> = a.powi(2).sum_keepdims(Pixels);
    let b2: Tensor<(Train,)> = b.powi(2).sum(Pixels);
    let distances: Tensor<(Test, Train)> = a.matmul(b.t()) * -2.0 + a2.broadcast() + b2.broadcast();
    assert_eq!(distances[[0, 499]], 4.0 * 3072.0);
}
