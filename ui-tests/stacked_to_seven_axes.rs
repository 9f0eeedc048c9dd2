//! error: shape mismatch: arrays of shape (_1, _1, _1, _1, _1, Hidden) do not stack
//!
//! Stacking puts one more axis in front, and six is the most there are.
//! Repair: `ravel` or `flatten` first.
use shapeful::{Tensor, axes, dim, ops::stack};
axes! { Hidden = 100; }

fn main() {
    let a = Tensor::<(dim!(1), dim!(1), dim!(1), dim!(1), dim!(1), Hidden)>::zeros();
    let both = stack([&a, &a]);
}
