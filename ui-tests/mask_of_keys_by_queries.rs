//! error: shape mismatch: `&Tensor<(Keys, Queries), bool>` does not mask scores (Batch, Heads, Queries, Keys)
//!
//! A mask says for each query which keys it may look at, as the scores do: a row for each query.
//! Repair: `Tensor::<(Queries, Keys), bool>::from_fn(|[s, t]| t <= s)`.
use shapeful::{Tensor, attention_forward, axes};
axes! { Batch = 2; Heads = 4; Queries = 5; Keys = 5; Width = 3; }

fn main() {
    let q = Tensor::<(Batch, Heads, Queries, Width)>::ones();
    let k = Tensor::<(Batch, Heads, Keys, Width)>::ones();
    let earlier = Tensor::<(Keys, Queries), bool>::from_fn(|[t, s]| t <= s);
    let (out, weights) = attention_forward(&q, &k, &k, &earlier);
}
