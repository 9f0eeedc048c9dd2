//! pass: Split as (Width, Heads), a head gets every fourth column: this compiles, and is wrong.
//!
//! 3*4 columns are 12 as 4*3 columns are: the sizes multiply in either order, and which one the projection was made for is not in its
//! shape. No type can see it.
//! Repair: `x.split_axis(Model, (Heads, Width))`.
use shapeful::{Tensor, axes};
axes! { Batch = 1; Time = 1; Model = 12; Heads = 4; Width = 3; }

fn main() {
    let x = Tensor::<(Batch, Time, Model)>::from_fn(|[_, _, m]| m as f32);
    let split = x.split_axis(Model, (Width, Heads));
    let heads: Tensor<(Batch, Heads, Time, Width)> = split.permute((Batch, Heads, Time, Width));
    assert_eq!(heads.row(0).row(1).row(0).as_slice(), [1.0, 5.0, 9.0]);
}
