//! error: shape mismatch: Heads does not divide Model, because Model / Heads leaves _4
//!
//! The same in a network: the division is looked at where the layer is given its words.
//! Repair: `Heads = 4`.
use rand::{SeedableRng, rngs::StdRng};
use shapeful::{Init, Layer, PositionalEncoding, Repeat, Tensor, TransformerEncoderLayer, axes, network};
axes! { Batch = 2; Time = 6; Model = 64; Heads = 6; Hidden = 128; }
network! {
    struct Reader {
        position: PositionalEncoding<Time, Model>,
        layers: Repeat<TransformerEncoderLayer<Model, Heads, Hidden>, 2>,
    }
}

fn main() {
    let reader = Reader::init(&mut StdRng::seed_from_u64(1));
    let words = reader.predict(&Tensor::<(Batch, Time, Model)>::ones());
}
