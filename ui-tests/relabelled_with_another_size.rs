//! error: shape mismatch: (Batch, _3<_0<_7<_2>>>) cannot be relabelled (Batch, Features), because the sizes differ
//!
//! A name stands for a size too: 3072 places cannot be called an axis of 784.
//! Repair: `axes! { Features = 3072; }`.
use shapeful::{Array, Tensor, axes, dim};
axes! { Batch = 64; Features = 784; }

fn main() {
    let rows = Tensor::<(Batch, dim!(3072))>::zeros();
    let named: &Array<(Batch, Features)> = rows.relabel();
}
