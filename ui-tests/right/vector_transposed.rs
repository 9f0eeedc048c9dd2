use shapeful::{Tensor, axes};
axes! { Features = 50; }

fn main() {
    let v = Tensor::<(Features,)>::ones();
    let table: Tensor<(Features, Features)> = v.outer(&v);
    assert_eq!(table[[49, 49]], 1.0);
}
