use shapeful::{Array, Tensor, dim};

fn main() {
    let v = Tensor::<(dim!(12),)>::from_fn(|[i]| i as f32);
    let table: &Array<(dim!(3), dim!(4))> = v.unravel::<(dim!(3), dim!(4))>();
    assert_eq!(table[[1, 0]], 4.0);
}
