//! Training: whole models learn, in each way of writing them, and all ways of writing one are the same model to the last bit.
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    AffineGrads, Array, Axis, Dim, Float, Init, Kind, Labels, Layer, Linear, Mode, Params, Relu, Sgd, Shape, Tensor,
    Train, affine_backward, affine_forward, axes, dim, network, relu_backward, relu_forward, sgd, sgd_momentum,
    softmax_loss, softmax_loss_into, svm_loss_into,
};

axes! { Examples = 50; Inputs = 20; Hidden = 30; Classes = 5; }
network! {
    /// The two-layer net of the course.
    struct Net {
        hidden: Linear<Inputs, Hidden>,
        act: Relu,
        out: Linear<Hidden, Classes>,
    }
}
type Tuple = (Linear<Inputs, Hidden>, Relu, Linear<Hidden, Classes>);

fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}
fn data<N: Dim>(seed: u64) -> (Tensor<(N, Inputs)>, Labels<N, Classes>) {
    let labels: Vec<usize> = (0..N::SIZE).map(|n| (7 * n * n + 3 * n) % Classes::SIZE).collect();
    (Tensor::normal(0.0, 1.0, &mut rng(seed)), Labels::new(labels).unwrap())
}
/// The share of examples whose greatest score is that of their class.
fn accuracy<N: Dim>(scores: &Array<(N, Classes)>, labels: &Labels<N, Classes>) -> f64 {
    let found: Tensor<(N,), usize> = scores.argmax(Axis::<1>);
    let right = found.as_slice().iter().zip(labels.iter()).filter(|(found, truth)| **found == *truth).count();
    right as f64 / N::SIZE as f64
}
/// All parameters, one after the other.
fn parameters<E: Float, M: Params<E>>(model: &M) -> Vec<E> {
    let mut all = Vec::new();
    model.each_param(|_, values| all.extend_from_slice(values));
    all
}

/// A model in training: all the buffers that a step needs.
struct Training<N: Dim, M: Layer<(N, Inputs), Y = (N, Classes)>> {
    model: M,
    grad: M,
    optimizer: Sgd<M>,
    cache: M::Cache<Train>,
    scores: Tensor<(N, Classes)>,
    dscores: Tensor<(N, Classes)>,
}
impl<N: Dim, M: Layer<(N, Inputs), Y = (N, Classes)>> Training<N, M> {
    fn new(model: M, optimizer: Sgd<M>) -> Self {
        let grad = model.zeros_like();
        let (scores, dscores) = (Tensor::zeros(), Tensor::zeros());
        Training { model, grad, optimizer, cache: M::Cache::default(), scores, dscores }
    }
    /// One step, and the loss before it.
    fn step(&mut self, x: &Array<(N, Inputs)>, y: &Labels<N, Classes>) -> f32 {
        self.model.forward::<Train>(x, &mut self.cache, &mut self.scores);
        let loss = softmax_loss_into(&self.scores, y, &mut self.dscores);
        self.model.backward(x, &mut self.cache, &self.dscores, None, &mut self.grad);
        self.optimizer.step(&mut self.model, &self.grad);
        loss
    }
}

