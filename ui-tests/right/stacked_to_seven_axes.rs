use shapeful::{Tensor, axes, dim, ops::stack};
axes! { Hidden = 100; }

fn main() {
    let a = Tensor::<(dim!(1), dim!(1), dim!(1), dim!(1), dim!(1), Hidden)>::zeros();
    let both: Tensor<(dim!(2), dim!(100))> = stack([a.ravel(), a.ravel()]);
}
