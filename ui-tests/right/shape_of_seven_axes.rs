use shapeful::{Tensor, dim};

struct Video {
    frames: Tensor<(dim!(6), dim!(4), dim!(5), dim!(6), dim!(7), dim!(8))>,
}

fn main() {
    let video = Video { frames: Tensor::zeros() };
    assert_eq!(video.frames.as_slice().len(), 2 * 3 * 4 * 5 * 6 * 7 * 8);
}
