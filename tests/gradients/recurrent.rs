//! Words and recurrent networks.
use super::*;

gradients! {}
