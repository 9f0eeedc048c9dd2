//! pass: Probabilities given to a loss of logits: this compiles, and is wrong.
//!
//! The loss takes the sigmoid itself. A probability of 1 is the logit 1 to it, so even who is right and sure pays 0.31, and the
//! gradient never comes to rest. A probability is a number as a logit is: no type can see it.
//! Repair: `bce_with_logits_loss(&logits, &labels, Reduction::Mean)`.
use shapeful::{Reduction, Tensor, axes, bce_with_logits_loss};
axes! { Batch = 2; }

fn main() {
    let (logits, labels) = (Tensor::<(Batch,)>::from([50.0, 50.0]), Tensor::ones());
    let (loss, dlogits) = bce_with_logits_loss(&logits.sigmoid(), &labels, Reduction::Mean);
    assert!(loss > 0.31 && dlogits[[0]] < -0.13);
}
