//! error: expected `&Array<(Pixels, Classes)>`, found `&Tensor<(Classes, Pixels)>`
//!
//! A function that wants weights (Pixels, Classes) does not take their transpose, whose rows are classes.
//! Repair: `norm(&w)`.
use shapeful::{Array, Tensor, axes};
axes! { Pixels = 784; Classes = 10; }

fn norm(w: &Array<(Pixels, Classes)>) -> f32 {
    w.powi(2).sum_all().sqrt()
}

fn main() {
    let w = Tensor::<(Classes, Pixels)>::zeros();
    println!("{}", norm(&w));
}
