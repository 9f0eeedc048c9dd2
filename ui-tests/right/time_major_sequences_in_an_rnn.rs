use shapeful::{Tensor, axes, dim, rnn_forward};
axes! { Batch = 4; Time = 6; Features = 3; Hidden = 5; }

fn main() {
    let (wx, wh) = (Tensor::<(Features, Hidden)>::ones(), Tensor::<(Hidden, Hidden)>::ones());
    let (h0, b) = (Tensor::<(Batch, Hidden)>::zeros(), Tensor::<(dim!(1), Hidden)>::zeros());
    let x = Tensor::<(Batch, Time, Features)>::ones();
    let (h, cache) = rnn_forward(&x, &h0, &wx, &wh, &b);
    assert!((h[[0, 0, 0]] - 3.0_f32.tanh()).abs() < 1e-6);
}
