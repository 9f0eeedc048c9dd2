use shapeful::{Array, Tensor, axes};
axes! { Batch = 2; Channels = 3; Height = 4; Width = 4; Values = 32; }

fn means(rows: &Array<(Values, Channels)>) -> Tensor<(Channels,)> {
    rows.mean(Values)
}

fn main() {
    let images = Tensor::<(Batch, Channels, Height, Width)>::from_fn(|[_, c, _, _]| c as f32);
    let means = means(images.permute((Batch, Height, Width, Channels)).ravel().unravel());
    assert_eq!(means, [0.0, 1.0, 2.0]);
}
