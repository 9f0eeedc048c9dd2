use shapeful::{Tensor, attention_forward, axes};
axes! { Batch = 2; Heads = 4; Queries = 7; Keys = 5; Width = 3; }

fn main() {
    let q = Tensor::<(Batch, Heads, Queries, Width)>::ones();
    let k = Tensor::<(Batch, Heads, Keys, Width)>::ones();
    let v = Tensor::<(Batch, Heads, Keys, Width)>::ones();
    let (out, weights) = attention_forward(&q, &k, &v, ());
    assert!((weights.sum(Keys)[[0, 0, 0]] - 1.0).abs() < 1e-6);
    assert!((out[[0, 0, 0, 0]] - 1.0).abs() < 1e-6);
}
