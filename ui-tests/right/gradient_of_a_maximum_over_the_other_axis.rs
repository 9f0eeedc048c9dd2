use shapeful::ops::max_backward;
use shapeful::{Tensor, axes};
axes! { Batch = 64; Classes = 10; }
fn main() {
    let scores = Tensor::<(Batch, Classes)>::from_fn(|[_, class]| class as f32);
    let dy = Tensor::<(Batch,)>::ones();
    let dscores: Tensor<(Batch, Classes)> = max_backward(&dy, &scores, Classes);
    assert_eq!((dscores[[0, 0]], dscores[[0, 9]]), (0.0, 1.0));
}
