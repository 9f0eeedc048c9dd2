//! error: shape mismatch: (Batch, Classes) and (_1, Classes) are different shapes
//!
//! Nothing is stretched silently: that every row gets the same bias is written out.
//! Repair: `&scores + b.broadcast()`.
use shapeful::{Tensor, axes, dim};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let b = Tensor::<(dim!(1), Classes)>::from_fn(|[_, class]| class as f32);
    let out = &scores + &b;
}
