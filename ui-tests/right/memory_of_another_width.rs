use shapeful::{Layer, Linear, MultiHeadAttention, Tensor, axes};
axes! { Batch = 2; Words = 7; Regions = 5; Features = 20; Model = 12; Heads = 4; }

fn main() {
    let (attention, to_model) = (MultiHeadAttention::<Model, Heads>::zeros(), Linear::<Features, Model>::zeros());
    let (words, features) = (Tensor::<(Batch, Words, Model)>::ones(), Tensor::<(Batch, Regions, Features)>::ones());
    let memory: Tensor<(Batch, Regions, Model)> = to_model.predict(&features);
    let y = attention.predict_with(&words, &memory, &memory, ());
    assert_eq!(y, Tensor::<(Batch, Words, Model)>::zeros());
}
