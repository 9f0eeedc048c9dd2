//! Every gradient agrees with central differences.
use residual_layers::{Residual, Scale};
use shapeful::{Dim, GradCheck, Linear, Relu, Tensor, axes};

axes! { Batch = 3; Features = 5; Hidden = 7; }

/// Numbers away from the kink of ReLU.
fn numbers<N: Dim, M: Dim>(scale: f64) -> Tensor<(N, M), f64> {
    Tensor::<(N, M), f64>::from_fn(|[i, j]| scale * (0.3 * i as f64 - 0.2 * j as f64 + 0.15))
}

#[test]
fn scale() {
    let scale = Scale::<Features, f64> { gamma: numbers(2.0) };
    let x = numbers::<Batch, Features>(1.0);
    assert_eq!(GradCheck::default().layer(&scale, &x).unwrap().checked, 15 + 5);
}
#[test]
fn residual() {
    let lower = Linear::<Features, Hidden, f64> { w: numbers(0.7), b: Tensor::full(0.01) };
    let upper = Linear::<Hidden, Features, f64> { w: numbers(-0.4), b: Tensor::zeros() };
    let block = Residual((Scale::<Features, f64>::ones(), lower, Relu, upper));
    let report = GradCheck::default().layer(&block, &numbers::<Batch, Features>(1.0)).unwrap();
    assert_eq!(report.checked, 15 + 5 + (35 + 7) + (35 + 5));
}
