//! error: TODO
//!
//! A number becomes a type by `dim!`.
//! Repair: `Tensor::<(dim!(64), dim!(784))>`.
use shapeful::Tensor;

fn main() {
    let x = Tensor::<(64, 784)>::zeros();
}
