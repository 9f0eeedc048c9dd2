//! Every gradient agrees with central differences.
use residual_layers::{Residual, Scale};
use shapeful::{GradCheck, Linear, Relu, Tensor, axes};

axes! { Batch = 3; Features = 5; Hidden = 7; }

fn x() -> Tensor<(Batch, Features), f64> {
    Tensor::from_fn(|[n, m]| 0.3 * n as f64 - 0.2 * m as f64 + 0.15)
}

#[test]
fn scale() {
    let scale = Scale::<Features, f64> { gamma: Tensor::from_fn(|[_, m]| m as f64 - 1.5) };
    assert_eq!(GradCheck::default().layer(&scale, &x()).unwrap().checked, 15 + 5);
}
#[test]
fn residual() {
    let lower = Linear::<Features, Hidden, f64> {
        w: Tensor::from_fn(|[m, d]| 0.1 * (m as f64 - d as f64) + 0.04),
        b: Tensor::full(0.01),
    };
    let upper = Linear::<Hidden, Features, f64> {
        w: Tensor::from_fn(|[m, d]| 0.2 * (d as f64 - m as f64)),
        b: Tensor::zeros(),
    };
    let block = Residual((Scale::<Features, f64>::ones(), lower, Relu, upper));
    GradCheck::default().layer(&block, &x()).unwrap();
}
