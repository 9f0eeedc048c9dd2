//! pass: `affine_backward` takes dout, x and w, and every gradient has the shape of what it is the gradient of, images too.
use shapeful::{AffineGrads, Tensor, affine_backward, affine_forward, axes, dim};
axes! { Batch = 5; Channels = 3; Height = 4; Width = 4; Classes = 10; }

fn main() {
    let images = Tensor::<(Batch, Channels, Height, Width)>::ones();
    let w = Tensor::<(dim!(48), Classes)>::ones();
    let b = Tensor::<(dim!(1), Classes)>::ones();
    let scores: Tensor<(Batch, Classes)> = affine_forward(&images, &w, &b);
    let AffineGrads { dx, dw, db } = affine_backward(&scores, &images, &w);
    let _: (Tensor<(Batch, Channels, Height, Width)>, Tensor<(dim!(48), Classes)>) = (dx, dw);
    let _: Tensor<(dim!(1), Classes)> = db;
    assert_eq!(scores[[0, 0]], 49.0);
}
