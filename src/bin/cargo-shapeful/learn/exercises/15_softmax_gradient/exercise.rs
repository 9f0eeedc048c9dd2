//! The gradient of the softmax loss is the one of the course to know by heart: the probabilities, less 1 at the true class,
//! divided by the number of images, since the loss is a mean over them.
//!
//! dscores has the shape of scores, and so has everything in this function: it compiles. And yet two things are wrong:
//! along which axis do probabilities add up to 1, and what has been forgotten?
use shapeful::{Array, Dim, Labels, Tensor, axes};

axes! { pub Batch = 4; pub Classes = 3; }

pub fn dscores(scores: &Array<(Batch, Classes)>, y: &Labels<Batch, Classes>) -> Tensor<(Batch, Classes)> {
    let mut dscores = scores.softmax(Batch);
    for (n, truth) in y.iter().enumerate() {
        dscores[[n, truth]] -= 1.0;
    }
    dscores
}

fn main() -> Result<(), shapeful::Error> {
    println!("{:?}\nof {} images", dscores(&Tensor::ones(), &Labels::new([0, 2, 1, 0])?), Batch::SIZE);
    Ok(())
}
