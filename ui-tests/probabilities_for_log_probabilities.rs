//! pass: Probabilities given for log-probabilities: this compiles, and is wrong.
//!
//! The divergence of a distribution from itself is 0. Of p taken for ln p it comes out negative, which no divergence is. The numbers
//! of p and of ln p have one shape: no type can see it.
//! Repair: `kl_loss(&p.ln(), &targets, Reduction::Mean)`.
use shapeful::{Reduction, Tensor, axes, kl_loss};
axes! { Batch = 2; Sides = 2; }

fn main() {
    let p = Tensor::<(Batch, Sides)>::full(0.5);
    let targets = p.clone();
    let (loss, _) = kl_loss(&p, &targets, Reduction::Mean);
    assert!(loss < -1.19);
}
