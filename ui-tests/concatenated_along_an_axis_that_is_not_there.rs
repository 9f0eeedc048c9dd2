//! error: shape mismatch: (Tokens, Word) has no axis Place
//!
//! The axis is chosen from the left array.
//! Repair: `words.concat(&places, Word)`.
use shapeful::{Tensor, axes};
axes! { Tokens = 16; Word = 50; Place = 10; }

fn main() {
    let words = Tensor::<(Tokens, Word)>::zeros();
    let places = Tensor::<(Tokens, Place)>::zeros();
    let both = words.concat(&places, Place);
}
