use exercise::{Inputs, Outputs, dx, dz_dx};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Inputs>("Inputs", 4)?;
    size::<Outputs>("Outputs", 3)?;
    let (w, dz) = (numbers.tensor::<(Inputs, Outputs), f64>(), numbers.tensor::<(Outputs,), f64>());
    let found: Tensor<(Outputs, Inputs), f64> = dz_dx(&w);
    equal("dz_dx", &found, |[j, i]| w[[i, j]])?;
    let jacobian = numbers.tensor::<(Outputs, Inputs), f64>();
    let found: Tensor<(Inputs,), f64> = dx(&dz, &jacobian);
    equal("dx", &found, |[i]| (0..3).map(|j| dz[[j]] * jacobian[[j, i]]).sum())
}
