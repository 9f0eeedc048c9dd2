use shapeful::{Array, Tensor, axes, dim};

axes! { pub Test = 3; pub Train = 5; pub Pixels = 4; }

pub fn squared_distances(a: &Array<(Test, Pixels)>, b: &Array<(Train, Pixels)>) -> Tensor<(Test, Train)> {
    let b2: Tensor<(Train,)> = b.powi(2).sum(Pixels);
    let a2: Tensor<(Test, dim!(1))> = a.powi(2).sum_keepdims(Pixels);
    let ab: Tensor<(Test, Train)> = a.matmul(b.t());
    ab * -2.0 + a2.broadcast() + b2.broadcast()
}

fn main() {}
