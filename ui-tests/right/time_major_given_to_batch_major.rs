use shapeful::{Array, Axis, Tensor, axes, span};
axes! { Batch = 20; Time = 20; Features = 50; }

fn last_step(x: &Array<(Batch, Time, Features)>) -> Tensor<(Batch, Features)> {
    x.slice(Time, span!(19..20)).sum(Axis::<1>)
}

fn main() {
    let x = Tensor::<(Time, Batch, Features)>::from_fn(|[t, n, _]| (100 * t + n) as f32);
    let last: Tensor<(Batch, Features)> = last_step(&x.permute((Batch, Time, Features)));
    assert_eq!(last[[3, 0]], 1903.0);
}
