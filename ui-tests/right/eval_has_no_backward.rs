use shapeful::{BatchNorm, Layer, Params, Tensor, Train, axes};
axes! { Batch = 64; Hidden = 100; }

fn main() {
    let mut norm = BatchNorm::<Hidden>::new();
    let (x, mut y) = (Tensor::<(Batch, Hidden)>::zeros(), Tensor::zeros());
    let (mut cache, mut grad) = (Default::default(), norm.zeros_like());
    norm.forward::<Train>(&x, &mut cache, &mut y);
    norm.backward(&x, &mut cache, &y, None, &mut grad);
}
