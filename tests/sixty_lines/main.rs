//! The nets of the course, each as a user writes it: in under sixty lines, generic in the batch with `N: Dim`; they learn 50 examples by
//! heart, and a step allocates nothing.
#[path = "../support/counting.rs"]
mod counting;

mod allocations;
mod sources;

mod captioning_lstm;
mod captioning_rnn;
mod captioning_transformer;
mod fully_connected;
mod three_layer_convnet;
mod two_layer;
mod vision_transformer;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use shapeful::{Array, Axis, Dim, Init, Keep, Labels, Layer, Params, Path, Shape, Tensor, axes};

axes! { Examples = 50; One = 1; }

fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}
fn random<S: Shape>(seed: u64) -> Tensor<S> {
    Tensor::normal(0.0, 1.0, &mut rng(seed))
}
fn labels<N: Dim, C: Dim>(seed: u64) -> Labels<N, C> {
    let mut rng = rng(seed);
    Labels::new((0..N::SIZE).map(|_| rng.random_range(0..C::SIZE)).collect::<Vec<_>>()).unwrap()
}
/// Captions of three to five words, as they are read and as they are said: a word 1 begins each, 2 ends it, and 0 fills up the row.
fn captions<N: Dim, T: Dim, V: Dim>(seed: u64) -> [Labels<(N, T), V>; 2] {
    let (mut rng, mut captions) = (rng(seed), [Vec::new(), Vec::new()]);
    for _ in 0..N::SIZE {
        let mut caption = vec![0; T::SIZE + 1];
        let words = rng.random_range(3..T::SIZE);
        caption[0] = 1;
        caption[1..=words].fill_with(|| rng.random_range(3..V::SIZE));
        caption[words + 1] = 2;
        captions[0].extend_from_slice(&caption[..T::SIZE]);
        captions[1].extend_from_slice(&caption[1..]);
    }
    captions.map(|words| Labels::new(words).unwrap())
}
/// How many examples get the greatest score where they should.
fn right<N: Dim, C: Dim>(scores: &Array<(N, C)>, y: &Labels<N, C>) -> usize {
    scores.argmax(Axis::<1>).as_slice().iter().zip(y.iter()).filter(|&(&found, truth)| found == truth).count()
}
/// The loss changes along its gradient as the gradient says: by |dw|² for each dw.
#[track_caller]
fn assert_slope<M: Params<f32>>(net: &mut M, mut loss: impl FnMut(&mut M) -> (f32, M)) {
    let (_, grad) = loss(net);
    let mut squares = 0.0;
    grad.each_param(|_, dw| squares += dw.iter().map(|&dw| f64::from(dw).powi(2)).sum::<f64>());
    let by = (1e-2 / squares.sqrt()) as f32;
    let mut at = |by: f32| {
        let mut moved = net.clone();
        M::walk([&grad], [&mut moved], Path::ROOT, &mut |param, [dw], [w]| {
            if param.kind.is_trained() {
                w.iter_mut().zip(dw).for_each(|(w, dw)| *w += by * dw);
            }
        });
        f64::from(loss(&mut moved).0)
    };
    let slope = (at(by) - at(-by)) / f64::from(2.0 * by);
    assert!((slope / squares - 1.0).abs() < 0.01, "a slope of {slope}, where the gradient says {squares}");
}

/// A net with `keep` in all its dropouts.
trait Drops: Init + Params<f32> {
    fn keeping(self, _: Keep) -> Self {
        self
    }
    fn of(keep: f64) -> Self {
        Self::init(&mut rng(3)).keeping(Keep::new(keep).unwrap())
    }
}
impl Drops for two_layer::TwoLayerNet {}
impl Drops for fully_connected::FullyConnectedNet {
    fn keeping(mut self, keep: Keep) -> Self {
        (self.first.drop.keep, self.second.drop.keep, self.third.drop.keep) = (keep, keep, keep);
        self
    }
}
impl Drops for three_layer_convnet::ThreeLayerConvNet {}
impl Drops for vision_transformer::VisionTransformer {
    fn keeping(mut self, keep: Keep) -> Self {
        for layer in [&mut self.first, &mut self.second] {
            (layer.look.dropout.keep, layer.think.dropout.keep) = (keep, keep);
        }
        self
    }
}
impl Drops for captioning_rnn::Captioner {}
impl Drops for captioning_lstm::Captioner {}
impl Drops for captioning_transformer::Captioner {
    fn keeping(mut self, keep: Keep) -> Self {
        self.decoder = self.decoder.keep(keep);
        self
    }
}

