use shapeful::{Tensor, axes};
axes! { Rows = 2; Columns = 3; }

fn main() {
    let table = Tensor::<(Rows, Columns)>::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    assert_eq!(table[[1, 0]], 4.0);
}
