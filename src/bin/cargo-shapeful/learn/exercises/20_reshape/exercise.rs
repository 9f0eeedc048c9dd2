//! Axes that lie side by side in memory can be merged and split again; to move one past another is another thing: `permute`.
//!
//! `rows` is to give each image its own row, and gives one long vector. `heads` compiles, and is the silent mistake of many
//! transformers: the numbers of x lie time by time, and in each time head by head. So split them in this order,
//! and only then put the heads before the times.
use shapeful::{Array, Tensor, axes, dim};

axes! { pub Batch = 2; pub Channels = 3; pub Height = 2; pub Width = 4; pub Time = 3; pub Heads = 2; pub Size = 4; }

pub fn rows(images: &Array<(Batch, Channels, Height, Width)>) -> Tensor<(Batch, dim!(24))> {
    images.ravel().to_tensor()
}

pub fn heads(x: &Array<(Batch, dim!(24))>) -> Tensor<(Batch, Heads, Time, Size)> {
    x.split::<(Heads, Time, Size)>().to_tensor()
}

fn main() {
    println!("{:?}\n{:?}", rows(&Tensor::ones()), heads(&Tensor::<(Batch, dim!(24))>::from_fn(|[_, i]| i as f32)));
}
