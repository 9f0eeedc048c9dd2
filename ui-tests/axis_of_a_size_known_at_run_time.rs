//! error: attempt to use a non-constant value in a constant
//!
//! A size is part of the type, so it is known when the program is compiled.
//! Repair: `const SIDE: usize = 28;`.
use shapeful::{Tensor, dim};

fn main() {
    let side = std::env::args().count();
    let x = Tensor::<(dim!(side),)>::zeros();
}
