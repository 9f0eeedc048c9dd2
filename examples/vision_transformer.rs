//! A small vision transformer: images are cut into patches, the patches are words, and the words look at each other.
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    Axis, Init, Layer, Linear, Params, PatchEmbedding, PositionalEncoding, Repeat, Tensor, TransformerEncoderLayer,
    axes, dim, network,
};

axes! {
    Batch = 8; Channels = 3; Height = 32; Width = 32; Patch = 8;
    Model = 64; Heads = 4; Hidden = 128; Classes = 10;
}
/// 32/8 · 32/8 patches.
type Patches = dim!(16);

network! {
    struct Body {
        embed: PatchEmbedding<Channels, Patch, Model>,
        position: PositionalEncoding<Patches, Model>,
        layers: Repeat<TransformerEncoderLayer<Model, Heads, Hidden>, 6>,
    }
}

fn main() {
    let mut rng = StdRng::seed_from_u64(1);
    let (body, head) = (Body::init(&mut rng), Linear::<Model, Classes>::init(&mut rng));
    let images = Tensor::<(Batch, Channels, Height, Width)>::normal(0.0, 1.0, &mut rng);

    let words: Tensor<(Batch, Patches, Model)> = body.predict(&images);
    // What an image shows is the mean of its words.
    let scores: Tensor<(Batch, Classes)> = head.predict(&words.mean(Axis::<1>));

    println!("{} parameters", body.count() + head.count());
    println!("classes {:?}", scores.argmax(Classes).as_slice());
    assert!(scores.softmax(Classes).sum(Classes).as_slice().iter().all(|sum| (sum - 1.0).abs() < 1e-5));
}
