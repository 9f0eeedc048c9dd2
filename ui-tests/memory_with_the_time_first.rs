//! error: shape mismatch: a query (Batch, Words, Model) does not attend to a key (Regions, Batch, Model) with a value (Regions, Batch, Model) in an attention over Model
//!
//! PyTorch takes the time first unless it is told `batch_first`; with as many words as examples it would attend across the batch.
//! Repair: `let memory = memory.permute((Batch, Regions, Model));`.
use shapeful::{MultiHeadAttention, Tensor, axes};
axes! { Batch = 5; Words = 7; Regions = 5; Model = 12; Heads = 4; }

fn main() {
    let attention = MultiHeadAttention::<Model, Heads>::zeros();
    let (words, memory) = (Tensor::<(Batch, Words, Model)>::ones(), Tensor::<(Regions, Batch, Model)>::ones());
    let y = attention.predict_with(&words, &memory, &memory, ());
}
