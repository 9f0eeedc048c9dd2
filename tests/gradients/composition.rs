//! What puts layers together.
use super::*;

gradients! {}
