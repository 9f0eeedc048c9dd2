//! error: shape mismatch: (W + 2*P - K) / S + 1 is not a size
//!
//! Of sizes that are not known it is not known whether the filter fits, and there is no number for the output.
//! Repair: ask for it, `W: ConvOut<K, S, P>`.
use shapeful::{ConvOut, Dim, Tensor};

fn output<W: Dim, K: Dim, S: Dim, P: Dim>() -> Tensor<(<W as ConvOut<K, S, P>>::Out,)> {
    Tensor::zeros()
}

fn main() {}