/// The same net by hand, from the functions of the course.
#[derive(Clone)]
struct ByHand {
    w1: Tensor<(Inputs, Hidden)>,
    b1: Tensor<(dim!(1), Hidden)>,
    w2: Tensor<(Hidden, Classes)>,
    b2: Tensor<(dim!(1), Classes)>,
}
impl ByHand {
    fn of(net: &Net) -> Self {
        let Net { hidden, out, .. } = net.clone();
        ByHand { w1: hidden.w, b1: hidden.b, w2: out.w, b2: out.b }
    }
    fn zeros() -> Self {
        ByHand { w1: Tensor::zeros(), b1: Tensor::zeros(), w2: Tensor::zeros(), b2: Tensor::zeros() }
    }
    fn scores<N: Dim>(&self, x: &Array<(N, Inputs)>) -> Tensor<(N, Classes)> {
        affine_forward(&relu_forward(&affine_forward(x, &self.w1, &self.b1)), &self.w2, &self.b2)
    }
    fn loss<N: Dim>(&self, x: &Array<(N, Inputs)>, y: &Labels<N, Classes>) -> (f32, ByHand) {
        let a = affine_forward(x, &self.w1, &self.b1);
        let h = relu_forward(&a);
        let (loss, dscores) = softmax_loss(&affine_forward(&h, &self.w2, &self.b2), y);
        let AffineGrads { dx: dh, dw: w2, db: b2 } = affine_backward(&dscores, &h, &self.w2);
        let AffineGrads { dw: w1, db: b1, .. } = affine_backward(&relu_backward(&dh, &a), x, &self.w1);
        (loss, ByHand { w1, b1, w2, b2 })
    }
    fn step<N: Dim>(
        &mut self,
        v: &mut ByHand,
        x: &Array<(N, Inputs)>,
        y: &Labels<N, Classes>,
        rate: f32,
        mu: f32,
    ) -> f32 {
        let (loss, grad) = self.loss(x, y);
        sgd_momentum(&mut self.w1, &grad.w1, &mut v.w1, rate, mu);
        sgd_momentum(&mut self.b1, &grad.b1, &mut v.b1, rate, mu);
        sgd_momentum(&mut self.w2, &grad.w2, &mut v.w2, rate, mu);
        sgd_momentum(&mut self.b2, &grad.b2, &mut v.b2, rate, mu);
        loss
    }
    fn parameters(&self) -> Vec<f32> {
        [self.w1.as_slice(), self.b1.as_slice(), self.w2.as_slice(), self.b2.as_slice()].concat()
    }
}

mod overfitting {
    use super::*;

    /// Fifty random examples, learnt by heart.
    fn overfits<M: Layer<(Examples, Inputs), Y = (Examples, Classes)>>(model: M) {
        let (x, y) = data::<Examples>(1);
        let optimizer = Sgd::new(&model, 0.1).momentum(0.9);
        let mut training = Training::new(model, optimizer);
        let first = training.step(&x, &y);
        let last = (0..200).map(|_| training.step(&x, &y)).last().unwrap();
        assert_eq!(accuracy(&training.model.predict(&x), &y), 1.0);
        assert!(first > 1.0 && last < 0.01, "from {first} to {last}");
    }

    #[test]
    fn a_network_learns_fifty_examples_by_heart() {
        overfits(Net::init(&mut rng(2)));
    }
    #[test]
    fn a_tuple_learns_fifty_examples_by_heart() {
        overfits(Tuple::init(&mut rng(3)));
    }
    #[test]
    fn a_net_by_hand_learns_fifty_examples_by_heart() {
        let (x, y) = data::<Examples>(1);
        let (mut net, mut v) = (ByHand::of(&Net::init(&mut rng(4))), ByHand::zeros());
        let last = (0..200).map(|_| net.step(&mut v, &x, &y, 0.1, 0.9)).last().unwrap();
        assert_eq!(accuracy(&net.scores(&x), &y), 1.0);
        assert!(last < 0.01);
    }
    #[test]
    fn four_layers_learn_fifty_examples_by_heart() {
        overfits(<(Linear<Inputs, Hidden>, Relu, (Linear<Hidden, Hidden>, Relu), Linear<Hidden, Classes>)>::init(
            &mut rng(5),
        ));
    }
    #[test]
    fn the_hinge_loss_teaches_as_well() {
        let (x, y) = data::<Examples>(1);
        let mut net = Net::init(&mut rng(6));
        let (mut optimizer, mut grad, mut cache) =
            (Sgd::new(&net, 0.02).momentum(0.9), net.zeros_like(), Default::default());
        let (mut scores, mut dscores) = (Tensor::zeros(), Tensor::zeros());
        for _ in 0..200 {
            net.forward::<Train>(&x, &mut cache, &mut scores);
            svm_loss_into(&scores, &y, &mut dscores);
            net.backward(&x, &mut cache, &dscores, None, &mut grad);
            optimizer.step(&mut net, &grad);
        }
        assert_eq!(accuracy(&net.predict(&x), &y), 1.0);
    }
    #[test]
    fn a_linear_model_learns_what_is_linear() {
        let x = data::<Examples>(7).0;
        let truth = x.matmul(&Tensor::<(Inputs, Classes)>::normal(0.0, 1.0, &mut rng(8))).argmax(Classes);
        let y = Labels::new(truth.as_slice()).unwrap();
        let model = Linear::<Inputs, Classes>::zeros();
        let optimizer = Sgd::new(&model, 1.0).momentum(0.9);
        let mut training = Training::new(model, optimizer);
        assert!((training.step(&x, &y) - 5.0_f32.ln()).abs() < 1e-5, "a model that knows nothing pays ln C");
        for _ in 0..100 {
            training.step(&x, &y);
        }
        assert_eq!(accuracy(&training.model.predict(&x), &y), 1.0);
    }
}

