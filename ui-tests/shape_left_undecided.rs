//! error: type annotations needed for `Tensor<_, _>`
//!
//! Nothing says what shape the tensor has: it is neither annotated nor used.
//! Repair: `let bias: Tensor<(Classes,)> = Tensor::zeros();`, or `Tensor::<(Classes,)>::zeros()`.
use shapeful::{Tensor, axes};
axes! { Classes = 10; }

fn main() {
    let bias = Tensor::zeros();
}
