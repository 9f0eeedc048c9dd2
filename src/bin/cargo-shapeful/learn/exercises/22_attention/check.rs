use exercise::{Batch, Keys, Queries, Width, attention};
use harness::{Numbers, Verdict, equal, size};
use shapeful::Tensor;

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 2)?;
    size::<Queries>("Queries", 3)?;
    size::<Keys>("Keys", 5)?;
    size::<Width>("Width", 4)?;
    let q = numbers.tensor::<(Batch, Queries, Width), f32>();
    let (k, v) = (numbers.tensor::<(Batch, Keys, Width), f32>(), numbers.tensor::<(Batch, Keys, Width), f32>());
    let found: Tensor<(Batch, Queries, Width)> = attention(&q, &k, &v);
    equal("out", &found, |[n, i, d]| {
        let score = |j: usize| (0..4).map(|d| (q[[n, i, d]] * k[[n, j, d]]) as f64).sum::<f64>() / 2.0;
        let sum: f64 = (0..5).map(|j| score(j).exp()).sum();
        (0..5).map(|j| score(j).exp() / sum * v[[n, j, d]] as f64).sum()
    })
}
