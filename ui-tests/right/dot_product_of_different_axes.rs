use shapeful::{Tensor, axes};
axes! { Pixels = 100; Hidden = 100; }

fn main() {
    let (a, b) = (Tensor::<(Pixels,)>::ones(), Tensor::<(Pixels,)>::ones());
    let similarity: f32 = a.dot(&b);
    assert_eq!(similarity, 100.0);
}
