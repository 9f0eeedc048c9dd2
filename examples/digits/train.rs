//! The net, and its training.
use crate::data::Digit;
use crate::report::Mistake;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use shapeful::{
    Array, Axis, Dim, Init, Labels, Layer, Linear, Params, Relu, Sgd, Tensor, axes, network, softmax_loss,
    softmax_loss_into,
};

pub const EXAMPLES: usize = 1797;
pub const TEST: usize = 360;
axes! {
    /// The digits to learn from.
    pub Train = EXAMPLES - TEST;
    /// The digits to be judged by.
    pub Test = TEST;
    /// One mini-batch.
    Batch = 32;
    /// What full batches leave over.
    Rest = Train::SIZE % Batch::SIZE;
    pub Pixels = 64;
    Hidden = 128;
    pub Classes = 10;
}

network! {
    /// The two-layer net of the course.
    struct TwoLayerNet {
        hidden: Linear<Pixels, Hidden>,
        act: Relu,
        out: Linear<Hidden, Classes>,
    }
}

/// `N` digits: their pixels from 0 to 1, and what they are.
pub struct Digits<N: Dim> {
    pub x: Tensor<(N, Pixels)>,
    pub y: Labels<N, Classes>,
}
impl<N: Dim> Digits<N> {
    /// Checks the digits and lays them out as one matrix of pixels.
    pub fn new(digits: &[Digit]) -> Result<Self, shapeful::Error> {
        let pixels: Vec<f32> = digits.iter().flat_map(|digit| digit.pixels).collect();
        let labels: Vec<u32> = digits.iter().map(|digit| digit.label).collect();
        Ok(Digits { x: Tensor::try_from(pixels)?, y: Labels::new(labels)? })
    }
    pub fn len(&self) -> usize {
        N::SIZE
    }
}

/// What a step writes to, for batches of `N` digits. It is made once, and no step allocates.
struct Buffers<N: Dim> {
    batch: Labels<N, Train>,
    x: Tensor<(N, Pixels)>,
    y: Labels<N, Classes>,
    cache: <TwoLayerNet as Layer<(N, Pixels)>>::Cache<shapeful::Train>,
    scores: Tensor<(N, Classes)>,
    dscores: Tensor<(N, Classes)>,
}
impl<N: Dim> Buffers<N> {
    fn new(digits: &Digits<Train>) -> Result<Self, shapeful::Error> {
        let batch = Labels::new(vec![0; N::SIZE])?;
        let (cache, scores, dscores) = Default::default();
        Ok(Buffers { x: digits.x.select(&batch), y: digits.y.select(&batch), batch, cache, scores, dscores })
    }
    /// Takes up the digits that `rows` points at.
    fn load(&mut self, digits: &Digits<Train>, rows: &[usize]) -> Result<(), shapeful::Error> {
        self.batch.copy_from_slice(rows)?;
        digits.x.select_into(&self.batch, &mut self.x);
        digits.y.select_into(&self.batch, &mut self.y);
        Ok(())
    }
}

/// The net, and what its training needs. Batches of two sizes are the same code, compiled twice.
pub struct Training {
    net: TwoLayerNet,
    grad: TwoLayerNet,
    optimizer: Sgd<TwoLayerNet>,
    full: Buffers<Batch>,
    rest: Buffers<Rest>,
}
impl Training {
    pub fn new(digits: &Digits<Train>, reg: f32, rng: &mut StdRng) -> Result<Self, shapeful::Error> {
        let net = TwoLayerNet::init(rng);
        let optimizer = Sgd::new(&net, 0.0).momentum(0.9).weight_decay(reg);
        let (full, rest) = (Buffers::new(digits)?, Buffers::new(digits)?);
        Ok(Training { grad: net.zeros_like(), net, optimizer, full, rest })
    }
    pub fn count(&self) -> usize {
        self.net.count()
    }

    /// Goes once through all training digits, in a new order; returns the mean loss and accuracy along the way.
    pub fn epoch(
        &mut self,
        digits: &Digits<Train>,
        rate: f32,
        rng: &mut StdRng,
    ) -> Result<(f32, f32), shapeful::Error> {
        self.optimizer.learning_rate = rate;
        let mut order: Vec<usize> = (0..Train::SIZE).collect();
        order.shuffle(rng);
        let Training { net, grad, optimizer, full, rest } = self;
        let (mut loss, mut right) = (0.0, 0);
        let batches = order.chunks_exact(Batch::SIZE);
        let left_over = batches.remainder();
        for rows in batches {
            full.load(digits, rows)?;
            step(net, grad, optimizer, full, &mut loss, &mut right);
        }
        rest.load(digits, left_over)?;
        step(net, grad, optimizer, rest, &mut loss, &mut right);
        Ok((loss / Train::SIZE as f32, right as f32 / Train::SIZE as f32))
    }

    /// The mean loss and accuracy on digits that nothing is learned from.
    pub fn evaluate<N: Dim>(&self, digits: &Digits<N>) -> (f32, f32) {
        let scores = self.net.predict(&digits.x);
        let (loss, _) = softmax_loss(&scores, &digits.y);
        (loss, count_right(&scores, &digits.y) as f32 / N::SIZE as f32)
    }

    /// How often each digit was read as which, `[truth][guess]`, and the digits that were misread, the surest mistakes first.
    pub fn mistakes<N: Dim>(&self, digits: &Digits<N>) -> ([[u32; 10]; 10], Vec<Mistake>) {
        let probabilities = self.net.predict(&digits.x).softmax(Axis::<1>);
        let guesses = probabilities.argmax(Axis::<1>);
        let (mut confusion, mut mistakes) = ([[0; 10]; 10], Vec::new());
        for (n, truth) in digits.y.iter().enumerate() {
            let guess = guesses[[n]];
            confusion[truth][guess] += 1;
            if guess != truth {
                let pixels = digits.x.row(n).to_nested();
                let confidence = probabilities[[n, guess]];
                mistakes.push(Mistake { pixels, truth: truth as u32, guess: guess as u32, confidence });
            }
        }
        mistakes.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        (confusion, mistakes)
    }

    /// What each hidden unit looks for: its weight on every pixel.
    pub fn first_layer(&self) -> Vec<[f32; 64]> {
        self.net.hidden.w.t().to_tensor().rows().map(|unit| unit.to_nested()).collect()
    }
}

/// One step down the gradient, on the digits in the buffers; adds up their losses and those that were read right.
fn step<N: Dim>(
    net: &mut TwoLayerNet,
    grad: &mut TwoLayerNet,
    optimizer: &mut Sgd<TwoLayerNet>,
    buffers: &mut Buffers<N>,
    loss: &mut f32,
    right: &mut usize,
) {
    let Buffers { x, y, cache, scores, dscores, .. } = buffers;
    net.forward::<shapeful::Train>(x, cache, scores);
    *loss += softmax_loss_into(scores, y, dscores) * N::SIZE as f32;
    *right += count_right(scores, y);
    net.backward(x, cache, dscores, None, grad);
    optimizer.step(net, grad);
}

fn count_right<N: Dim>(scores: &Array<(N, Classes)>, y: &Labels<N, Classes>) -> usize {
    scores.argmax(Axis::<1>).as_slice().iter().zip(y.iter()).filter(|&(&guess, truth)| guess == truth).count()
}
