use shapeful::{Tensor, axes};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let e = scores.exp();
    let probabilities: Tensor<(Batch, Classes)> = &e / e.sum_keepdims(Classes).broadcast();
    assert_eq!(probabilities[[63, 9]], 0.1);
}
