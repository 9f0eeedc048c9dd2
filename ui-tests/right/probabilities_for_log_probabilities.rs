use shapeful::{Reduction, Tensor, axes, kl_loss};
axes! { Batch = 2; Sides = 2; }

fn main() {
    let p = Tensor::<(Batch, Sides)>::full(0.5);
    let targets = p.clone();
    let (loss, _) = kl_loss(&p.ln(), &targets, Reduction::Mean);
    assert_eq!(loss, 0.0);
}
