//! error: expected `&Array<(_1, Classes)>`, found `&Tensor<(Batch, Classes)>`
//!
//! Every example has pulled at the same bias: its gradient is the sum over the batch.
//! Repair: `sgd(&mut b, &dout.sum_keepdims(Batch), 0.1)`.
use shapeful::{Tensor, axes, dim, sgd};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let dout = Tensor::<(Batch, Classes)>::ones();
    let mut b = Tensor::<(dim!(1), Classes)>::zeros();
    sgd(&mut b, &dout, 0.1);
}
