use shapeful::{Linear, Sgd, axes};
axes! { Pixels = 784; Classes = 10; }

fn main() {
    let layer = Linear::<Pixels, Classes>::zeros();
    let optimizer: Sgd<Linear<Pixels, Classes>> = Sgd::new(&layer, 0.1);
}
