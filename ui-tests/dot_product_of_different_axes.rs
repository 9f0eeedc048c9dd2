//! error: expected `&Array<(Pixels,)>`, found `&Tensor<(Hidden,)>`
//!
//! Both vectors run along the same axis, or the sum of their products means nothing.
//! Repair: two vectors of one axis.
use shapeful::{Tensor, axes};
axes! { Pixels = 100; Hidden = 100; }

fn main() {
    let (a, b) = (Tensor::<(Pixels,)>::ones(), Tensor::<(Hidden,)>::ones());
    let similarity = a.dot(&b);
}
