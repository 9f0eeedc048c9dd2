use shapeful::{Array, Dim, Tensor, dim};

fn largest_step<N: Dim>(x: &Array<(N,)>) -> f32 {
    x.as_slice().windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f32::max)
}

fn main() {
    assert_eq!(largest_step(&Tensor::<(dim!(3),)>::from([1.0, 2.0, 5.0])), 3.0);
}
