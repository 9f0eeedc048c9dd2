//! error: expected `&Array<(Batch, Time, Features)>`, found `&Tensor<(Time, Batch, Features)>`
//!
//! A layer takes any batch of any length, and so it would take (T, N, D) as T sequences of N steps. What it gives is written down, and
//! from that follows what it takes.
//! Repair: `x.permute((Batch, Time, Features))`.
use shapeful::{Layer, Lstm, Tensor, axes};
axes! { Batch = 4; Time = 6; Features = 3; Hidden = 5; }

fn main() {
    let lstm = Lstm::<Features, Hidden>::zeros();
    let x = Tensor::<(Time, Batch, Features)>::ones();
    let h: Tensor<(Batch, Time, Hidden)> = lstm.predict(&x);
}
