//! error: expected `&Array<(Hidden,)>`, found `&Tensor<(Classes,)>`
//!
//! What is stacked becomes rows of one array, and rows are alike.
//! Repair: `a.concat(&b, Axis::<0>)`.
use shapeful::{Tensor, axes, ops::stack};
axes! { Hidden = 100; Classes = 10; }

fn main() {
    let (a, b) = (Tensor::<(Hidden,)>::zeros(), Tensor::<(Classes,)>::zeros());
    let both = stack([&a, &b]);
}
