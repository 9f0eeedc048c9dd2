//! error: expected `&Array<(Images, Channels, Channels)>`, found `&Tensor<(Images, Channels, H, W)>`
//!
//! Style is which channels go together, wherever in the image: the target is a Gram matrix. Features themselves are content.
//! Repair: `style_loss(&features, &gram_matrix(&style), 1.0)`.
use shapeful::{Tensor, axes, style_loss};
axes! { Images = 1; Channels = 3; H = 4; W = 4; }

fn main() {
    let features = Tensor::<(Images, Channels, H, W)>::ones();
    let style = Tensor::<(Images, Channels, H, W)>::ones();
    let (loss, dfeatures) = style_loss(&features, &style, 1.0);
}
