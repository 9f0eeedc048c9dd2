//! error: shape mismatch: there is no matrix product of (Features,) and (Features,)
//!
//! Of two vectors there are two products, and each has its name.
//! Repair: `a.dot(&b)` for a number, `a.outer(&b)` for a matrix.
use shapeful::{Tensor, axes};
axes! { Features = 50; }

fn main() {
    let (a, b) = (Tensor::<(Features,)>::ones(), Tensor::<(Features,)>::ones());
    let similarity = a.matmul(&b);
}
