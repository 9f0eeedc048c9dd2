use shapeful::{Array, Tensor, axes};
axes! { Batch = 2; Time = 6; Model = 12; Heads = 4; Width = 3; }

fn main() {
    let heads = Tensor::<(Batch, Heads, Time, Width)>::from_fn(|[_, h, t, w]| (100 * t + 3 * h + w) as f32);
    let moved: Tensor<(Batch, Time, Heads, Width)> = heads.permute((Batch, Time, Heads, Width));
    let x: &Array<(Batch, Time, Model)> = moved.merge_axes((Heads, Width), Model);
    assert_eq!(x[[0, 2, 7]], 207.0);
}
