use shapeful::{Tensor, axes, dim, sgd};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let dout = Tensor::<(Batch, Classes)>::ones();
    let mut b = Tensor::<(dim!(1), Classes)>::zeros();
    sgd(&mut b, &dout.sum_keepdims(Batch), 0.1);
    assert_eq!(b, [[-6.4; 10]]);
}
