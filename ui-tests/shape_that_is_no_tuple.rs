//! error: `Batch` is not a shape
//!
//! A shape is a tuple, even of one axis.
//! Repair: `Tensor::<(Batch,)>`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; }

struct Data {
    targets: Tensor<Batch>,
}

fn main() {}
