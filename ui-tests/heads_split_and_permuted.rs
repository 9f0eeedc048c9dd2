//! pass: The model axis splits into heads and width, and only then do the axes move.
use shapeful::{Array, Axis, Tensor, axes};
axes! { Batch = 2; Time = 6; Model = 12; Heads = 4; Width = 3; }

fn main() {
    let x = Tensor::<(Batch, Time, Model)>::from_fn(|[_, _, m]| m as f32);
    let split: &Array<(Batch, Time, Heads, Width)> = x.split_axis(Model, (Heads, Width));
    let queries: Tensor<(Batch, Heads, Time, Width)> = split.permute((Batch, Heads, Time, Width));
    assert_eq!(queries, split.permute((Axis::<0>, Axis::<2>, Axis::<1>, Axis::<3>)));
    assert_eq!(queries[[0, 1, 0, 0]], 3.0);
}
