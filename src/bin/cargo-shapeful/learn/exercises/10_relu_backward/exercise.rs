//! Not every mistake is one of shapes: this program compiles, and computes the wrong gradient.
//!
//! y = max(0, x). Where x was positive, y moves as x does, and dout passes; elsewhere y stands still, and nothing passes.
//! x and dout have one shape: no type can see which of the two decides. Repair `relu_backward`.
use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 4; pub Hidden = 5; }

pub fn relu_backward(dout: &Array<(Batch, Hidden)>, x: &Array<(Batch, Hidden)>) -> Tensor<(Batch, Hidden)> {
    dout.zip_map(x, |dout, x| if dout > 0.0 { x } else { 0.0 })
}

fn main() {
    println!("{:?}", relu_backward(&Tensor::ones(), &Tensor::full(-1.0)));
}
