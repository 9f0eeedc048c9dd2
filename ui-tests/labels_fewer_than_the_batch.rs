//! error: shape mismatch: (Batch,) does not have the sizes of `[u32; 5]`
//!
//! There is a label for each example: six examples, six labels. `Labels::new` takes slices and vectors, whose length is known when the program runs.
//! Repair: `Labels::<Batch, Classes>::from_array([0, 1, 2, 2, 1, 0])`.
use shapeful::{Error, Labels, Tensor, axes, softmax_loss};
axes! { Batch = 6; Classes = 3; }

fn main() -> Result<(), Error> {
    let labels = Labels::<Batch, Classes>::from_array([0, 1, 2, 2, 1])?;
    let (loss, dscores) = softmax_loss(&Tensor::<(Batch, Classes)>::zeros(), &labels);
    println!("{loss} {}", dscores.sum_all());
    Ok(())
}
