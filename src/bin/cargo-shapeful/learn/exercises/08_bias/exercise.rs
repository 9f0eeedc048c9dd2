//! `+` wants two equal shapes: nothing is stretched silently. Where it is meant, `.broadcast()` says so.
//!
//! x · w is (Batch, Classes), and b is (1, Classes): one row, to be added to each.
use shapeful::{Array, Tensor, axes, dim};

axes! { pub Batch = 4; pub Pixels = 6; pub Classes = 3; }

pub fn affine(
    x: &Array<(Batch, Pixels)>,
    w: &Array<(Pixels, Classes)>,
    b: &Array<(dim!(1), Classes)>,
) -> Tensor<(Batch, Classes)> {
    x.matmul(w) + b
}

fn main() {
    println!("{:?}", affine(&Tensor::ones(), &Tensor::full(0.1), &Tensor::ones()));
}
