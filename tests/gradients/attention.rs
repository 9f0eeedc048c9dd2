//! Attention and transformers.
use super::*;

gradients! {}
