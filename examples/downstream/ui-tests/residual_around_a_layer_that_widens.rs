//! error: shape mismatch: a residual block takes (Batch, Features), and its layer gives (Batch, Hidden)
//!
//! y = x + f(x) adds elementwise, so f has to lead back to Features.
//! Repair: `Residual((lower, upper))`.
use residual_layers::Residual;
use shapeful::{Layer, Linear, Tensor, axes};
axes! { Batch = 64; Features = 32; Hidden = 128; }

fn main() {
    let lower = Linear::<Features, Hidden>::zeros();
    let x = Tensor::<(Batch, Features)>::ones();
    let y = Residual(lower).predict(&x);
}
