use shapeful::{Tensor, axes};
axes! { Batch = 64; Pixels = 100; Hidden = 100; }

fn main() {
    let (dout, w) = (Tensor::<(Batch, Hidden)>::ones(), Tensor::<(Pixels, Hidden)>::from_fn(|[p, _]| p as f32));
    let dx: Tensor<(Batch, Pixels)> = dout.matmul(w.t());
    assert_eq!((dx[[0, 0]], dx[[0, 99]]), (0.0, 9900.0));
}
