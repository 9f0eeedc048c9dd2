//! Where the axes do not meet, a transpose exchanges them: `w.t()` of a (Classes, Pixels) is a (Pixels, Classes), and costs nothing.
//!
//! Some libraries store the weights with the outputs first. Repair `scores`; then multiply the images with one another in
//! `similarity`, where each number is the product of two whole images.
use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 4; pub Pixels = 6; pub Classes = 3; }

pub fn scores(x: &Array<(Batch, Pixels)>, w: &Array<(Classes, Pixels)>) -> Tensor<(Batch, Classes)> {
    x.matmul(w)
}

pub fn similarity(x: &Array<(Batch, Pixels)>) -> Tensor<(Batch, Batch)> {
    x.matmul(x)
}

fn main() {
    println!("{:?}\n{:?}", scores(&Tensor::ones(), &Tensor::full(0.1)), similarity(&Tensor::ones()));
}
