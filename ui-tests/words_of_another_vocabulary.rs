//! error: expected `&Array<(French, _), _>`, found `&Tensor<(English, Features)>`
//!
//! Word 7 of one vocabulary is another word in the other. The table of vectors has a row for each word of its own.
//! Repair: `Tensor::<(French, Features)>::ones()`.
use shapeful::{Labels, Tensor, axes, word_embedding_forward};
axes! { Batch = 2; Time = 3; English = 1000; French = 1000; Features = 8; }

fn main() {
    let texts = Labels::<(Batch, Time), French>::new([7, 5, 0, 7, 9, 0]).unwrap();
    let w = Tensor::<(English, Features)>::ones();
    let x = word_embedding_forward(&texts, &w);
}
