//! Attention, and what transformers are made of.
#[cfg(feature = "rand")]
mod add_norm;
mod attends_in;
mod cache;
#[cfg(feature = "rand")]
mod decoder;
#[cfg(feature = "rand")]
mod encoder;
mod fields;
mod multi_head;
mod patch_embedding;
mod positional_encoding;

pub use attends_in::AttendsIn;
pub use cache::AttentionCache;
pub use multi_head::{CausalAttention, MultiHeadAttention};
pub use patch_embedding::PatchEmbedding;
pub use positional_encoding::{PositionalEncoding, positional_encoding};
#[cfg(feature = "rand")]
pub use {
    add_norm::AddNorm,
    decoder::{DecoderCache, TransformerDecoderLayer},
    encoder::{CausalEncoderLayer, FeedForward, TransformerEncoderLayer},
};
