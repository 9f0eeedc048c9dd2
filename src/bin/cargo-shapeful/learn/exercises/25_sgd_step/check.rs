use exercise::{Classes, Inputs, step};
use harness::{Numbers, Verdict, equal, size};
use shapeful::dim;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Inputs>("Inputs", 4)?;
    size::<Classes>("Classes", 3)?;
    let (w, b) = (numbers.tensor::<(Inputs, Classes), f32>(), numbers.tensor::<(dim!(1), Classes), f32>());
    let (dw, db) = (numbers.tensor::<(Inputs, Classes), f32>(), numbers.tensor::<(dim!(1), Classes), f32>());
    let (rate, mut new_w, mut new_b) = (numbers.number() + 2.5, w.clone(), b.clone());
    step(&mut new_w, &mut new_b, &dw, &db, rate as f32);
    equal("w", &new_w, |index| w[index] as f64 - rate * dw[index] as f64)?;
    equal("b", &new_b, |index| b[index] as f64 - rate * db[index] as f64)
}
