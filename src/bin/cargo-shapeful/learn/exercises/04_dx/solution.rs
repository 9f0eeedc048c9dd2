use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 4; pub Pixels = 6; pub Classes = 3; }

pub fn dx(dout: &Array<(Batch, Classes)>, w: &Array<(Pixels, Classes)>) -> Tensor<(Batch, Pixels)> {
    dout.matmul(w.t())
}

fn main() {}
