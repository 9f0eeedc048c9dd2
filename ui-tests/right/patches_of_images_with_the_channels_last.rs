use shapeful::{Layer, PatchEmbedding, Tensor, axes, dim};
axes! { Batch = 2; Channels = 3; Height = 8; Width = 12; Patch = 4; Model = 10; }

fn main() {
    let embedding = PatchEmbedding::<Channels, Patch, Model>::zeros();
    let images = Tensor::<(Batch, Height, Width, Channels)>::ones();
    let channels_first: Tensor<(Batch, Channels, Height, Width)> = images.permute((Batch, Channels, Height, Width));
    let words: Tensor<(Batch, dim!(6), Model)> = embedding.predict(&channels_first);
    assert_eq!(words, Tensor::zeros());
}
