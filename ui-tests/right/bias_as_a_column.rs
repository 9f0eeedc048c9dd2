use shapeful::{Tensor, axes, dim};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let b = Tensor::<(dim!(1), Classes)>::from_fn(|[_, class]| class as f32);
    let out: Tensor<(Batch, Classes)> = &scores + b.broadcast();
    assert_eq!(out.row(0), out.row(63));
}
