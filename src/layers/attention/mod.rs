//! Attention, and what transformers are made of.
mod fields;
mod multi_head;
mod patch_embedding;
mod positional_encoding;

pub use multi_head::{AttendsIn, AttentionCache, CausalAttention, MultiHeadAttention};
pub use patch_embedding::PatchEmbedding;
pub use positional_encoding::{PositionalEncoding, positional_encoding};
