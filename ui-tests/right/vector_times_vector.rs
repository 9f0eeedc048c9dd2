use shapeful::{Tensor, axes};
axes! { Features = 50; }

fn main() {
    let (a, b) = (Tensor::<(Features,)>::ones(), Tensor::<(Features,)>::ones());
    let similarity: f32 = a.dot(&b);
    assert_eq!(similarity, 50.0);
}
