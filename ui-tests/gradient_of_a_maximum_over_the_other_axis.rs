//! error: shape mismatch: dy (Classes,) is not the gradient of (Batch, Classes) reduced along Classes
//!
//! The maximum over the classes has one number for each example, and so has its gradient: dy is (Batch,). Repair: reduce along Batch, or send
//! the gradient of what was reduced.
use shapeful::ops::max_backward;
use shapeful::{Tensor, axes};
axes! { Batch = 64; Classes = 10; }
fn main() {
    let scores = Tensor::<(Batch, Classes)>::from_fn(|[_, class]| class as f32);
    let dy = Tensor::<(Classes,)>::ones();
    let dscores = max_backward(&dy, &scores, Classes);
}
