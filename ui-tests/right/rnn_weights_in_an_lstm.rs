use shapeful::{Tensor, axes, dim, lstm_forward};
axes! { Batch = 4; Time = 6; Features = 3; Hidden = 5; }

fn main() {
    let (x, h0) = (Tensor::<(Batch, Time, Features)>::ones(), Tensor::<(Batch, Hidden)>::zeros());
    let (wh, b) = (Tensor::<(Hidden, dim!(4), Hidden)>::ones(), Tensor::<(dim!(1), dim!(4), Hidden)>::zeros());
    let wx = Tensor::<(Features, dim!(4), Hidden)>::ones();
    let (h, cache) = lstm_forward(&x, &h0, &wx, &wh, &b);
    assert!(h[[0, 0, 0]] > 0.7 && h[[0, 0, 0]] < h[[0, 1, 0]]);
}