macro_rules! classifiers { ($($test:ident: $module:ident $net:ident $x:ident, $rate:literal, $steps:literal;)*) => { $(
    mod $test {
        use super::$module::*;
        use super::*;

        #[test]
        fn learns_fifty_examples() {
            let (x, y) = (random::<$x<Examples>>(1), labels::<Examples, Classes>(2));
            let mut training = Training::new($net::of(0.9), $rate);
            let losses: Vec<f32> = (0..$steps).map(|_| training.step(&x, &y, 1e-3)).collect();
            let found = right(&training.net.predict(&x), &y);
            assert_eq!(found, 50, "of 50 are right; the loss fell from {} to {}", losses[0], losses[$steps - 1]);
        }
        #[test]
        fn takes_a_single_one() {
            let (x, y) = (random::<$x<One>>(1), labels::<One, Classes>(2));
            let mut training = Training::new($net::of(1.0), 1e-3);
            let losses: Vec<f32> = (0..20).map(|_| training.step(&x, &y, 0.0)).collect();
            assert!(losses[19] < losses[0], "{losses:?}");
        }
        #[test]
        fn has_the_gradient_of_its_loss() {
            let (x, y) = (random::<$x<Examples>>(1), labels::<Examples, Classes>(2));
            assert_slope(&mut $net::of(1.0), |net| {
                let mut training = Training::new(net.clone(), 0.0);
                (training.loss(&x, &y, 0.5), training.grad)
            });
        }
    }
)* } }
type Rows<N> = (N, two_layer::Pixels);
type MoreRows<N> = (N, fully_connected::Pixels);
classifiers! {
    the_two_layer_net: two_layer TwoLayerNet Rows, 0.5, 60;
    the_fully_connected_net: fully_connected FullyConnectedNet MoreRows, 1e-2, 100;
    the_three_layer_convnet: three_layer_convnet ThreeLayerConvNet Image, 5e-3, 40;
    the_vision_transformer: vision_transformer VisionTransformer Image, 5e-3, 60;
}

macro_rules! captioners { ($($test:ident: $module:ident $features:ident, $rate:literal, $steps:literal, $loss:literal;)*) => { $(
    mod $test {
        use super::$module::*;
        use super::*;

        #[test]
        fn learns_fifty_captions() {
            let (features, [read, said]) = (random::<$features<Examples>>(1), captions::<Examples, Time, Words>(2));
            let mut training = Training::new(Captioner::of(1.0), $rate);
            let first = training.step(&features, &read, &said);
            (1..$steps).for_each(|_| { training.step(&features, &read, &said); });
            let last = training.loss(&features, &read, &said);
            let words = training.scores.argmax(Axis::<2>);
            let wrong = words.as_slice().iter().zip(said.iter()).filter(|&(&word, truth)| truth != NULL && word != truth);
            let wrong = wrong.count();
            assert!(wrong == 0 && last < $loss, "{wrong} words are wrong; the loss fell from {first} to {last}");
        }
        #[test]
        fn takes_a_single_one() {
            let (features, [read, said]) = (random::<$features<One>>(1), captions::<One, Time, Words>(2));
            let mut training = Training::new(Captioner::of(1.0), 1e-3);
            let losses: Vec<f32> = (0..20).map(|_| training.step(&features, &read, &said)).collect();
            assert!(losses[19] < losses[0], "{losses:?}");
        }
        #[test]
        fn has_the_gradient_of_its_loss() {
            let (features, [read, said]) = (random::<$features<Examples>>(1), captions::<Examples, Time, Words>(2));
            assert_slope(&mut Captioner::of(1.0), |net| {
                let mut training = Training::new(net.clone(), 0.0);
                (training.loss(&features, &read, &said), training.grad)
            });
        }
    }
)* } }
type RnnFeatures<N> = (N, captioning_rnn::Features);
type LstmFeatures<N> = (N, captioning_lstm::Features);
type RegionFeatures<N> = (N, captioning_transformer::Regions, captioning_transformer::Features);
captioners! {
    the_captioning_rnn: captioning_rnn RnnFeatures, 1e-2, 150, 0.1;
    the_captioning_lstm: captioning_lstm LstmFeatures, 1e-2, 100, 0.5;
    the_captioning_transformer: captioning_transformer RegionFeatures, 1e-2, 100, 0.03;
}
