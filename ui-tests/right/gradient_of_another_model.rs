use shapeful::{Linear, Params, Sgd, axes};
axes! { Pixels = 784; Classes = 10; }

fn main() {
    let mut net = Linear::<Pixels, Classes>::zeros();
    let grad: Linear<Pixels, Classes> = net.zeros_like();
    Sgd::new(&net, 0.1).step(&mut net, &grad);
}
