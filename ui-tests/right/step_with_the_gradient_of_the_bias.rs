use shapeful::{Tensor, axes, sgd};
axes! { Pixels = 784; Classes = 10; }

fn main() {
    let mut w = Tensor::<(Pixels, Classes)>::zeros();
    let dw = Tensor::<(Pixels, Classes)>::from_fn(|[p, _]| p as f32);
    sgd(&mut w, &dw, 0.5);
    assert_eq!((w[[0, 0]], w[[2, 0]]), (0.0, -1.0));
}
