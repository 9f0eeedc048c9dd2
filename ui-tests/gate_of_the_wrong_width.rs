//! error: expected `Tensor<(Batch, _1<_2<_8>>)>`, found `Tensor<(Batch, _1<_2<_7>>)>`
//!
//! Each of the four gates has H of the 4H columns: `span!(0..128)` is the first, with 128 of them.
//! Repair: `span!(0..128)`.
use shapeful::{Tensor, axes, dim, span};
axes! { Batch = 8; Gates = 512; }

fn main() {
    let a = Tensor::<(Batch, Gates)>::zeros();
    let input_gate: Tensor<(Batch, dim!(128))> = a.slice(Gates, span!(0..127));
}
