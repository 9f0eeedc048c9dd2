use shapeful::{Tensor, dim};

fn main() {
    let a = Tensor::<(dim!(64), dim!(784))>::ones();
    let b = Tensor::<(dim!(64), dim!(10))>::ones();
    let c: Tensor<(dim!(784), dim!(10))> = a.t().matmul(&b);
    assert_eq!(c[[783, 9]], 64.0);
}
