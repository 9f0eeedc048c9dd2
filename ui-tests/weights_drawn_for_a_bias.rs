//! error: (Classes,) is not the shape of weights, so it has no fan-in
//!
//! The spread of weights is made for sums of many products; a bias is in no product, and begins at 0.
//! Repair: `Tensor::<(Classes,)>::zeros()`.
use rand::{SeedableRng, rngs::StdRng};
use shapeful::{Tensor, axes};
axes! { Pixels = 784; Classes = 10; }

fn main() {
    let rng = &mut StdRng::seed_from_u64(1);
    let w = Tensor::<(Pixels, Classes)>::he_normal(rng);
    let b = Tensor::<(Classes,)>::he_normal(rng);
}
