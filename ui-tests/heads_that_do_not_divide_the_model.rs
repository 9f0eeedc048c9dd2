//! error: shape mismatch: Heads does not divide Model, because Model / Heads leaves _2
//!
//! Each of the heads has its own block of the model axis, all of one width: 12 is 4 blocks of 3, and not 5 of anything.
//! Repair: `Heads = 4`, or `Model = 15`.
use rand::{SeedableRng, rngs::StdRng};
use shapeful::{MultiHeadAttention, axes};
axes! { Model = 12; Heads = 5; }

fn main() {
    let attention = MultiHeadAttention::<Model, Heads>::xavier(&mut StdRng::seed_from_u64(1));
}
