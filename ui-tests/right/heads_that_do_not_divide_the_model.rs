use rand::{SeedableRng, rngs::StdRng};
use shapeful::{MultiHeadAttention, Params, axes};
axes! { Model = 12; Heads = 4; }

fn main() {
    let attention = MultiHeadAttention::<Model, Heads>::xavier(&mut StdRng::seed_from_u64(1));
    assert_eq!(attention.count(), 4 * (12 * 12 + 12));
}
