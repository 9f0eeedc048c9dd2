//! Layers, and networks of layers. A gradient is a value of the model's own type, so no parameter can be without one.
#![cfg(feature = "alloc")]
mod activation;
mod attention;
mod branches;
#[doc(hidden)]
pub mod chain;
mod conv1d;
mod conv2d;
mod conv_cache;
#[cfg(feature = "rand")]
mod dropout;
mod embedding;
mod flatten;
mod global_pool;
mod layer;
mod linear;
mod linear_without_bias;
mod mode;
pub(crate) mod network;
mod norm;
mod one_shape;
mod params;
mod pool2d;
mod recurrent;
mod relu;
mod repeat;
mod residual;
mod same;

pub use attention::*;
#[cfg(feature = "rand")]
pub use dropout::Dropout;
pub use embedding::Embedding;
pub use flatten::Flatten;
pub use layer::Layer;
pub use linear::Linear;
pub use linear_without_bias::LinearWithoutBias;
#[doc(hidden)]
pub use one_shape::TakenAs;
#[cfg(feature = "rand")]
pub use params::Init;
pub use relu::Relu;
pub use repeat::Repeat;
pub use residual::Residual;
pub use {
    activation::{Elu, Gelu, LeakyRelu, LogSoftmax, Sigmoid, Silu, Softmax, Tanh},
    branches::{AddBranches, ConcatBranches},
    conv1d::Conv1d,
    conv2d::Conv2d,
    global_pool::{GlobalAvgPool, GlobalMaxPool},
    mode::{Eval, Mode, NotKept, Train},
    norm::{BatchMoments, BatchNorm, GroupNorm, LayerNorm, RmsNorm, RowMoments},
    params::{Kind, Param, Params, Path, Visit},
    pool2d::{AvgPool2d, MaxPool2d},
    recurrent::{Gru, GruBuffers, GruState, Lstm, LstmBuffers, LstmState, Rnn, RnnBuffers, RnnState},
    same::{Repeats, WaysAdd},
};
