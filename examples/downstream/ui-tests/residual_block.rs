//! pass: a residual block of two linear layers takes batches of any size, and trains
use residual_layers::{Residual, Scale};
use shapeful::{Layer, Linear, Params, Relu, Sgd, Tensor, Train, axes};
axes! { Batch = 4; One = 1; Features = 2; Hidden = 3; }

fn main() {
    let mut block =
        Residual((Linear::<Features, Hidden>::zeros(), Relu, Linear::<Hidden, Features>::zeros(), Scale::ones()));
    let x = Tensor::<(Batch, Features)>::ones();
    let (mut cache, mut grad, mut sgd) = (Default::default(), block.zeros_like(), Sgd::new(&block, 0.5));
    let mut y = Tensor::<(Batch, Features)>::zeros();
    block.forward::<Train>(&x, &mut cache, &mut y);
    assert_eq!(y, x);
    block.backward(&x, &mut cache, &y, None, &mut grad);
    sgd.step(&mut block, &grad);
    // The bias of the last linear layer has gone down by 0.5 for each of four examples.
    assert_eq!(block.predict(&Tensor::<(One, Features)>::ones()), [[-1.0, -1.0]]);
}
