//! error: shape mismatch: (_4,) and (_4, _1) are different shapes
//!
//! numpy would subtract every prediction from every target and give (4, 4).
//! Repair: y as a column, `y.unravel::<(dim!(4), dim!(1))>() - &l2`.
use shapeful::{Tensor, dim};

fn main() {
    let y = Tensor::<(dim!(4),)>::from([0.0, 1.0, 1.0, 0.0]);
    let l2 = Tensor::<(dim!(4), dim!(1))>::full(0.5);
    let l2_error = &y - &l2;
}
