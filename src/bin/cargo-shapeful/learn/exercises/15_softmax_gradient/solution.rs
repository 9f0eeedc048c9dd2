use shapeful::{Array, Dim, Labels, Tensor, axes};

axes! { pub Batch = 4; pub Classes = 3; }

pub fn dscores(scores: &Array<(Batch, Classes)>, y: &Labels<Batch, Classes>) -> Tensor<(Batch, Classes)> {
    let mut dscores = scores.softmax(Classes);
    for (n, truth) in y.iter().enumerate() {
        dscores[[n, truth]] -= 1.0;
    }
    dscores / Batch::SIZE as f32
}

fn main() {}
