//! error: expected `Tensor<(_1, Classes)>`, found `f32`
//!
//! `sum_all` sums over the classes too. It is right only where the bias is a single number.
//! Repair: `dout.sum_keepdims(Batch)`.
use shapeful::{Tensor, axes, dim};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let dout = Tensor::<(Batch, Classes)>::from_fn(|[_, class]| class as f32);
    let db: Tensor<(dim!(1), Classes)> = dout.sum_all();
}
