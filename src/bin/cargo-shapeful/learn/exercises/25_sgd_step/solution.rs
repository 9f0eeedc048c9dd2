use shapeful::{Array, axes, dim, sgd};

axes! { pub Inputs = 4; pub Classes = 3; }

pub fn step(
    w: &mut Array<(Inputs, Classes)>,
    b: &mut Array<(dim!(1), Classes)>,
    dw: &Array<(Inputs, Classes)>,
    db: &Array<(dim!(1), Classes)>,
    learning_rate: f32,
) {
    sgd(w, dw, learning_rate);
    sgd(b, db, learning_rate);
}

fn main() {}
