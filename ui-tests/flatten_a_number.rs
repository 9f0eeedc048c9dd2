//! error: shape mismatch: () cannot be flattened
//!
//! Flattening keeps the first axis, and a number has none.
//! Repair: none is needed; `x.ravel()` makes a vector of one element of it.
use shapeful::Tensor;

fn main() {
    let x = Tensor::<()>::ones();
    let row = x.flatten();
}
