//! error: expected `&Array<(Pixels, Classes)>`, found `&Tensor<(_1, Classes)>`
//!
//! In numpy `w -= lr * db` stretches db over all rows of w and trains something else.
//! Repair: `sgd(&mut w, &dw, 0.1)`.
use shapeful::{Tensor, axes, dim, sgd};
axes! { Pixels = 784; Classes = 10; }

fn main() {
    let mut w = Tensor::<(Pixels, Classes)>::zeros();
    let db = Tensor::<(dim!(1), Classes)>::zeros();
    sgd(&mut w, &db, 0.1);
}
