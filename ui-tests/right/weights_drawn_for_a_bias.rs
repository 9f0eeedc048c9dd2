use rand::{SeedableRng, rngs::StdRng};
use shapeful::{Tensor, axes};
axes! { Pixels = 784; Classes = 10; }

fn main() {
    let rng = &mut StdRng::seed_from_u64(1);
    let w = Tensor::<(Pixels, Classes)>::he_normal(rng);
    let b = Tensor::<(Classes,)>::zeros();
    assert!((w.var_all() - 2.0 / 784.0).abs() < 1e-4 && b.sum_all() == 0.0);
}
