use shapeful::{Axis, Tensor, dim};

fn main() {
    let images = Tensor::<(dim!(64), dim!(784))>::ones();
    let mean: Tensor<(dim!(1), dim!(784))> = images.mean_keepdims(Axis::<0>);
    let centred = &images - mean.broadcast();
    assert_eq!(centred[[63, 783]], 0.0);
}
