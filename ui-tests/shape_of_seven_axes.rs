//! error: TODO
//!
//! Six axes are the most there are.
//! Repair: merge two of them.
use shapeful::{Tensor, axes};
axes! { One = 1; }

fn main() {
    let x = Tensor::<(One, One, One, One, One, One, One)>::zeros();
}
