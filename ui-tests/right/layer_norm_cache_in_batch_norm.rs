use shapeful::{Tensor, axes, layernorm_backward, layernorm_forward};
axes! { Batch = 64; Features = 64; }

fn main() {
    let x = Tensor::<(Batch, Features)>::zeros();
    let (out, cache) = layernorm_forward(&x, &Tensor::ones(), &Tensor::zeros(), 1e-5);
    let grads = layernorm_backward(&out, &cache);
}
