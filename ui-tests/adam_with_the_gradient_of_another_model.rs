//! error: expected `&Linear<Pixels, Classes>`, found `&Linear<Hidden, Classes>`
//!
//! A gradient is a model of the same type, whatever the optimizer.
//! Repair: `let grad = net.zeros_like()`.
use shapeful::{Adam, Linear, Params, axes};
axes! { Pixels = 784; Hidden = 100; Classes = 10; }

fn main() {
    let mut net = Linear::<Pixels, Classes>::zeros();
    let grad = Linear::<Hidden, Classes>::zeros().zeros_like();
    Adam::new(&net, 1e-3).step(&mut net, &grad);
}
