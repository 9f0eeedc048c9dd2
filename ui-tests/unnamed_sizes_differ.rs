//! error: shape mismatch: cannot multiply (_6<_4>, _7<_8<_4>>) by (_6<_4>, _1<_0>), because _7<_8<_4>> is not _6<_4>
//!
//! Axes without names are told apart by their numbers, which rustc prints digit by digit: `_7<_8<_4>>` is 784.
//! Repair: `a.t().matmul(&b)`.
use shapeful::{Tensor, dim};

fn main() {
    let a = Tensor::<(dim!(64), dim!(784))>::ones();
    let b = Tensor::<(dim!(64), dim!(10))>::ones();
    let c = a.matmul(&b);
}
