use shapeful::{Tensor, axes};
axes! { Batch = 64; Sources = 1; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let prior = Tensor::<(Sources, Classes)>::full(0.5);
    let out: Tensor<(Batch, Classes)> = &scores + prior.sum(Sources).broadcast();
    assert_eq!(out[[63, 9]], 0.5);
}
