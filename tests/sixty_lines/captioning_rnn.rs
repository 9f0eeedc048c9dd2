//! The captioning RNN of the course: an image's features become the first state, and each state scores the next word.
use shapeful::{
    Adam, Array, Dim, Embedding, Labels, Layer, Linear, Params, Rnn, RnnBuffers, Tensor, Train, axes, network,
    temporal_softmax_loss_into,
};

axes! { pub Features = 20; pub Time = 6; pub Vector = 16; pub Hidden = 32; pub Words = 24; }
pub const NULL: usize = 0;
pub type Captions<N> = Labels<(N, Time), Words>;
network! {
    pub struct Captioner {
        project: Linear<Features, Hidden>,
        embed: Embedding<Words, Vector>,
        recur: Rnn<Vector, Hidden>,
        score: Linear<Hidden, Words>,
    }
}

/// The captioner, and what its training needs, for batches of N.
pub struct Training<N: Dim> {
    pub net: Captioner,
    pub grad: Captioner,
    pub optimizer: Adam<Captioner>,
    steps: RnnBuffers<Train, N, Time, Hidden>,
    state: [Tensor<(N, Hidden)>; 2],
    vectors: [Tensor<(N, Time, Vector)>; 2],
    states: [Tensor<(N, Time, Hidden)>; 2],
    pub scores: Tensor<(N, Time, Words)>,
    dscores: Tensor<(N, Time, Words)>,
    mask: Tensor<(N, Time), bool>,
}
impl<N: Dim> Training<N> {
    pub fn new(net: Captioner, learning_rate: f32) -> Self {
        let (grad, optimizer) = (net.zeros_like(), Adam::new(&net, learning_rate));
        let (steps, state, vectors, states, scores, dscores, mask) = Default::default();
        Training { net, grad, optimizer, steps, state, vectors, states, scores, dscores, mask }
    }
    /// The loss of some captions, read word by word and to be said one word ahead, whose gradient is `grad` then.
    pub fn loss(&mut self, features: &Array<(N, Features)>, read: &Captions<N>, said: &Captions<N>) -> f32 {
        let Training { net, grad, steps, state: [h0, dh0], vectors: [x, dx], states: [h, dh], .. } = self;
        net.project.forward::<Train>(features, &mut (), h0);
        net.embed.forward(read, x);
        net.recur.forward_from(x, h0, steps, h);
        net.score.forward::<Train>(h, &mut (), &mut self.scores);
        said.map_into(&mut self.mask, |word| word != NULL);
        let loss = temporal_softmax_loss_into(&self.scores, said, &self.mask, &mut self.dscores);
        net.score.backward(h, &mut (), &self.dscores, Some(dh), &mut grad.score);
        net.recur.backward_from(x, steps, dh, Some(dx), dh0, &mut grad.recur);
        net.embed.backward(read, dx, &mut grad.embed);
        net.project.backward(features, &mut (), dh0, None, &mut grad.project);
        loss
    }
    /// One step down the gradient; the loss before it.
    pub fn step(&mut self, features: &Array<(N, Features)>, read: &Captions<N>, said: &Captions<N>) -> f32 {
        let loss = self.loss(features, read, said);
        self.optimizer.step(&mut self.net, &self.grad);
        loss
    }
}
