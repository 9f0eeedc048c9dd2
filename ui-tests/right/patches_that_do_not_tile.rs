use shapeful::{Layer, PatchEmbedding, Tensor, axes, dim};
axes! { Batch = 2; Channels = 3; Height = 28; Width = 56; Patch = 7; Model = 10; }

fn main() {
    let embedding = PatchEmbedding::<Channels, Patch, Model>::zeros();
    let images = Tensor::<(Batch, Channels, Height, Width)>::ones();
    let words: Tensor<(Batch, dim!(32), Model)> = embedding.predict(&images);
    assert_eq!(words, Tensor::zeros());
}
