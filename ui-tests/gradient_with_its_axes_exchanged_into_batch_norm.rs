//! error: shape mismatch: dout is (Features, Batch), but forward gave (Batch, Features)
//!
//! A product with its factors exchanged gives the transpose. The scale and the shift are found from the cache, and their steps are right.
//! Repair: `let dout = dscores.matmul(w.t());`.
use shapeful::{Tensor, axes, batchnorm_backward, batchnorm_forward, sgd};
axes! { Batch = 6; Features = 6; Classes = 6; }

fn main() {
    let x = Tensor::<(Batch, Features)>::ones();
    let (mut gamma, mut beta) = (Tensor::ones(), Tensor::zeros());
    let (out, cache) = batchnorm_forward(&x, &gamma, &beta, &mut Default::default());
    let (w, dscores) = (Tensor::<(Features, Classes)>::ones(), Tensor::<(Batch, Classes)>::ones());
    let dout = w.matmul(dscores.t());
    let grads = batchnorm_backward(&dout, &cache);
    sgd(&mut gamma, &grads.dgamma, 0.1);
    sgd(&mut beta, &grads.dbeta, 0.1);
}
