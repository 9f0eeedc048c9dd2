//! error: shape mismatch: cannot broadcast (Keys, Queries) to (Batch, Queries, Keys)
//!
//! The scores are (queries, keys), and so is the mask: it says which key each query may see.
//! Repair: `mask.t().to_tensor()`, or a mask made as (Queries, Keys).
use shapeful::{Tensor, axes};
axes! { Batch = 8; Queries = 16; Keys = 16; }

fn main() {
    let scores = Tensor::<(Batch, Queries, Keys)>::zeros();
    let mask = Tensor::<(Keys, Queries)>::zeros();
    let masked = &scores + mask.broadcast();
}
