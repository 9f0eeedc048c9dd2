use exercise::{affine, centred};
use harness::{Numbers, Verdict, equal};
use shapeful::{Dim, Tensor, axes, dim};

axes! { Batch = 4; Pixels = 6; Classes = 3; }

fn check(numbers: &mut Numbers) -> Verdict {
    sizes::<Batch, Pixels, Classes>(numbers)?;
    sizes::<dim!(1), dim!(7), dim!(7)>(numbers)
}
fn sizes<N: Dim, M: Dim, D: Dim>(numbers: &mut Numbers) -> Verdict {
    let (x, w, b) =
        (numbers.tensor::<(N, M), f32>(), numbers.tensor::<(M, D), f32>(), numbers.tensor::<(dim!(1), D), f32>());
    let found: Tensor<(N, D)> = affine(&x, &w, &b);
    equal("affine", &found, |[n, d]| {
        b[[0, d]] as f64 + (0..M::SIZE).map(|m| (x[[n, m]] * w[[m, d]]) as f64).sum::<f64>()
    })?;
    let found: Tensor<(N, M)> = centred(&x);
    equal("centred", &found, |[n, m]| {
        x[[n, m]] as f64 - (0..N::SIZE).map(|n| x[[n, m]] as f64).sum::<f64>() / N::SIZE as f64
    })
}
