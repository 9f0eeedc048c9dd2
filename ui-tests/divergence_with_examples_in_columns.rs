//! error: expected `&Array<(Batch, Classes)>`, found `&Tensor<(Classes, Batch)>`
//!
//! Each row is one distribution, of the prediction and of the target.
//! Repair: `&targets.t().to_tensor()`.
use shapeful::{Reduction, Tensor, axes, kl_loss};
axes! { Batch = 4; Classes = 10; }

fn main() {
    let log_p = Tensor::<(Batch, Classes)>::full(0.1).ln();
    let targets = Tensor::<(Classes, Batch)>::full(0.1);
    let (loss, dlog_p) = kl_loss(&log_p, &targets, Reduction::Mean);
}
