//! Labels are class numbers, one for each image. Some data sets have a row of zeros with a one in it instead.
//!
//! The loss takes labels, and not such a table. Make labels of it: the place of the one in each row is the place of the largest
//! number. `Labels::new(places.as_slice())` checks them, once, and that is why it returns a `Result`.
use shapeful::{Array, Error, Labels, Tensor, axes, softmax_loss};

axes! { pub Batch = 4; pub Classes = 3; }

pub fn loss(scores: &Array<(Batch, Classes)>, one_hot: &Array<(Batch, Classes)>) -> Result<f32, Error> {
    let (loss, _dscores) = softmax_loss(scores, one_hot);
    Ok(loss)
}

fn main() -> Result<(), Error> {
    println!("{}", loss(&Tensor::zeros(), &Tensor::from([[1., 0., 0.], [0., 0., 1.], [0., 1., 0.], [1., 0., 0.]]))?);
    Ok(())
}
