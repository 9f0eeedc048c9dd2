//! error: shape mismatch: Channels does not split into Groups groups, because Channels / Groups leaves _2
//!
//! 30 channels in 4 groups would be seven and a half in each.
//! Repair: `Groups = 5`.
use shapeful::{Tensor, axes, spatial_groupnorm_forward};
axes! { Batch = 8; Channels = 30; Height = 4; Width = 5; Groups = 4; }

fn main() {
    let x = Tensor::<(Batch, Channels, Height, Width)>::zeros();
    let (gamma, beta) = (Tensor::ones(), Tensor::zeros());
    let (out, cache) = spatial_groupnorm_forward(&x, &gamma, &beta, Groups, 1e-5);
}
