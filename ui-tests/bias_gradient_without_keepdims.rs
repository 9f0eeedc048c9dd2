//! error: expected `&Array<(_1, Classes)>`, found `&Tensor<(Classes,)>`
//!
//! The bias is a row, (1, Classes), and `sum` leaves a vector, (Classes,).
//! Repair: `dout.sum_keepdims(Batch)`.
use shapeful::{Tensor, axes, dim, sgd};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let dout = Tensor::<(Batch, Classes)>::zeros();
    let mut b = Tensor::<(dim!(1), Classes)>::zeros();
    sgd(&mut b, &dout.sum(Batch), 0.1);
}
