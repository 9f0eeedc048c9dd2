use shapeful::{Tensor, axes, dim, span};
axes! { Batch = 64; Pixels = 100; }

fn main() {
    let x = Tensor::<(Batch, Pixels)>::zeros();
    let last: Tensor<(Batch, dim!(10))> = x.slice(Pixels, span!(90..100));
}
