//! error: shape mismatch: layer `Rnn<Features, Hidden>` cannot take (Batch, Features)
//!
//! A recurrent layer takes sequences, (N, T, D); one step is `rnn.step(&x, &mut state)`, which takes and leaves a state.
//! Repair: `Tensor::<(Batch, Time, Features)>::ones()`.
use shapeful::{Layer, Rnn, Tensor, axes};
axes! { Batch = 4; Time = 6; Features = 3; Hidden = 5; }

fn main() {
    let rnn = Rnn::<Features, Hidden>::zeros();
    let h = rnn.predict(&Tensor::<(Batch, Features)>::ones());
}
