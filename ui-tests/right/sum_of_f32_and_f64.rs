use shapeful::{Tensor, axes};
axes! { Batch = 64; }

fn main() {
    let a = Tensor::<(Batch,), f64>::zeros();
    let b = Tensor::<(Batch,), f32>::full(0.1);
    let c: Tensor<(Batch,), f64> = &a + b.map(f64::from);
    assert_eq!(c[[0]], f64::from(0.1_f32));
}
