use shapeful::{Array, Error, Labels, axes, softmax_loss};

axes! { pub Batch = 4; pub Classes = 3; }

pub fn loss(scores: &Array<(Batch, Classes)>, one_hot: &Array<(Batch, Classes)>) -> Result<f32, Error> {
    let labels = Labels::new(one_hot.argmax(Classes).as_slice())?;
    let (loss, _dscores) = softmax_loss(scores, &labels);
    Ok(loss)
}

fn main() {}
