//! error: shape mismatch: Heads does not divide Model, because Model / Heads leaves _8
//!
//! There is at least one head: one has the whole model axis as its block.
//! Repair: `Heads = 1`.
use rand::{SeedableRng, rngs::StdRng};
use shapeful::{MultiHeadAttention, axes};
axes! { Model = 8; Heads = 0; }

fn main() {
    let attention = MultiHeadAttention::<Model, Heads>::xavier(&mut StdRng::seed_from_u64(1));
}
