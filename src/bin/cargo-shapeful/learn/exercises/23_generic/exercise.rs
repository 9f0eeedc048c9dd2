//! A function for arrays of any sizes has axes as type parameters, and says of each that it is one: `N: Dim`. Nothing more.
//!
//! In `affine` one of them lacks that. In `centred` the batch goes away, to be the axis of the mean; but N is a type here, and has no value:
//! in generic code an axis is chosen by its position, `Axis::<0>` for the first.
use shapeful::{Array, Axis, Dim, Tensor, dim};

pub fn affine<N, M: Dim, D: Dim>(x: &Array<(N, M)>, w: &Array<(M, D)>, b: &Array<(dim!(1), D)>) -> Tensor<(N, D)> {
    x.matmul(w) + b.broadcast()
}

pub fn centred<N: Dim, D: Dim>(x: &Array<(N, D)>) -> Tensor<(N, D)> {
    x - x.mean(N).broadcast()
}

fn main() {
    let x = Tensor::<(dim!(2), dim!(3))>::ones();
    println!("{:?} {:?}", centred(&x), x.sum(Axis::<1>));
}
