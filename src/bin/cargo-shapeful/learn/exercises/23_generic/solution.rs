use shapeful::{Array, Axis, Dim, Tensor, dim};

pub fn affine<N: Dim, M: Dim, D: Dim>(x: &Array<(N, M)>, w: &Array<(M, D)>, b: &Array<(dim!(1), D)>) -> Tensor<(N, D)> {
    x.matmul(w) + b.broadcast()
}

pub fn centred<N: Dim, D: Dim>(x: &Array<(N, D)>) -> Tensor<(N, D)> {
    x - x.mean(Axis::<0>).broadcast()
}

fn main() {}
