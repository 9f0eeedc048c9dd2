use shapeful::{Tensor, dim};

fn main() {
    let x = Tensor::<(dim!(1_000_000),)>::zeros();
    assert_eq!(10_000_000_000 / x.as_slice().len(), 10_000);
}
