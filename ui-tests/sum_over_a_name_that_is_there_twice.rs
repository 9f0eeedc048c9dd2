//! error: cannot infer type of the type parameter `UniquePosition` declared on the method `sum`
//!
//! Both axes of a Gram matrix have the same name, so the name does not say which one.
//! Repair: the position, `gram.sum(Axis::<0>)`.
use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let x = Tensor::<(Batch, Pixels)>::ones();
    let gram = x.t().matmul(&x);
    let totals = gram.sum(Pixels);
}
