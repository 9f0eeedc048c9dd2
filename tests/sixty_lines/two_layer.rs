//! The two-layer net of the course: affine - ReLU - affine, with the softmax loss and L2 regularisation.
use shapeful::{
    Array, Dim, Labels, Layer, Linear, Params, Relu, Sgd, Tensor, Train, axes, l2_regularization, network,
    softmax_loss_into,
};

axes! { pub Pixels = 48; pub Hidden = 40; pub Classes = 10; }
network! {
    pub struct TwoLayerNet { hidden: Linear<Pixels, Hidden>, act: Relu, scores: Linear<Hidden, Classes> }
}

/// The net, and what its training needs, for batches of N.
pub struct Training<N: Dim> {
    pub net: TwoLayerNet,
    pub grad: TwoLayerNet,
    pub optimizer: Sgd<TwoLayerNet>,
    cache: <TwoLayerNet as Layer<(N, Pixels)>>::Cache<Train>,
    scores: Tensor<(N, Classes)>,
    dscores: Tensor<(N, Classes)>,
}
impl<N: Dim> Training<N> {
    pub fn new(net: TwoLayerNet, learning_rate: f32) -> Self {
        let (grad, optimizer) = (net.zeros_like(), Sgd::new(&net, learning_rate));
        let (cache, scores, dscores) = Default::default();
        Training { net, grad, optimizer, cache, scores, dscores }
    }
    /// The loss of a batch, whose gradient is `grad` then.
    pub fn loss(&mut self, x: &Array<(N, Pixels)>, y: &Labels<N, Classes>, reg: f32) -> f32 {
        self.net.forward::<Train>(x, &mut self.cache, &mut self.scores);
        let loss = softmax_loss_into(&self.scores, y, &mut self.dscores);
        self.net.backward(x, &mut self.cache, &self.dscores, None, &mut self.grad);
        loss + l2_regularization(&self.net, reg, &mut self.grad)
    }
    /// One step down the gradient; the loss before it.
    pub fn step(&mut self, x: &Array<(N, Pixels)>, y: &Labels<N, Classes>, reg: f32) -> f32 {
        let loss = self.loss(x, y, reg);
        self.optimizer.step(&mut self.net, &self.grad);
        loss
    }
}
