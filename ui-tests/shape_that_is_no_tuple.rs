//! error: TODO
//!
//! A shape is a tuple, even of one axis.
//! Repair: `Tensor::<(Batch,)>`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; }

fn main() {
    let x = Tensor::<Batch>::zeros();
}
