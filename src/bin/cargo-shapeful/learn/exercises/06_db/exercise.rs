//! The gradient of b has the shape of b. The bias is one row, which is added to the scores of every image; so each of its numbers
//! collects what comes back from all of them.
//!
//! dout: (Batch, Classes)     b and db: (1, Classes)
//!
//! Along which axis is `dout` summed? `sum_keepdims` leaves an axis of size 1 in its place.
use shapeful::{Array, Tensor, axes, dim};

axes! { pub Batch = 4; pub Classes = 3; }

pub fn db(dout: &Array<(Batch, Classes)>) -> Tensor<(dim!(1), Classes)> {
    dout.sum_keepdims(Classes)
}

fn main() {
    println!("{:?}", db(&Tensor::ones()));
}
