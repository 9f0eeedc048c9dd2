//! error: expected `Tensor<(Batch, Time, Hidden)>`, found `Tensor<(Time, Batch, Hidden)>`
//!
//! A layer takes any batch of any length, and so it takes (T, N, D) as T sequences of N steps. That what it gives is written down shows it:
//! the states come out as they went in, with the time first.
//! Repair: `x.permute((Batch, Time, Features))`.
use shapeful::{Layer, Lstm, Tensor, axes};
axes! { Batch = 4; Time = 6; Features = 3; Hidden = 5; }

fn main() {
    let lstm = Lstm::<Features, Hidden>::zeros();
    let x = Tensor::<(Time, Batch, Features)>::ones();
    let h: Tensor<(Batch, Time, Hidden)> = lstm.predict(&x);
}
