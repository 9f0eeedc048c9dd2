use shapeful::{Tensor, attention_backward, attention_forward, axes};
axes! { Batch = 2; Queries = 7; Keys = 5; Width = 3; }

fn main() {
    let (q, k) = (Tensor::<(Batch, Queries, Width)>::ones(), Tensor::<(Batch, Keys, Width)>::ones());
    let v = Tensor::<(Batch, Keys, Width)>::ones();
    let (_, weights) = attention_forward(&q, &k, &v, ());
    let dout = Tensor::<(Batch, Queries, Width)>::ones();
    let grads = attention_backward(&dout, &q, &k, &v, &weights);
    assert!((grads.dv[[0, 0, 0]] - 7.0 / 5.0).abs() < 1e-6);
}
