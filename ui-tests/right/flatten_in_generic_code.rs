use shapeful::{Array, Dim, Merge, Tensor, dim};

fn first<N: Dim, C: Dim, H: Dim, W: Dim>(x: &Array<(N, C, H, W)>) -> f32
where
    (C, H, W): Merge,
{
    x.flatten().as_slice()[0]
}

fn main() {
    let x = Tensor::<(dim!(2), dim!(3), dim!(4), dim!(5))>::ones();
    assert_eq!(first(&x), 1.0);
}