mod the_three_ways {
    use super::*;

    #[test]
    fn give_the_same_parameters_to_the_last_bit() {
        let (x, y) = data::<Examples>(10);
        let net = Net::init(&mut rng(11));
        let tuple: Tuple = (net.hidden.clone(), Relu, net.out.clone());
        let (mut by_hand, mut v) = (ByHand::of(&net), ByHand::zeros());
        let optimizer = Sgd::new(&net, 0.05).momentum(0.9);
        let mut named = Training::new(net, optimizer);
        let optimizer = Sgd::new(&tuple, 0.05).momentum(0.9);
        let mut numbered = Training::new(tuple, optimizer);
        for _ in 0..25 {
            let losses = [named.step(&x, &y), numbered.step(&x, &y), by_hand.step(&mut v, &x, &y, 0.05, 0.9)];
            assert_eq!(losses, [losses[0]; 3]);
        }
        assert_eq!(parameters(&named.model), parameters(&numbered.model));
        assert_eq!(parameters(&named.model), by_hand.parameters());
        assert_ne!(
            by_hand.parameters(),
            ByHand::of(&Net::init(&mut rng(11))).parameters(),
            "25 steps change something"
        );
    }
    #[test]
    fn of_a_seed_give_the_same_model() {
        let (net, tuple) = (Net::init(&mut rng(12)), Tuple::init(&mut rng(12)));
        assert_eq!(parameters(&net), parameters(&tuple));
        assert_eq!(parameters(&net), parameters(&Net::init(&mut rng(12))));
        assert_ne!(parameters(&net), parameters(&Net::init(&mut rng(13))));
    }
    #[test]
    fn predict_the_same() {
        let net = Net::init(&mut rng(14));
        let x = data::<Examples>(15).0;
        let tuple: Tuple = (net.hidden.clone(), Relu, net.out.clone());
        assert_eq!(net.predict(&x), tuple.predict(&x));
        assert_eq!(net.predict(&x), ByHand::of(&net).scores(&x));
    }
    #[test]
    fn nested_are_the_same_as_flat() {
        let net = Net::init(&mut rng(16));
        let nested = ((net.hidden.clone(), Relu), (net.out.clone(),));
        let x = data::<Examples>(15).0;
        assert_eq!(net.predict(&x), nested.predict(&x));
        assert_eq!(parameters(&net), parameters(&nested));
    }
}

mod batches {
    use super::*;
    axes! { Batch = 64; All = 200; Rest = 8; }

