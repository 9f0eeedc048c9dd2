//! A sum along an axis takes that axis away: of (Students, Tasks), summed along Tasks, (Students,) is left, a row of numbers.
//! To divide each row of the table by its own sum, the sums have to stand as a column: (Students, 1).
//!
//! Repair `shares`, whose rows add up to 1.
use shapeful::{Array, Tensor, axes};

axes! { pub Students = 3; pub Tasks = 4; }

pub fn shares(points: &Array<(Students, Tasks)>) -> Tensor<(Students, Tasks)> {
    points / points.sum(Tasks).broadcast()
}

fn main() {
    println!("{:?}", shares(&Tensor::ones()));
}
