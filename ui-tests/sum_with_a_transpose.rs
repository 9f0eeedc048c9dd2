//! error: element mismatch: cannot compute with a tensor of f32 and `Transposed<'_, (Pixels, Classes)>`
//!
//! `dw.t()` is a view of dw, which products read as it is. A sum wants its numbers in order.
//! Repair: `&w + dw.t().to_tensor()`.
use shapeful::{Tensor, axes};
axes! { Pixels = 784; Classes = 10; }

fn main() {
    let (w, dw) = (Tensor::<(Pixels, Classes)>::ones(), Tensor::<(Classes, Pixels)>::ones());
    let moved = &w + dw.t();
}
