//! error: expected `&mut Linear<Hidden, Classes>`, found `&mut Linear<Pixels, Classes>`
//!
//! The optimizer keeps a velocity for each parameter of the model it was made for.
//! Repair: `Sgd::new(&net, 0.1)`.
use shapeful::{Linear, Params, Sgd, axes};
axes! { Pixels = 784; Hidden = 100; Classes = 10; }

fn main() {
    let mut net = Linear::<Pixels, Classes>::zeros();
    let grad = net.zeros_like();
    let mut optimizer = Sgd::new(&Linear::<Hidden, Classes>::zeros(), 0.1);
    optimizer.step(&mut net, &grad);
}
