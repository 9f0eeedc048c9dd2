//! error: shape mismatch: Count<2000> pixels are more than a stride, a padding or a window can have
//!
//! The course's functions take their numbers as values, of which rustc makes sizes up to 1024.
//! Repair: `Stride::<1000>`, or the layer, `MaxPool2d::<dim!(1), dim!(1), dim!(2000)>`.
use shapeful::{Stride, Tensor, Window, axes, max_pool_forward};
axes! { Batch = 1; Channels = 1; Height = 1; Width = 4001; }

fn main() {
    let signal = Tensor::<(Batch, Channels, Height, Width)>::ones();
    let out = max_pool_forward(&signal, Window::<1, 1>, Stride::<2000>);
}
