use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 4; pub Pixels = 6; pub Classes = 3; }

pub fn scores(x: &Array<(Batch, Pixels)>, w: &Array<(Pixels, Classes)>) -> Tensor<(Batch, Classes)> {
    x.matmul(w)
}

fn main() {}