    #[test]
    fn one_net_serves_a_batch_of_64_and_of_one() {
        let net = Net::init(&mut rng(20));
        let x = data::<Batch>(21).0;
        let scores = net.predict(&x);
        for n in [0, 17, 63] {
            let mut one = Tensor::<(dim!(1), Inputs)>::zeros();
            one.copy_from_slice(x.row(n).as_slice()).unwrap();
            let alone: Tensor<(dim!(1), Classes)> = net.predict(&one);
            for (alone, together) in alone.as_slice().iter().zip(scores.row(n).as_slice()) {
                assert!((alone - together).abs() < 1e-5, "{alone} alone, {together} in a batch");
            }
        }
    }
    #[test]
    fn the_gradient_of_a_batch_is_the_mean_of_its_examples() {
        let net = ByHand::of(&Net::init(&mut rng(22)));
        let (x, y) = data::<Batch>(23);
        let (loss, whole) = net.loss(&x, &y);
        let (mut losses, mut mean) = (0.0, Tensor::<(Inputs, Hidden)>::zeros());
        for n in 0..64 {
            let mut one = Tensor::<(dim!(1), Inputs)>::zeros();
            one.copy_from_slice(x.row(n).as_slice()).unwrap();
            let (loss, grad) = net.loss(&one, &Labels::new([y[n]]).unwrap());
            losses += loss / 64.0;
            mean += grad.w1 / 64.0;
        }
        assert!((loss - losses).abs() < 1e-5);
        assert!(mean.as_slice().iter().zip(whole.w1.as_slice()).all(|(mean, whole)| (mean - whole).abs() < 1e-6));
    }
    #[test]
    fn an_epoch_is_full_batches_and_a_rest() {
        let (images, truth) = data::<All>(24);
        let mut net = Net::init(&mut rng(25));
        let mut optimizer = Sgd::new(&net, 0.1).momentum(0.9);
        let loss = |net: &Net| softmax_loss(&net.predict(&images), &truth).0;
        let before = loss(&net);
        for _ in 0..3 {
            for batch in 0..3 {
                step::<Batch>(&mut net, &mut optimizer, &images, &truth, batch * 64);
            }
            step::<Rest>(&mut net, &mut optimizer, &images, &truth, 192);
        }
        assert!(loss(&net) < before, "from {before} to {}", loss(&net));
    }
    /// One step on `N` examples from `first` on: the size of the batch belongs to the call, not to the model.
    fn step<N: Dim>(
        net: &mut Net,
        optimizer: &mut Sgd<Net>,
        images: &Array<(All, Inputs)>,
        truth: &Labels<All, Classes>,
        first: usize,
    ) {
        let rows = Labels::<N, All>::new((first..first + N::SIZE).collect::<Vec<_>>()).unwrap();
        let (x, y): (Tensor<(N, Inputs)>, _) = (images.select(&rows), truth.select(&rows));
        let (mut cache, mut scores, mut dscores) =
            (Default::default(), Tensor::<(N, Classes)>::zeros(), Tensor::zeros());
        net.forward::<Train>(&x, &mut cache, &mut scores);
        softmax_loss_into(&scores, &y, &mut dscores);
        let mut grad = net.zeros_like();
        net.backward(&x, &mut cache, &dscores, None, &mut grad);
        optimizer.step(net, &grad);
    }
    #[test]
    fn a_layer_over_time_is_the_layer_at_each_step() {
        axes! { Steps = 7; }
        let net = Net::init(&mut rng(26));
        let x = Tensor::<(Rest, Steps, Inputs)>::normal(0.0, 1.0, &mut rng(27));
        let over_time: Tensor<(Rest, Steps, Classes)> = net.predict(&x);
        for (x, scores) in x.rows().zip(over_time.rows()) {
            let at_once: Tensor<(Steps, Classes)> = net.predict(x);
            assert!(at_once.as_slice().iter().zip(scores.as_slice()).all(|(a, b)| (a - b).abs() < 1e-5));
        }
    }
}

mod generic_code {
    use super::*;

    fn predict<N: Dim>(net: &Net, x: &Array<(N, Inputs)>) -> Tensor<(N, Classes)> {
        net.predict(x)
    }
    fn two_layers<N: Dim, D: Dim, H: Dim, C: Dim>(
        x: &Array<(N, D)>,
        first: &Linear<D, H>,
        second: &Linear<H, C>,
    ) -> Tensor<(N, C)> {
        second.predict(&Relu.predict(&first.predict(x)))
    }
    fn step_by_hand<N: Dim, D: Dim, C: Dim, E: Float>(
        layer: &mut Linear<D, C, E>,
        x: &Array<(N, D), E>,
        y: &Labels<N, C>,
        rate: E,
    ) -> E {
        let (loss, dscores) = softmax_loss(&affine_forward(x, &layer.w, &layer.b), y);
        let grads = affine_backward(&dscores, x, &layer.w);
        sgd(&mut layer.w, &grads.dw, rate);
        sgd(&mut layer.b, &grads.db, rate);
        loss
    }
    fn count_of<M: Params<f32>>(model: &M) -> usize {
        model.count()
    }

