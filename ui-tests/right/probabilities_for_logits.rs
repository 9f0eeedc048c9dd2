use shapeful::{Reduction, Tensor, axes, bce_with_logits_loss};
axes! { Batch = 2; }

fn main() {
    let (logits, labels) = (Tensor::<(Batch,)>::from([50.0, 50.0]), Tensor::ones());
    let (loss, dlogits) = bce_with_logits_loss(&logits, &labels, Reduction::Mean);
    assert!(loss < 1e-20 && dlogits[[0]] == 0.0);
}
