//! error: shape mismatch: a query (Batch, Words, Model) does not attend to a key (Batch, Regions, Features) with a value (Batch, Regions, Features) in an attention over Model
//!
//! The words of a caption look at the regions of an image: both are vectors of the model, so the features of the image become such.
//! Repair: `let memory = to_model.predict(&features);`.
use shapeful::{MultiHeadAttention, Tensor, axes};
axes! { Batch = 2; Words = 7; Regions = 5; Features = 20; Model = 12; Heads = 4; }

fn main() {
    let attention = MultiHeadAttention::<Model, Heads>::zeros();
    let (words, features) = (Tensor::<(Batch, Words, Model)>::ones(), Tensor::<(Batch, Regions, Features)>::ones());
    let y = attention.predict_with(&words, &features, &features, ());
}
