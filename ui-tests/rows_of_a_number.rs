//! error: shape mismatch: () has no rows
//!
//! A number has no axes, and so no rows.
//! Repair: `loss.item()`.
use shapeful::Tensor;

fn main() {
    let loss = Tensor::<()>::ones();
    println!("{:?}", loss.row(0));
}
