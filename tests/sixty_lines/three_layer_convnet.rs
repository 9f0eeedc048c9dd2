//! The three-layer convnet of the course: conv - ReLU - 2x2 max pool - affine - ReLU - affine, with L2 regularisation.
use shapeful::{
    Adam, Array, Conv2d, Dim, Flatten, Labels, Layer, Linear, MaxPool2d, Params, Relu, Tensor, Train, axes, dim,
    l2_regularization, network, softmax_loss_into,
};

axes! { pub Colours = 3; pub Height = 8; pub Width = 8; pub Filters = 6; pub Hidden = 20; pub Classes = 10; }
pub type Image<N> = (N, Colours, Height, Width);
network! {
    pub struct ThreeLayerConvNet {
        /// With stride 1 and padding 2 the maps are as large as the image.
        conv: Conv2d<Colours, Filters, dim!(5), dim!(5), dim!(1), dim!(2)>,
        conv_act: Relu,
        pool: MaxPool2d<dim!(2), dim!(2)>,
        flatten: Flatten,
        hidden: Linear<dim!(6 * 4 * 4), Hidden>,
        hidden_act: Relu,
        scores: Linear<Hidden, Classes>,
    }
}

/// The net, and what its training needs, for batches of N.
pub struct Training<N: Dim> {
    pub net: ThreeLayerConvNet,
    pub grad: ThreeLayerConvNet,
    pub optimizer: Adam<ThreeLayerConvNet>,
    cache: <ThreeLayerConvNet as Layer<Image<N>>>::Cache<Train>,
    scores: Tensor<(N, Classes)>,
    dscores: Tensor<(N, Classes)>,
}
impl<N: Dim> Training<N> {
    pub fn new(net: ThreeLayerConvNet, learning_rate: f32) -> Self {
        let (grad, optimizer) = (net.zeros_like(), Adam::new(&net, learning_rate));
        let (cache, scores, dscores) = Default::default();
        Training { net, grad, optimizer, cache, scores, dscores }
    }
    /// The loss of a batch, whose gradient is `grad` then.
    pub fn loss(&mut self, x: &Array<Image<N>>, y: &Labels<N, Classes>, reg: f32) -> f32 {
        self.net.forward::<Train>(x, &mut self.cache, &mut self.scores);
        let loss = softmax_loss_into(&self.scores, y, &mut self.dscores);
        self.net.backward(x, &mut self.cache, &self.dscores, None, &mut self.grad);
        loss + l2_regularization(&self.net, reg, &mut self.grad)
    }
    /// One step down the gradient; the loss before it.
    pub fn step(&mut self, x: &Array<Image<N>>, y: &Labels<N, Classes>, reg: f32) -> f32 {
        let loss = self.loss(x, y, reg);
        self.optimizer.step(&mut self.net, &self.grad);
        loss
    }
}
