//! error: shape mismatch: dout has maps of (_6, _6), which are larger than the images of (_3, _3) that were pooled
//!
//! What comes in stands first, and a pooled image is the smaller one.
//! Repair: `max_pool_backward(&dpool, &act, Window::<2, 2>, Stride::<2>)`.
use shapeful::{Stride, Tensor, Window, axes, dim, max_pool_backward, relu_backward};
axes! { Batch = 4; Filters = 3; }

fn main() {
    let act = Tensor::<(Batch, Filters, dim!(6), dim!(6))>::ones();
    let dpool = Tensor::<(Batch, Filters, dim!(3), dim!(3))>::ones();
    let dact = max_pool_backward(&act, &dpool, Window::<2, 2>, Stride::<2>);
    let da = relu_backward(&dact, &dact);
    println!("{}", da.sum_all());
}
