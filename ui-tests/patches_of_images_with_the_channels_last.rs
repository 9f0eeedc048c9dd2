//! error: shape mismatch: (Batch, Height, Width, Channels) are not images with Channels, of which patches of Patch are cut
//!
//! Files have the channels last; the pixels of a patch are in the order channels, rows, columns, and so are the weights.
//! Repair: `embedding.predict(&images.permute((Batch, Channels, Height, Width)))`.
use shapeful::{Layer, PatchEmbedding, Tensor, axes};
axes! { Batch = 2; Channels = 3; Height = 8; Width = 12; Patch = 4; Model = 10; }

fn main() {
    let embedding = PatchEmbedding::<Channels, Patch, Model>::zeros();
    let images = Tensor::<(Batch, Height, Width, Channels)>::ones();
    let words = embedding.predict(&images);
}
