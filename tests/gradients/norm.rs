//! Activations, normalisation and dropout.
use super::*;

gradients! {}
