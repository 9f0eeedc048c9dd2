//! error: expected `&mut Array<(Pixels, Classes)>`, found `&mut Tensor<(_1, Classes)>`
//!
//! The velocity has a number for each weight.
//! Repair: `Tensor::<(Pixels, Classes)>::zeros()`.
use shapeful::{Tensor, axes, dim, sgd_momentum};
axes! { Pixels = 784; Classes = 10; }

fn main() {
    let (mut w, dw) = (Tensor::<(Pixels, Classes)>::zeros(), Tensor::<(Pixels, Classes)>::zeros());
    let mut v = Tensor::<(dim!(1), Classes)>::zeros();
    sgd_momentum(&mut w, &dw, &mut v, 0.1, 0.9);
}
