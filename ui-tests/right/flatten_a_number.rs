use shapeful::{Array, Tensor, dim};

fn main() {
    let x = Tensor::<()>::ones();
    let row: &Array<(dim!(1),)> = x.ravel();
}
