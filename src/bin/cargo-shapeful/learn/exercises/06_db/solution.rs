use shapeful::{Array, Tensor, axes, dim};

axes! { pub Batch = 4; pub Classes = 3; }

pub fn db(dout: &Array<(Batch, Classes)>) -> Tensor<(dim!(1), Classes)> {
    dout.sum_keepdims(Batch)
}

fn main() {}
