//! 2. Products: the inner axes must be the same axis, and a transpose is free. Run it with `cargo run --example 02_products`.
use shapeful::{Array, Dim, Tensor, axes};

axes! { Batch = 2; Pixels = 3; Hidden = 3; Classes = 2; }

/// Code that is generic over its axes needs `N: Dim`, and nothing else.
fn logits<N: Dim, M: Dim, C: Dim>(x: &Array<(N, M)>, w: &Array<(M, C)>) -> Tensor<(N, C)> {
    x.matmul(w)
}

fn main() {
    let x = Tensor::<(Batch, Pixels)>::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let w = Tensor::<(Pixels, Classes)>::from([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]);
    let scores: Tensor<(Batch, Classes)> = logits(&x, &w);
    println!("x · w = {scores:?}\n");

    // The gradient of x has the shape of x. Of all products of `dscores` and `w` only one does: the formula reads off.
    let dscores = Tensor::<(Batch, Classes)>::ones();
    let dx: Tensor<(Batch, Pixels)> = dscores.matmul(w.t());
    let dw: Tensor<(Pixels, Classes)> = x.t().matmul(&dscores);
    println!("dx = dscores · wᵀ = {dx:?}\ndw = xᵀ · dscores = {dw:?}\n");

    // A square matrix has two axes all the same: with the names Pixels and Hidden, of one size, the wrong transpose
    // does not compile. Try `x.matmul(square.t())`.
    let square = Tensor::<(Pixels, Hidden)>::from_fn(|[i, j]| if i == j { 1.0 } else { 0.0 });
    let hidden: Tensor<(Batch, Hidden)> = x.matmul(&square);

    // Matrix · vector, vector · matrix, and the products of two vectors.
    let row = x.row(0);
    let classes: Tensor<(Classes,)> = row.matmul(&w);
    let table: Tensor<(Pixels, Classes)> = row.outer(&classes);
    println!("{hidden:?}\n{classes:?}\n{table:?}\n|x₀|² = {}", row.dot(row));
}
