//! error: expected `&Labels<Batch, Classes>`, found `&Labels<Classes, Batch>`
//!
//! `gather` picks one column of each row, so there is an index for each row.
//! Repair: `scores.t().to_tensor().gather(&best)` for one row of each column.
use shapeful::{Labels, Tensor, axes};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let best = Labels::<Classes, Batch>::new([3; 10]).unwrap();
    let picked = scores.gather(&best);
}
