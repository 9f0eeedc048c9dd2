//! error: shape mismatch: cannot concatenate (Tokens, Word) and (Tokens, Place) along Axis<0>
//!
//! Words and positions are features of the same tokens: they join along the features.
//! Repair: `words.concat(&places, Word)`.
use shapeful::{Tensor, axes};
axes! { Tokens = 16; Word = 50; Place = 10; }

fn main() {
    let words = Tensor::<(Tokens, Word)>::zeros();
    let places = Tensor::<(Tokens, Place)>::zeros();
    let both = words.concat(&places, Tokens);
}
