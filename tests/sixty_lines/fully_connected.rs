//! The fully connected net of the course: (affine - batch norm - ReLU - dropout) three times - affine, with L2 regularisation.
use shapeful::{
    Adam, Array, BatchNorm, Dim, Dropout, Labels, Layer, Linear, Params, Relu, Tensor, Train, axes, l2_regularization,
    network, softmax_loss_into,
};

axes! { pub Pixels = 48; pub First = 40; pub Second = 30; pub Third = 30; pub Classes = 10; }
network! {
    pub struct Block<In: Dim, Out: Dim> { affine: Linear<In, Out>, norm: BatchNorm<Out>, act: Relu, pub drop: Dropout }
}
network! {
    pub struct FullyConnectedNet {
        pub first: Block<Pixels, First>,
        pub second: Block<First, Second>,
        pub third: Block<Second, Third>,
        scores: Linear<Third, Classes>,
    }
}

/// The net, and what its training needs, for batches of N.
pub struct Training<N: Dim> {
    pub net: FullyConnectedNet,
    pub grad: FullyConnectedNet,
    pub optimizer: Adam<FullyConnectedNet>,
    cache: <FullyConnectedNet as Layer<(N, Pixels)>>::Cache<Train>,
    scores: Tensor<(N, Classes)>,
    dscores: Tensor<(N, Classes)>,
}
impl<N: Dim> Training<N> {
    pub fn new(net: FullyConnectedNet, learning_rate: f32) -> Self {
        let (grad, optimizer) = (net.zeros_like(), Adam::new(&net, learning_rate));
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
