use shapeful::{Tensor, dim};

fn main() {
    let y = Tensor::<(dim!(4),)>::from([0.0, 1.0, 1.0, 0.0]);
    let l2 = Tensor::<(dim!(4), dim!(1))>::full(0.5);
    let l2_error: Tensor<(dim!(4), dim!(1))> = y.unravel::<(dim!(4), dim!(1))>() - &l2;
    assert_eq!(l2_error, [[-0.5], [0.5], [0.5], [-0.5]]);
}
