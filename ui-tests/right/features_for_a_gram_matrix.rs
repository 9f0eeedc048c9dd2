use shapeful::{Tensor, axes, gram_matrix, style_loss};
axes! { Images = 1; Channels = 3; H = 4; W = 4; }

fn main() {
    let features = Tensor::<(Images, Channels, H, W)>::ones();
    let style = Tensor::<(Images, Channels, H, W)>::ones();
    let (loss, dfeatures) = style_loss(&features, &gram_matrix(&style), 1.0);
    assert_eq!((loss, dfeatures), (0.0, Tensor::zeros()));
}
