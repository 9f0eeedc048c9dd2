use shapeful::{Dim, Tensor, axes, dim};
axes! { Batch = 64; }

fn scores<N: Dim, C: Dim>() -> Tensor<(N, C)> {
    Tensor::<(N, C)>::zeros()
}

fn main() {
    let of_a_batch: Tensor<(Batch, dim!(10))> = scores();
    let of_one: Tensor<(dim!(1), dim!(10))> = scores();
}
