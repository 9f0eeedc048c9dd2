//! pass: Each row minus its maximum, exponentiated, divided by its sum: both are columns, and stretch along the classes.
use shapeful::{Tensor, axes};
axes! { Batch = 2; Classes = 4; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::ones();
    let e = (&scores - scores.max_keepdims(Classes).broadcast()).exp();
    let probabilities = &e / e.sum_keepdims(Classes).broadcast();
    assert_eq!(probabilities, [[0.25; 4]; 2]);
}
