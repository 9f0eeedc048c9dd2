//! error: expected `&Array<(Batch, Time, Features)>`, found `&Tensor<(Time, Batch, Features)>`
//!
//! The recurrent step runs over the second axis here, and the data has the time first.
//! Repair: `run(&x.permute((Batch, Time, Features)))`.
use shapeful::{Array, Tensor, axes};
axes! { Batch = 20; Time = 20; Features = 50; }

fn last_step(x: &Array<(Batch, Time, Features)>) -> Tensor<(Batch, Features)> {
    x.max(Time)
}

fn main() {
    let x = Tensor::<(Time, Batch, Features)>::zeros();
    let last = last_step(&x);
}
