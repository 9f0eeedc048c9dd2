//! error: shape mismatch: cannot broadcast (Classes, _1) to (Batch, Classes)
//!
//! A column repeats along the rows, and there are as many rows as examples, not as classes.
//! Repair: a row, `Tensor::<(dim!(1), Classes)>`.
use shapeful::{Tensor, axes, dim};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let b = Tensor::<(Classes, dim!(1))>::from_fn(|[class, _]| class as f32);
    let out = &scores + b.broadcast();
}
