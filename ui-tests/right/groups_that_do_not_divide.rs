use shapeful::{Tensor, axes, spatial_groupnorm_forward};
axes! { Batch = 8; Channels = 30; Height = 4; Width = 5; Groups = 5; }

fn main() {
    let x = Tensor::<(Batch, Channels, Height, Width)>::zeros();
    let (gamma, beta) = (Tensor::ones(), Tensor::zeros());
    let (out, cache) = spatial_groupnorm_forward(&x, &gamma, &beta, Groups, 1e-5);
}
