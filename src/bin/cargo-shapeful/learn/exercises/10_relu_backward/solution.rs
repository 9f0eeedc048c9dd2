use shapeful::{Array, Tensor, axes};

axes! { pub Batch = 4; pub Hidden = 5; }

pub fn relu_backward(dout: &Array<(Batch, Hidden)>, x: &Array<(Batch, Hidden)>) -> Tensor<(Batch, Hidden)> {
    dout.zip_map(x, |dout, x| if x > 0.0 { dout } else { 0.0 })
}

fn main() {}
