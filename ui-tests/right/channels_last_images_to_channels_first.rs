use shapeful::{Array, Tensor, axes};
axes! { Batch = 50; Channels = 3; Height = 32; Width = 32; }

fn channel_means(images: &Array<(Batch, Channels, Height, Width)>) -> Tensor<(Batch, Channels)> {
    images.mean(Width).mean(Height)
}

fn main() {
    let loaded = Tensor::<(Batch, Height, Width, Channels)>::from_fn(|[_, _, _, c]| c as f32);
    let means: Tensor<(Batch, Channels)> = channel_means(&loaded.permute((Batch, Channels, Height, Width)));
    assert_eq!(*means.row(49), [0.0, 1.0, 2.0]);
}
