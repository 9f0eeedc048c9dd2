//! A product joins two shapes at the axis that they have in common: (N, K) · (K, M) → (N, M).
//!
//! Write the shapes down: x is (Batch, Pixels), w is (Pixels, Classes), and the scores are (Batch, Classes).
//! Which product reads off? Repair `scores`.
use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 4; pub Pixels = 6; pub Classes = 3; }

pub fn scores(x: &Array<(Batch, Pixels)>, w: &Array<(Pixels, Classes)>) -> Tensor<(Batch, Classes)> {
    w.matmul(x)
}

fn main() {
    println!("{:?}", scores(&Tensor::ones(), &Tensor::full(0.1)));
}
