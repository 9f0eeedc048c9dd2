use shapeful::{Array, Tensor, axes};

axes! { pub Students = 3; pub Tasks = 4; }

pub fn shares(points: &Array<(Students, Tasks)>) -> Tensor<(Students, Tasks)> {
    points / points.sum_keepdims(Tasks).broadcast()
}

fn main() {}
