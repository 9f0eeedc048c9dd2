//! Convolution and pooling.
use super::*;

gradients! {}
