use shapeful::{Tensor, axes};
axes! { Rows = 2; Columns = 3; }

fn main() {
    let table = Tensor::<(Rows, Columns)>::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let means: Tensor<(Columns,)> = table.mean(Rows);
    assert_eq!(means, [2.5, 3.5, 4.5]);
}
