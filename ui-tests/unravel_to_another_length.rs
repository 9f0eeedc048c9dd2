//! error: shape mismatch: (_1<_2>,) does not unravel into (_3, _5)
//!
//! A vector of 12 numbers is a table of 3 rows of 4, not of 3 rows of 5.
//! Repair: `v.unravel::<(dim!(3), dim!(4))>()`.
use shapeful::{Tensor, dim};

fn main() {
    let v = Tensor::<(dim!(12),)>::from_fn(|[i]| i as f32);
    let table = v.unravel::<(dim!(3), dim!(5))>();
}
