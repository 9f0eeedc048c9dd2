use shapeful::{BnParam, Tensor, axes, batchnorm_forward};
axes! { Batch = 64; Features = 64; }

fn main() {
    let x = Tensor::<(Batch, Features)>::zeros();
    let gamma = Tensor::<(Features,)>::ones();
    let (out, cache) = batchnorm_forward(&x, &gamma, &Tensor::zeros(), &mut BnParam::default());
}
