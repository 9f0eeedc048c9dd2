use exercise::{Classes, Pixels, dw};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Pixels>("Pixels", 6)?;
    size::<Classes>("Classes", 3)?;
    let (x, dout) = (numbers.tensor::<(Pixels,), f32>(), numbers.tensor::<(Classes,), f32>());
    let dw: Tensor<(Pixels, Classes)> = dw(&x, &dout);
    equal("dw", &dw, |[p, c]| (x[[p]] * dout[[c]]) as f64)
}
