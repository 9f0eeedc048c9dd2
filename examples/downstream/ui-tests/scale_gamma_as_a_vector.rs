//! error: expected a tuple with 2 elements, found one with 1 element
//!
//! gamma is a row, (1, Features), so that it says itself along which axis it is repeated.
//! Repair: `Tensor::<(dim!(1), Features)>::ones()`.
use residual_layers::Scale;
use shapeful::{Tensor, axes};
axes! { Features = 32; }

fn main() {
    let gamma = Tensor::<(Features,)>::ones();
    let scale = Scale::<Features> { gamma };
}
