//! A vision transformer, with the encoder layer of the course written out: patches know their places, and look at each other.
use shapeful::{
    Adam, AddNorm, Array, Dim, Flatten, Gelu, Labels, Layer, Linear, MultiHeadAttention, Params, PatchEmbedding,
    PositionalEncoding, Tensor, Train, axes, dim, l2_regularization, network, softmax_loss_into,
};

axes! {
    pub Colours = 3; pub Height = 8; pub Width = 8; pub Patch = 4;
    pub Model = 16; pub Heads = 2; pub Hidden = 24; pub Classes = 10;
}
pub type Image<N> = (N, Colours, Height, Width);
network! {
    pub struct FeedForward { inner: Linear<Model, Hidden>, act: Gelu, outer: Linear<Hidden, Model> }
}
network! {
    /// norm(x + dropout(attention(x))), then norm(x + dropout(ffn(x))).
    pub struct EncoderLayer {
        pub look: AddNorm<MultiHeadAttention<Model, Heads>, Model>,
        pub think: AddNorm<FeedForward, Model>,
    }
}
network! {
    pub struct VisionTransformer {
        patches: PatchEmbedding<Colours, Patch, Model>,
        place: PositionalEncoding<dim!(4), Model>,
        pub first: EncoderLayer,
        pub second: EncoderLayer,
        flatten: Flatten,
        scores: Linear<dim!(4 * 16), Classes>,
    }
}

/// The net, and what its training needs, for batches of N.
pub struct Training<N: Dim> {
    pub net: VisionTransformer,
    pub grad: VisionTransformer,
    pub optimizer: Adam<VisionTransformer>,
    cache: <VisionTransformer as Layer<Image<N>>>::Cache<Train>,
    scores: Tensor<(N, Classes)>,
    dscores: Tensor<(N, Classes)>,
}
impl<N: Dim> Training<N> {
    pub fn new(net: VisionTransformer, learning_rate: f32) -> Self {
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
