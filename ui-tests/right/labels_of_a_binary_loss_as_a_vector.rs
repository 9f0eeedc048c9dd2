use shapeful::{Layer, Linear, Reduction, Tensor, axes, bce_with_logits_loss, dim};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let x = Tensor::<(Batch, Pixels)>::ones();
    let logits = Linear::<Pixels, dim!(1)>::zeros().predict(&x);
    let labels = Tensor::<(Batch, dim!(1))>::zeros();
    let (loss, dlogits) = bce_with_logits_loss(&logits, &labels, Reduction::Mean);
    assert_eq!((loss, dlogits[[0, 0]]), (2.0_f32.ln(), 0.5 / 64.0));
}
