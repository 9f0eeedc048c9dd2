use shapeful::{Tensor, axes};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::from_fn(|[_, class]| class as f32);
    let predicted: Tensor<(Batch,), usize> = scores.argmax(Classes);
    assert_eq!(predicted, [9; 64]);
}