    #[test]
    fn needs_only_axes() {
        let net = Net::init(&mut rng(30));
        let x = data::<dim!(3)>(31).0;
        assert_eq!(predict(&net, &x), two_layers(&x, &net.hidden, &net.out));
        assert_eq!(count_of(&net), 20 * 30 + 30 + 30 * 5 + 5);
    }
    #[test]
    fn trains_a_layer_of_either_float() {
        fn falls<E: Float>() -> bool {
            let mut layer = Linear::<Inputs, Classes, E>::zeros();
            let x = Tensor::<(dim!(7), Inputs), E>::normal(E::ZERO, E::ONE, &mut rng(32));
            let y = Labels::new([0, 1, 2, 3, 4, 0, 1]).unwrap();
            let losses: Vec<E> = (0..10).map(|_| step_by_hand(&mut layer, &x, &y, E::of(0.1))).collect();
            losses.windows(2).all(|pair| pair[1] < pair[0])
        }
        assert!(falls::<f32>() && falls::<f64>());
    }
    #[test]
    fn makes_networks_with_parameters_of_their_own() {
        network! { struct Wide<H: Dim, E: Float> { hidden: Linear<Inputs, H, E>, act: Relu, out: Linear<H, Classes, E> } }
        let net = Wide::<dim!(11), f64>::init(&mut rng(33));
        let scores: Tensor<(dim!(2), Classes), f64> = net.predict(&Tensor::<(dim!(2), Inputs), f64>::ones());
        assert_eq!(scores.row(0), scores.row(1));
        assert_eq!(parameters::<f64, _>(&net).len(), 20 * 11 + 11 + 11 * 5 + 5);
    }
}

mod parameters_of_a_model {
    use super::*;

    #[test]
    fn have_paths_kinds_and_shapes_in_the_order_they_are_written() {
        let mut seen = Vec::new();
        Net::init(&mut rng(40)).each_param(|param, values| {
            seen.push((param.path.to_string(), param.kind, param.shape.to_string(), values.len()));
        });
        let expected = [
            ("hidden.w", Kind::Weight, "(Inputs = 20, Hidden = 30)", 600),
            ("hidden.b", Kind::Bias, "(1, Hidden = 30)", 30),
            ("out.w", Kind::Weight, "(Hidden = 30, Classes = 5)", 150),
            ("out.b", Kind::Bias, "(1, Classes = 5)", 5),
        ];
        assert_eq!(seen, expected.map(|(path, kind, shape, len)| (path.into(), kind, shape.into(), len)));
    }
    #[test]
    fn of_a_tuple_are_numbered_and_nest() {
        network! { struct Outer { features: Net, more: (Relu, Linear<Classes, Classes>) } }
        let mut paths = Vec::new();
        Outer::init(&mut rng(41)).each_param(|param, _| paths.push(format!("{:?}", param.path)));
        assert_eq!(
            paths,
            ["features.hidden.w", "features.hidden.b", "features.out.w", "features.out.b", "more.1.w", "more.1.b"]
        );
    }
    #[test]
    fn are_counted() {
        assert_eq!(Net::init(&mut rng(42)).count(), 785);
        assert_eq!(Params::<f32>::count(&Relu), 0);
        assert_eq!(Params::<f64>::count(&(Relu, Relu)), 0);
    }
    #[test]
    fn can_all_be_zero_without_changing_the_model() {
        let net = Net::init(&mut rng(43));
        let before = parameters(&net);
        assert!(parameters(&net.zeros_like()).iter().all(|&w| w == 0.0));
        assert_eq!(parameters(&net), before);
        assert_eq!(net.zeros_like().count(), net.count());
    }
    #[test]
    fn can_be_changed_in_place() {
        let mut net = Net::init(&mut rng(44));
        net.each_param_mut(|param, values| values.fill(if param.kind == Kind::Bias { 1.0 } else { 0.0 }));
        assert_eq!(net.predict(&Tensor::<(dim!(2), Inputs)>::ones()), [[1.0; 5]; 2]);
    }
    #[test]
    fn are_printed_by_their_names() {
        network! { struct Small { first: Linear<dim!(2), dim!(1)>, act: Relu } }
        let net = Small { first: Linear::zeros(), act: Relu };
        let expected = "Small { first: Linear { w: Tensor<f32> (2, 1)\n[[0.0]\n [0.0]], b: Tensor<f32> (1, 1)\n[[0.0]] }, act: Relu }";
        assert_eq!(format!("{net:?}"), expected);
    }
    #[test]
    fn are_cloned_with_the_model_and_then_its_own() {
        let net = Net::init(&mut rng(45));
        let mut copy = net.clone();
        copy.out.b.fill(7.0);
        assert_eq!(net.out.b, Tensor::zeros());
        assert_eq!(copy.hidden.w, net.hidden.w);
    }
    #[test]
    fn start_with_the_variances_of_their_sources() {
        let layer = Linear::<Wide, Wide>::he(&mut rng(46));
        axes! { Wide = 300; }
        assert!((layer.w.var_all() * 300.0 - 2.0).abs() < 0.05 && layer.w.mean_all().abs() < 1e-3);
        let layer = Linear::<Wide, Hidden>::xavier(&mut rng(47));
        let limit = (6.0_f32 / 330.0).sqrt();
        assert!(
            (layer.w.var_all() * 330.0 - 2.0).abs() < 0.1 && layer.w.max_all() < limit && layer.w.min_all() >= -limit
        );
        assert_eq!((layer.b.max_all(), layer.b.min_all()), (0.0, 0.0));
    }
}

