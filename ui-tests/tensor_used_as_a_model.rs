//! error: `Tensor<(Pixels, Classes)>` is not a model
//!
//! A tensor alone has no name and no kind; a layer has parameters.
//! Repair: a layer such as `Linear::<Pixels, Classes>`, or `sgd(&mut w, &dw, 0.1)` for a tensor.
use shapeful::{Sgd, Tensor, axes};
axes! { Pixels = 784; Classes = 10; }

fn main() {
    let w = Tensor::<(Pixels, Classes)>::zeros();
    let optimizer = Sgd::new(&w, 0.1);
}
