//! pass: Cut as (Hidden, Gate), every fourth column becomes the input gate: this compiles, and is wrong.
//!
//! 2*4 columns are 8 as 4*2 columns are: the sizes multiply in either order, and which one the weights were made for is not in their
//! shape. No type can see it.
//! Repair: `a.slice(Gates, span!(0..2))`.
use shapeful::{Axis, Tensor, axes, span};
axes! { Batch = 1; Gates = 8; Gate = 4; Hidden = 2; }

fn main() {
    // Two columns for each of the gates i, f, o and g.
    let a = Tensor::<(Batch, Gates)>::from([[1.0, 2.0, 30.0, 40.0, 500.0, 600.0, 7000.0, 8000.0]]);
    let input_gate: Tensor<(Batch, Hidden)> = a.split::<(Hidden, Gate)>().slice(Gate, span!(0..1)).sum(Axis::<2>);
    assert_eq!(input_gate, [[1.0, 500.0]]);
}
