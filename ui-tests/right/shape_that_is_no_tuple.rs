use shapeful::{Tensor, axes};
axes! { Batch = 64; }

struct Data {
    targets: Tensor<(Batch,)>,
}

fn main() {
    let data = Data { targets: Tensor::zeros() };
    assert_eq!(data.targets.as_slice().len(), 64);
}
