use exercise::{Batch, Classes, db};
use harness::{Numbers, Verdict, equal, size};
use shapeful::{Tensor, dim};

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 4)?;
    size::<Classes>("Classes", 3)?;
    let dout = numbers.tensor::<(Batch, Classes), f32>();
    let db: Tensor<(dim!(1), Classes)> = db(&dout);
    equal("db", &db, |[_, c]| (0..4).map(|n| dout[[n, c]] as f64).sum())
}
