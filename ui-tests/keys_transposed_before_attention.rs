//! error: shape mismatch: queries (Batch, Heads, Queries, Width) cannot attend to keys (Batch, Heads, Width, Keys) with values (Batch, Heads, Keys, Width)
//!
//! The keys go in as they are, a row for each: attention itself sums over the width.
//! Repair: `attention_forward(&q, &k, &v, ())`.
use shapeful::{Tensor, attention_forward, axes};
axes! { Batch = 2; Heads = 4; Queries = 7; Keys = 5; Width = 3; }

fn main() {
    let q = Tensor::<(Batch, Heads, Queries, Width)>::ones();
    let k = Tensor::<(Batch, Heads, Keys, Width)>::ones();
    let v = Tensor::<(Batch, Heads, Keys, Width)>::ones();
    let transposed: Tensor<(Batch, Heads, Width, Keys)> = k.permute((Batch, Heads, Width, Keys));
    let (out, weights) = attention_forward(&q, &transposed, &v, ());
}
