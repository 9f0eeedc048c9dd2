use shapeful::{Tensor, axes};
axes! { Batch = 8; Queries = 16; Keys = 16; }

fn main() {
    let scores = Tensor::<(Batch, Queries, Keys)>::zeros();
    let mask = Tensor::<(Queries, Keys)>::zeros();
    let masked: Tensor<(Batch, Queries, Keys)> = &scores + mask.broadcast();
}
