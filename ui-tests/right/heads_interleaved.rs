use shapeful::{Tensor, axes};
axes! { Batch = 1; Time = 1; Model = 12; Heads = 4; Width = 3; }

fn main() {
    let x = Tensor::<(Batch, Time, Model)>::from_fn(|[_, _, m]| m as f32);
    let split = x.split_axis(Model, (Heads, Width));
    let heads: Tensor<(Batch, Heads, Time, Width)> = split.permute((Batch, Heads, Time, Width));
    assert_eq!(heads.row(0).row(1).row(0).as_slice(), [3.0, 4.0, 5.0]);
}
