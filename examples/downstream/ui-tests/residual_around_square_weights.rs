//! error: shape mismatch: a residual block takes (Batch, Features), and its layer gives (Batch, Hidden)
//!
//! Both axes have 32 places, and the sum would run. But feature 7 is not hidden unit 7: names are told apart, not sizes.
//! Repair: `Linear::<Features, Features>::zeros()`.
use residual_layers::Residual;
use shapeful::{Layer, Linear, Tensor, axes};
axes! { Batch = 64; Features = 32; Hidden = 32; }

fn main() {
    let inner = Linear::<Features, Hidden>::zeros();
    let x = Tensor::<(Batch, Features)>::ones();
    let y = Residual(inner).predict(&x);
}