mod optimizers {
    use super::*;

    /// A model and a gradient for it.
    fn start() -> (Net, Net) {
        let (mut net, grad) = (Net::init(&mut rng(50)), Net::init(&mut rng(51)));
        net.each_param_mut(|_, values| values.iter_mut().for_each(|w| *w += 0.1));
        (net, grad)
    }

    #[test]
    fn sgd_of_a_model_is_sgd_of_each_parameter() {
        let (mut net, grad) = start();
        let mut one_by_one = net.clone();
        let mut optimizer = Sgd::new(&net, 0.03);
        for _ in 0..3 {
            optimizer.step(&mut net, &grad);
            sgd(&mut one_by_one.hidden.w, &grad.hidden.w, 0.03);
            sgd(&mut one_by_one.hidden.b, &grad.hidden.b, 0.03);
            sgd(&mut one_by_one.out.w, &grad.out.w, 0.03);
            sgd(&mut one_by_one.out.b, &grad.out.b, 0.03);
        }
        assert_eq!(parameters(&net), parameters(&one_by_one));
    }
    #[test]
    fn momentum_carries_on_when_the_gradient_ends() {
        let (mut net, grad) = start();
        let before = parameters(&net);
        let mut optimizer = Sgd::new(&net, 0.5).momentum(0.5);
        optimizer.step(&mut net, &grad);
        optimizer.step(&mut net, &grad.zeros_like());
        // v = −g/2, then −g/4.
        let moved = parameters(&net).into_iter().zip(before).zip(parameters(&grad));
        moved.for_each(|((after, before), g)| assert!((after - before + 0.75 * g).abs() < 1e-6));
    }
    #[test]
    fn weight_decay_is_for_weights_only() {
        let (mut net, grad) = start();
        let (before, still) = (net.clone(), grad.zeros_like());
        Sgd::new(&net, 0.5).weight_decay(0.1).step(&mut net, &still);
        assert_eq!(net.hidden.b, before.hidden.b);
        assert_eq!(net.out.b, before.out.b);
        let decayed = |after: f32, before: f32| (after - 0.95 * before).abs() < 1e-6;
        assert!(net.hidden.w.as_slice().iter().zip(before.hidden.w.as_slice()).all(|(&a, &b)| decayed(a, b)));
        assert!(net.out.w.as_slice().iter().zip(before.out.w.as_slice()).all(|(&a, &b)| decayed(a, b)));
    }
    #[test]
    fn weight_decay_is_the_gradient_of_l2() {
        let (mut net, grad) = start();
        let mut with_l2 = (net.clone(), grad.clone());
        with_l2.1.hidden.w += &shapeful::l2_backward(&net.hidden.w, 0.1);
        with_l2.1.out.w += &shapeful::l2_backward(&net.out.w, 0.1);
        Sgd::new(&net, 0.5).weight_decay(0.1).step(&mut net, &grad);
        Sgd::new(&with_l2.0, 0.5).step(&mut with_l2.0, &with_l2.1);
        assert_eq!(parameters(&net), parameters(&with_l2.0));
    }
    #[test]
    fn the_learning_rate_may_change_between_steps() {
        let (mut net, grad) = start();
        let before = parameters(&net);
        let mut optimizer = Sgd::new(&net, 0.0);
        optimizer.step(&mut net, &grad);
        assert_eq!(parameters(&net), before);
        optimizer.learning_rate = 1.0;
        optimizer.step(&mut net, &grad);
        assert_ne!(parameters(&net), before);
    }
    #[test]
    fn a_cloned_optimizer_carries_on_alike() {
        let (mut net, grad) = start();
        let mut optimizer = Sgd::new(&net, 0.1).momentum(0.9);
        optimizer.step(&mut net, &grad);
        let (mut other, mut other_net) = (optimizer.clone(), net.clone());
        optimizer.step(&mut net, &grad);
        other.step(&mut other_net, &grad);
        assert_eq!(parameters(&net), parameters(&other_net));
    }
}

