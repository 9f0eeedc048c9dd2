//! The captioning transformer of the course: words know their places, see the words before them, and look at the image.
use shapeful::{
    Adam, Array, DecoderCache, Dim, Embedding, Labels, Layer, Linear, Params, PositionalEncoding, Tensor, Train,
    TransformerDecoderLayer, axes, dim, network, temporal_softmax_loss_into,
};

axes! { pub Features = 20; pub Time = 6; pub Model = 32; pub Heads = 2; pub Hidden = 32; pub Words = 24; }
pub const NULL: usize = 0;
/// An image is remembered as one word; with more regions it would be more of them.
pub type Regions = dim!(1);
pub type Image<N> = Array<(N, Regions, Features)>;
pub type Captions<N> = Labels<(N, Time), Words>;
network! {
    pub struct Captioner {
        project: Linear<Features, Model>,
        embed: Embedding<Words, Model>,
        place: PositionalEncoding<Time, Model>,
        pub decoder: TransformerDecoderLayer<Model, Heads, Hidden>,
        score: Linear<Model, Words>,
    }
}

/// The captioner, and what its training needs, for batches of N.
pub struct Training<N: Dim> {
    pub net: Captioner,
    pub grad: Captioner,
    pub optimizer: Adam<Captioner>,
    memory: Tensor<(N, Regions, Model)>,
    words: [Tensor<(N, Time, Model)>; 5],
    cache: DecoderCache<Train, N, Time, Regions, Model, Heads, Hidden>,
    pub scores: Tensor<(N, Time, Words)>,
    dscores: Tensor<(N, Time, Words)>,
    mask: Tensor<(N, Time), bool>,
}
impl<N: Dim> Training<N> {
    pub fn new(net: Captioner, learning_rate: f32) -> Self {
        let (grad, optimizer) = (net.zeros_like(), Adam::new(&net, learning_rate));
        let (memory, words, cache, scores, dscores, mask) = Default::default();
        Training { net, grad, optimizer, memory, words, cache, scores, dscores, mask }
    }
    /// The loss of some captions, read word by word and to be said one word ahead, whose gradient is `grad` then.
    pub fn loss(&mut self, image: &Image<N>, read: &Captions<N>, said: &Captions<N>) -> f32 {
        let Training { net, grad, memory, words: [vectors, x, y, dy, dvectors], cache, scores, dscores, mask, .. } =
            self;
        net.project.forward::<Train>(image, &mut (), memory);
        net.embed.forward(read, vectors);
        net.place.forward::<Train>(vectors, &mut (), x);
        net.decoder.forward_with(x, memory, (), cache, y);
        net.score.forward::<Train>(y, &mut (), scores);
        said.map_into(mask, |word| word != NULL);
        let loss = temporal_softmax_loss_into(scores, said, mask, dscores);
        net.score.backward(y, &mut (), dscores, Some(dy), &mut grad.score);
        net.decoder.backward_with(x, memory, cache, dy, &mut grad.decoder);
        net.place.backward(vectors, &mut (), cache.dx(), Some(dvectors), &mut grad.place);
        net.embed.backward(read, dvectors, &mut grad.embed);
        net.project.backward(image, &mut (), cache.dmemory(), None, &mut grad.project);
        loss
    }
    /// One step down the gradient; the loss before it.
    pub fn step(&mut self, image: &Image<N>, read: &Captions<N>, said: &Captions<N>) -> f32 {
        let loss = self.loss(image, read, said);
        self.optimizer.step(&mut self.net, &self.grad);
        loss
    }
}
