//! error: shape mismatch: dout is (Batch, Time, Words), but forward gave (Batch, Time, Hidden)
//!
//! The gradient of the scores goes through the layer that made them, before it goes on into the states.
//! Repair: `lstm_backward(&out.dx, &cache)`.
use shapeful::{Tensor, affine_backward, axes, dim, lstm_backward, lstm_forward, sgd, temporal_affine_backward};
axes! { Batch = 4; Time = 6; Features = 3; Model = 2; Hidden = 5; Words = 9; }

fn main() {
    let (wx, wh) = (Tensor::<(Model, dim!(4), Hidden)>::ones(), Tensor::<(Hidden, dim!(4), Hidden)>::ones());
    let (h0, b) = (Tensor::<(Batch, Hidden)>::zeros(), Tensor::<(dim!(1), dim!(4), Hidden)>::zeros());
    let (features, mut w_h0) = (Tensor::<(Batch, Features)>::ones(), Tensor::<(Features, Hidden)>::ones());
    let w_out = Tensor::<(Hidden, Words)>::ones();
    let x = Tensor::<(Batch, Time, Model)>::ones();
    let (h, cache) = lstm_forward(&x, &h0, &wx, &wh, &b);
    let dscores = Tensor::<(Batch, Time, Words)>::ones();
    let out = temporal_affine_backward(&dscores, &h, &w_out);
    let grads = lstm_backward(&dscores, &cache);
    let of_h0 = affine_backward(&grads.dh0, &features, &w_h0);
    sgd(&mut w_h0, &of_h0.dw, 0.1);
}
