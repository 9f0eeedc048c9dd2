//! error: `&Tensor<(Pixels, Classes)>` cannot be a factor in a product of f64
//!
//! Nothing is converted silently.
//! Repair: `w.map(f64::from)`, or one element type everywhere.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn main() {
    let x = Tensor::<(Batch, Pixels), f64>::ones();
    let w = Tensor::<(Pixels, Classes), f32>::ones();
    let scores = x.matmul(&w);
}
