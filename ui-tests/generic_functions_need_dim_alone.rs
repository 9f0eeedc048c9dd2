//! pass: Code that is generic over shapes says `N: Dim`, and nothing more.
use shapeful::{Array, Axis, Dim, Float, Tensor, axes, dim};
axes! { Batch = 3; Pixels = 4; Classes = 2; }

fn logits<N: Dim, M: Dim, D: Dim, E: Float>(
    x: &Array<(N, M), E>,
    w: &Array<(M, D), E>,
    b: &Array<(dim!(1), D), E>,
) -> Tensor<(N, D), E> {
    x.matmul(w) + b.broadcast()
}

fn standardised<N: Dim, M: Dim>(x: &Array<(N, M)>) -> Tensor<(N, M)> {
    let centred = x - x.mean_keepdims(Axis::<0>).broadcast();
    centred / (x.var_keepdims(Axis::<0>) + 1e-5).map(f32::sqrt).broadcast()
}

fn main() {
    let x = standardised(&Tensor::<(Batch, Pixels)>::ones());
    let out = logits(&x, &Tensor::<(Pixels, Classes)>::ones(), &Tensor::full(2.0));
    assert_eq!(out, [[2.0, 2.0]; 3]);
}
