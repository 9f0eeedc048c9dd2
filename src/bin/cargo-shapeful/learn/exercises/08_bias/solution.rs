use shapeful::{Array, Tensor, axes, dim};

axes! { pub Batch = 4; pub Pixels = 6; pub Classes = 3; }

pub fn affine(
    x: &Array<(Batch, Pixels)>,
    w: &Array<(Pixels, Classes)>,
    b: &Array<(dim!(1), Classes)>,
) -> Tensor<(Batch, Classes)> {
    x.matmul(w) + b.broadcast()
}

fn main() {}
