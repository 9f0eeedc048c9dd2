use shapeful::{Tensor, attention_forward, axes};
axes! { Batch = 2; Heads = 4; Queries = 5; Keys = 5; Width = 3; }

fn main() {
    let q = Tensor::<(Batch, Heads, Queries, Width)>::ones();
    let k = Tensor::<(Batch, Heads, Keys, Width)>::ones();
    let earlier = Tensor::<(Queries, Keys), bool>::from_fn(|[s, t]| t <= s);
    let (_, weights) = attention_forward(&q, &k, &k, &earlier);
    assert_eq!(weights[[0, 0, 0, 0]], 1.0);
}
