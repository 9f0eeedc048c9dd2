use shapeful::{Labels, Tensor, axes};
axes! { Words = 3; Features = 2; Sentence = 3; }

fn main() -> Result<(), shapeful::Error> {
    // "the cat the"
    let sentence = Labels::<Sentence, Words>::new([0, 2, 0])?;
    let dout = Tensor::<(Sentence, Features)>::from([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]]);
    let mut dw = Tensor::<(Words, Features)>::zeros();
    for (gradient, word) in dout.rows().zip(sentence.iter()) {
        *dw.row_mut(word) += gradient;
    }
    assert_eq!(dw, [[4.0, 40.0], [0.0, 0.0], [2.0, 20.0]]);
    Ok(())
}
