use shapeful::{Array, Tensor, axes};
axes! { Batch = 64; Pixels = 784; }

fn main() {
    let x = Tensor::<(Batch, Pixels)>::ones();
    let pixel: f32 = x[[0, 0]];
    let image: &Array<(Pixels,)> = x.row(0);
    assert_eq!(pixel, image[[0]]);
}
