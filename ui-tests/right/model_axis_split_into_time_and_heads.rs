use shapeful::{Tensor, axes};
axes! { Batch = 2; Time = 6; Model = 12; Heads = 4; Width = 3; }

fn main() {
    let x = Tensor::<(Batch, Time, Model)>::from_fn(|[_, t, m]| (100 * t + m) as f32);
    let split = x.split_axis(Model, (Heads, Width));
    let heads: Tensor<(Batch, Heads, Time, Width)> = split.permute((Batch, Heads, Time, Width));
    assert_eq!(heads[[0, 1, 2, 0]], 203.0);
}
