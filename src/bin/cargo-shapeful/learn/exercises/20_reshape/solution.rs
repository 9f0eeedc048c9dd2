use shapeful::{Array, Tensor, axes, dim};

axes! { pub Batch = 2; pub Channels = 3; pub Height = 2; pub Width = 4; pub Time = 3; pub Heads = 2; pub Size = 4; }

pub fn rows(images: &Array<(Batch, Channels, Height, Width)>) -> Tensor<(Batch, dim!(24))> {
    images.flatten().to_tensor()
}

pub fn heads(x: &Array<(Batch, dim!(24))>) -> Tensor<(Batch, Heads, Time, Size)> {
    x.split::<(Time, Heads, Size)>().permute((Batch, Heads, Time, Size))
}

fn main() {}
