//! error: expected `&Linear<Pixels, Classes>`, found `&Linear<Hidden, Classes>`
//!
//! A gradient is a model of the same type, so that no parameter is left out.
//! Repair: `let grad = net.zeros_like()`.
use shapeful::{Linear, Params, Sgd, axes};
axes! { Pixels = 784; Hidden = 100; Classes = 10; }

fn main() {
    let mut net = Linear::<Pixels, Classes>::zeros();
    let grad = Linear::<Hidden, Classes>::zeros().zeros_like();
    Sgd::new(&net, 0.1).step(&mut net, &grad);
}
