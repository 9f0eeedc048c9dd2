use shapeful::{Tensor, axes, dim, span};
axes! { Batch = 1; Gates = 8; }

fn main() {
    // Two columns for each of the gates i, f, o and g.
    let a = Tensor::<(Batch, Gates)>::from([[1.0, 2.0, 30.0, 40.0, 500.0, 600.0, 7000.0, 8000.0]]);
    let input_gate: Tensor<(Batch, dim!(2))> = a.slice(Gates, span!(0..2));
    assert_eq!(input_gate, [[1.0, 2.0]]);
}
