//! error: shape mismatch: patches of Patch do not tile Height, because Height / Patch leaves _4
//!
//! Three patches of 8 are 24 of 28 rows, and the last four would be seen by none.
//! Repair: `Patch = 7`.
use shapeful::{Layer, PatchEmbedding, Tensor, axes};
axes! { Batch = 2; Channels = 3; Height = 28; Width = 56; Patch = 8; Model = 10; }

fn main() {
    let embedding = PatchEmbedding::<Channels, Patch, Model>::zeros();
    let images = Tensor::<(Batch, Channels, Height, Width)>::ones();
    let words = embedding.predict(&images);
}
