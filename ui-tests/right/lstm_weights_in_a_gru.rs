use shapeful::{Tensor, axes, dim, gru_forward};
axes! { Batch = 4; Time = 6; Features = 3; Hidden = 5; }
type Blocks = dim!(3);

fn main() {
    let (x, h0) = (Tensor::<(Batch, Time, Features)>::ones(), Tensor::<(Batch, Hidden)>::ones());
    let (wx, wh) = (Tensor::<(Features, Blocks, Hidden)>::zeros(), Tensor::<(Hidden, Blocks, Hidden)>::zeros());
    let b = Tensor::<(dim!(1), dim!(3), Hidden)>::zeros();
    let (h, cache) = gru_forward(&x, &h0, &wx, &wh, &b, &b);
    assert_eq!((h[[0, 0, 0]], h[[0, 1, 0]]), (0.5, 0.25));
}
