use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 4; pub Pixels = 6; pub Classes = 3; }

pub fn scores(x: &Array<(Batch, Pixels)>, w: &Array<(Classes, Pixels)>) -> Tensor<(Batch, Classes)> {
    x.matmul(w.t())
}

pub fn similarity(x: &Array<(Batch, Pixels)>) -> Tensor<(Batch, Batch)> {
    x.matmul(x.t())
}

fn main() {}
