use shapeful::{Tensor, axes};
axes! { Batch = 8; Time = 16; Features = 50; Hidden = 100; }

fn main() {
    let x = Tensor::<(Batch, Time, Features)>::ones();
    let w = Tensor::<(Features, Hidden)>::ones();
    let w: Tensor<(Batch, Features, Hidden)> = w.broadcast().to_tensor();
    let h: Tensor<(Batch, Time, Hidden)> = x.matmul(&w);
    assert_eq!(h[[7, 15, 99]], 50.0);
}
