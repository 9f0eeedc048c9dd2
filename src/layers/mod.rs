//! Layers, and networks of layers. A gradient is a value of the model's own type, so no parameter can be without one.
#![cfg(feature = "alloc")]
mod activation;
mod branches;
#[doc(hidden)]
pub mod chain;
#[cfg(feature = "rand")]
mod dropout;
mod embedding;
mod flatten;
mod layer;
mod linear;
mod mode;
pub(crate) mod network;
mod norm;
mod params;
mod recurrent;
mod relu;
mod repeat;
mod residual;
mod same;
mod unbiased_linear;

#[cfg(feature = "rand")]
pub use dropout::Dropout;
pub use embedding::Embedding;
pub use flatten::Flatten;
pub use layer::Layer;
pub use linear::Linear;
#[cfg(feature = "rand")]
pub use params::Init;
pub use relu::Relu;
pub use repeat::Repeat;
pub use residual::Residual;
pub use unbiased_linear::UnbiasedLinear;
pub use {
    activation::{Elu, Gelu, LeakyRelu, LogSoftmax, Sigmoid, Silu, Softmax, Tanh},
    branches::{AddBranches, ConcatBranches},
    mode::{Eval, Mode, NotKept, Train},
    norm::{BatchMoments, BatchNorm, GroupNorm, LayerNorm, RmsNorm, RowMoments},
    params::{Kind, Param, Params, Path, Visit},
    recurrent::{Gru, GruBuffers, GruState, Lstm, LstmBuffers, LstmState, Rnn, RnnBuffers, RnnState},
    same::{Repeats, WaysAdd},
};
