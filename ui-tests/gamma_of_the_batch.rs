//! error: expected `&Array<(Features,)>`, found `&Tensor<(Batch,)>`
//!
//! Batch norm takes its statistics over the batch, and so leaves the features: each has its mean, its variance, its scale and its shift.
//! Repair: `Tensor::<(Features,)>::ones()`.
use shapeful::{BnParam, Tensor, axes, batchnorm_forward};
axes! { Batch = 64; Features = 64; }

fn main() {
    let x = Tensor::<(Batch, Features)>::zeros();
    let gamma = Tensor::<(Batch,)>::ones();
    let (out, cache) = batchnorm_forward(&x, &gamma, &Tensor::zeros(), &mut BnParam::default());
}
