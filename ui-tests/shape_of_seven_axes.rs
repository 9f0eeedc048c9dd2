//! error: `(_2, _3, _4, _5, _6, _7, _8)` is not a shape
//!
//! Six axes are the most there are.
//! Repair: merge two of them.
use shapeful::{Tensor, dim};

struct Video {
    frames: Tensor<(dim!(2), dim!(3), dim!(4), dim!(5), dim!(6), dim!(7), dim!(8))>,
}

fn main() {}
