//! error: expected `&BatchNormCache<(_, _), _>`, found `&LayerNormCache<Batch, Features>`
//!
//! Layer norm has a mean for each example, batch norm for each feature; what one keeps is of no use to the other, and with as many
//! examples as features no size would tell.
//! Repair: `layernorm_backward(&out, &cache)`.
use shapeful::{Tensor, axes, batchnorm_backward, layernorm_forward};
axes! { Batch = 64; Features = 64; }

fn main() {
    let x = Tensor::<(Batch, Features)>::zeros();
    let (out, cache) = layernorm_forward(&x, &Tensor::ones(), &Tensor::zeros(), 1e-5);
    let grads = batchnorm_backward(&out, &cache);
}
