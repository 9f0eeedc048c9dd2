use shapeful::{Tensor, axes};
axes! { Batch = 8; Features = 50; Hidden = 128; Gates = 512; }

fn main() {
    let (x, prev_h) = (Tensor::<(Batch, Features)>::ones(), Tensor::<(Batch, Hidden)>::ones());
    let wx = Tensor::<(Features, Gates)>::ones();
    let wh = Tensor::<(Hidden, Gates)>::ones();
    let a: Tensor<(Batch, Gates)> = x.matmul(&wx) + prev_h.matmul(&wh);
    assert_eq!(a[[0, 0]], 178.0);
}
