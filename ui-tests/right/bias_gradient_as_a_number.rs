use shapeful::{Tensor, axes, dim};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let dout = Tensor::<(Batch, Classes)>::from_fn(|[_, class]| class as f32);
    let db: Tensor<(dim!(1), Classes)> = dout.sum_keepdims(Batch);
    assert_eq!((db[[0, 0]], db[[0, 9]]), (0.0, 64.0 * 9.0));
}
