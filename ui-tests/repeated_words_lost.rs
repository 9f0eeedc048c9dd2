//! pass: The last place of a word overwrites what its other places gave: this compiles, and is wrong.
//!
//! The gradient has the shape of the table whether its rows are assigned or added up, so no type can tell the two apart. A gradient
//! check can, on a sentence in which a word comes twice.
//! Repair: `*dw.row_mut(word) += gradient`, or `select_backward(&dout, &sentence)` for the whole of it.
use shapeful::{Labels, Tensor, axes};
axes! { Words = 3; Features = 2; Sentence = 3; }

fn main() -> Result<(), shapeful::Error> {
    // "the cat the"
    let sentence = Labels::<Sentence, Words>::new([0, 2, 0])?;
    let dout = Tensor::<(Sentence, Features)>::from([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]]);
    let mut dw = Tensor::<(Words, Features)>::zeros();
    for (gradient, word) in dout.rows().zip(sentence.iter()) {
        dw.row_mut(word).as_mut_slice().copy_from_slice(gradient.as_slice());
    }
    assert_eq!(dw, [[3.0, 30.0], [0.0, 0.0], [2.0, 20.0]]);
    Ok(())
}
