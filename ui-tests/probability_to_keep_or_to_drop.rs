//! error: expected `Keep`, found floating-point number
//!
//! 0.8 is the probability to keep in the course, and to drop in PyTorch. It is said which.
//! Repair: `Keep::new(0.8)?`, or `Keep::dropping(0.8)?`.
use shapeful::{Key, Tensor, axes, dropout_forward};
axes! { Batch = 64; Hidden = 100; }

fn main() -> Result<(), shapeful::Error> {
    let x = Tensor::<(Batch, Hidden)>::ones();
    let (out, mask) = dropout_forward(&x, 0.8, Key::new(1));
    Ok(())
}
