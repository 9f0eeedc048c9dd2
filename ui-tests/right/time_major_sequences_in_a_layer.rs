use shapeful::{Layer, Lstm, Tensor, axes};
axes! { Batch = 4; Time = 6; Features = 3; Hidden = 5; }

fn main() {
    let lstm = Lstm::<Features, Hidden>::zeros();
    let x = Tensor::<(Time, Batch, Features)>::ones();
    let h: Tensor<(Batch, Time, Hidden)> = lstm.predict(&x.permute((Batch, Time, Features)));
    assert_eq!(h[[3, 5, 4]], 0.0);
}
