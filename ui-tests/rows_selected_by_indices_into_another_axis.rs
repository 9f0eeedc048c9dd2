//! error: expected `&Labels<_, Words>`, found `&Labels<Sentence, Classes>`
//!
//! The indices are places among the classes, and the rows of the table are words.
//! Repair: `Labels::<Sentence, Words>`.
use shapeful::{Labels, Tensor, axes};
axes! { Words = 1000; Sentence = 12; Features = 50; Classes = 10; }

fn main() {
    let table = Tensor::<(Words, Features)>::zeros();
    let sentence = Labels::<Sentence, Classes>::new([3; 12]).unwrap();
    let x = table.select(&sentence);
}
