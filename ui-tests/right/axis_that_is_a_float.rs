use shapeful::{Tensor, axes};
axes! { Batch = 64; }

struct Data {
    targets: Tensor<(Batch,), f32>,
}

fn main() {
    let data = Data { targets: Tensor::zeros() };
    assert_eq!(size_of_val(data.targets.as_slice()), 64 * 4);
}
