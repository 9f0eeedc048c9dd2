//! error: expected `&mut Array<(Pixels, Classes)>`, found `&mut Tensor<(_1, Classes)>`
//!
//! numpy would stretch the average over all rows of w, so that 784 weights share one.
//! Repair: `let mut v = Tensor::<(Pixels, Classes)>::zeros()`.
use shapeful::{AdamConfig, Tensor, adam, axes, dim};
axes! { Pixels = 784; Classes = 10; }

fn main() {
    let mut w = Tensor::<(Pixels, Classes)>::zeros();
    let (dw, mut m) = (Tensor::<(Pixels, Classes)>::ones(), Tensor::<(Pixels, Classes)>::zeros());
    let mut v = Tensor::<(dim!(1), Classes)>::zeros();
    adam(&mut w, &dw, &mut m, &mut v, &mut 0, 1e-3, AdamConfig::default());
}
