//! Losses.
use super::*;

gradients! {}
