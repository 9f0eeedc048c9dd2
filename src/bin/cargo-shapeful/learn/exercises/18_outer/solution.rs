use shapeful::{Array, Tensor, axes};

axes! { pub Pixels = 6; pub Classes = 3; }

pub fn dw(x: &Array<(Pixels,)>, dout: &Array<(Classes,)>) -> Tensor<(Pixels, Classes)> {
    x.outer(dout)
}

fn main() {}
