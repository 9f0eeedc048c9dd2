use shapeful::{Tensor, axes};
axes! { Pixels = 100; Hidden = 100; }

fn main() {
    let w = Tensor::<(Pixels, Pixels)>::identity();
    let x = Tensor::<(Pixels, Hidden)>::from_fn(|[p, h]| (p + h) as f32);
    assert_eq!(w.matmul(&x), x);
}
