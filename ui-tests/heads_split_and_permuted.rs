//! pass: The model axis splits into heads and width, and only then do the axes move.
use shapeful::{Array, Axis, Tensor, axes, dim};
axes! { Batch = 2; Time = 6; Heads = 4; Width = 3; }

fn main() {
    let x = Tensor::<(Batch, dim!(72))>::from_fn(|[_, i]| i as f32);
    let split: &Array<(Batch, Time, Heads, Width)> = x.split::<(Time, Heads, Width)>();
    let queries: Tensor<(Batch, Heads, Time, Width)> = split.permute((Batch, Heads, Time, Width));
    assert_eq!(queries, split.permute((Axis::<0>, Axis::<2>, Axis::<1>, Axis::<3>)));
    assert_eq!(queries[[0, 1, 0, 0]], 3.0);
}
