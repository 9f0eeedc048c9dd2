//! error: shape mismatch: dout (Batch, Queries, Width), q (Batch, Queries, Width), k (Batch, Keys, Width), v (Batch, Keys, Width) and weights (Batch, Queries, Width) do not belong to one attention
//!
//! Backward needs the weights, which say how much each query took of each value; the output is a sum in which they are lost.
//! Repair: `attention_backward(&dout, &q, &k, &v, &weights)`.
use shapeful::{Tensor, attention_backward, attention_forward, axes};
axes! { Batch = 2; Queries = 7; Keys = 5; Width = 3; }

fn main() {
    let (q, k) = (Tensor::<(Batch, Queries, Width)>::ones(), Tensor::<(Batch, Keys, Width)>::ones());
    let v = Tensor::<(Batch, Keys, Width)>::ones();
    let (out, weights) = attention_forward(&q, &k, &v, ());
    let dout = Tensor::<(Batch, Queries, Width)>::ones();
    let grads = attention_backward(&dout, &q, &k, &v, &out);
}