mod buffers {
    use super::*;

    #[test]
    fn may_hold_anything_before() {
        let (x, y) = data::<Examples>(60);
        let mut net = Net::init(&mut rng(61));
        let mut run = |before: f32, with_dx: bool| {
            let (mut cache, mut grad) = (Default::default(), net.clone());
            grad.each_param_mut(|_, values| values.fill(before));
            let (mut scores, mut dscores, mut dx) = (Tensor::full(before), Tensor::full(before), Tensor::full(before));
            net.forward::<Train>(&x, &mut cache, &mut scores);
            let loss = softmax_loss_into(&scores, &y, &mut dscores);
            net.backward(&x, &mut cache, &dscores, with_dx.then_some(&mut *dx), &mut grad);
            (loss, parameters(&grad), dx)
        };
        let (clean, spoilt) = (run(0.0, true), run(f32::NAN, true));
        assert_eq!(clean, spoilt);
        let without = run(f32::NAN, false);
        assert_eq!(
            (without.0, without.1),
            (clean.0, clean.1),
            "the parameters' gradients do not depend on dx being asked for"
        );
        assert!(without.2.as_slice().iter().all(|dx| dx.is_nan()), "what is not asked for is not touched");
    }
    #[test]
    fn can_be_used_again_for_another_batch() {
        let net = Net::init(&mut rng(62));
        let (first, second) = (data::<Examples>(63), data::<Examples>(64));
        let mut shared = Training::<Examples, Net>::new(net.clone(), Sgd::new(&net, 0.0));
        let mut fresh = Training::<Examples, Net>::new(net.clone(), Sgd::new(&net, 0.0));
        shared.step(&first.0, &first.1);
        assert_eq!(shared.step(&second.0, &second.1), fresh.step(&second.0, &second.1));
        assert_eq!(parameters(&shared.grad), parameters(&fresh.grad));
    }
    #[test]
    fn pass_nan_on_to_every_gradient_it_reaches() {
        let (mut x, y) = data::<Examples>(65);
        x[[3, 4]] = f32::NAN;
        let net = Net::init(&mut rng(66));
        let mut training = Training::<Examples, Net>::new(net.clone(), Sgd::new(&net, 0.1));
        assert!(training.step(&x, &y).is_nan());
        assert!(parameters(&training.model).iter().all(|w| w.is_nan()));
    }
    #[test]
    fn of_every_shape_serve_a_layer_without_parameters() {
        fn runs<X: Shape>(x: &Array<X>) -> Tensor<X> {
            Relu.predict(x)
        }
        assert_eq!(runs(&Tensor::<()>::full(-1.0)).item(), 0.0);
        assert_eq!(runs(&Tensor::<(Examples, Inputs, Classes)>::full(2.0)).min_all(), 2.0);
    }
}

/// `y = −x`, with no more traits than a layer needs.
#[derive(Clone)]
struct Negate;
impl<E: Float> Params<E> for Negate {}
impl<X: Shape, E: Float> Layer<X, E> for Negate {
    type Y = X;
    type Cache<M: Mode> = ();
    fn forward<M: Mode>(&self, x: &Array<X, E>, _: &mut (), y: &mut Array<X, E>) {
        x.map_into(y, |x| -x);
    }
    fn backward(&mut self, _: &Array<X, E>, _: &mut (), dy: &Array<X, E>, dx: Option<&mut Array<X, E>>, _: &mut Self) {
        if let Some(dx) = dx {
            dy.map_into(dx, |dy| -dy);
        }
    }
}
network! {
    struct Negated {
        out: Linear<Inputs, Classes>,
        negate: Negate,
    }
}
#[test]
fn a_network_takes_layers_that_can_neither_be_printed_nor_drawn_at_random() {
    let mut net = Negated { out: Linear::zeros(), negate: Negate };
    net.out.b.fill(2.0);
    assert!(net.predict(&Tensor::<(Examples, Inputs)>::ones()).as_slice().iter().all(|&y| y == -2.0));
}
