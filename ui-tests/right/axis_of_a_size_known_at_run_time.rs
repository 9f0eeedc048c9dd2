use shapeful::{Tensor, dim};

fn main() {
    const SIDE: usize = 28;
    let x = Tensor::<(dim!(SIDE),)>::zeros();
    assert_eq!(x, [0.0; 28]);
}
