//! error: shape mismatch: layer `Linear<Pixels, Classes>` cannot take (Pixels,)
//!
//! A layer takes batches, and one example is a batch of one.
//! Repair: `layer.predict(image.unravel::<(dim!(1), Pixels)>())`.
use shapeful::{Layer, Linear, Tensor, axes};
axes! { Pixels = 784; Classes = 10; }

fn main() {
    let layer = Linear::<Pixels, Classes>::zeros();
    let image = Tensor::<(Pixels,)>::ones();
    let scores = layer.predict(&image);
}
