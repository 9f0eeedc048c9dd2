//! A step of gradient descent: each parameter goes a little against its gradient, w = w - learning_rate · dw.
//!
//! A parameter and its gradient have one shape. Where numpy would stretch a gradient of another shape over the weights, and train
//! on, this does not compile.
use shapeful::{Array, axes, dim, sgd};

axes! { pub Inputs = 4; pub Classes = 3; }

pub fn step(
    w: &mut Array<(Inputs, Classes)>,
    b: &mut Array<(dim!(1), Classes)>,
    dw: &Array<(Inputs, Classes)>,
    db: &Array<(dim!(1), Classes)>,
    learning_rate: f32,
) {
    sgd(w, db, learning_rate);
    sgd(b, dw, -learning_rate);
}

fn main() {
    let (mut w, mut b) = (shapeful::Tensor::ones(), shapeful::Tensor::ones());
    step(&mut w, &mut b, &shapeful::Tensor::ones(), &shapeful::Tensor::ones(), 0.1);
    println!("{w:?}\n{b:?}");
}
