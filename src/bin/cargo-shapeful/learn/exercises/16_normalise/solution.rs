use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 5; pub Features = 4; }

pub fn batch_norm(x: &Array<(Batch, Features)>) -> Tensor<(Batch, Features)> {
    let centred = x - x.mean(Batch).broadcast();
    centred / (x.var(Batch) + 1e-5).sqrt().broadcast()
}

pub fn layer_norm(x: &Array<(Batch, Features)>) -> Tensor<(Batch, Features)> {
    let centred = x - x.mean_keepdims(Features).broadcast();
    centred / (x.var_keepdims(Features) + 1e-5).sqrt().broadcast()
}

fn main() {}
