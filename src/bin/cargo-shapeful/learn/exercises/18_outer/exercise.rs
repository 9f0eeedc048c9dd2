//! Of a single image there is no batch to sum over: x is (Pixels,), dout is (Classes,), and dw still has the shape of w,
//! (Pixels, Classes). Each number of it is one of x times one of dout.
//!
//! In numpy `x.T` of a vector is the vector itself, and `x.dot(dout)` fails or gives a number. Which product gives the table?
use shapeful::{Array, Tensor, axes};

axes! { pub Pixels = 6; pub Classes = 3; }

pub fn dw(x: &Array<(Pixels,)>, dout: &Array<(Classes,)>) -> Tensor<(Pixels, Classes)> {
    x.matmul(dout)
}

fn main() {
    println!("{:?}", dw(&Tensor::ones(), &Tensor::full(0.1)));
}
