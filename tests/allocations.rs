//! A training step allocates nothing. Of large products only, matrixmultiply packs the operands into a buffer of its own.
#[path = "support/counting.rs"]
mod counting;

use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    AdaGrad, Adam, AdamW, Array, AvgPool2d, Axis, BatchNorm, CausalAttention, Conv2d, Dropout, Elu, Embedding, Eval,
    Gelu, GlobalAvgPool, GlobalMaxPool, GroupNorm, Gru, GruState, Init, Keep, Key, Labels, Layer, LayerNorm, LeakyRelu,
    Linear, LogSoftmax, Lstm, LstmState, MaxPool2d, Optimizer, Params, PositionalEncoding, Reduction, Relu, RmsNorm,
    RmsProp, Rnn, RnnState, Sgd, Shape, Sigmoid, Silu, SimClrCache, Smoothing, Softmax, Tanh, Tensor, Train,
    TransformerEncoderLayer, axes, bce_with_logits_loss_into, clip_grad_norm, clip_grad_value, content_loss_into, data,
    dim, discriminator_loss_into, generator_loss_into, huber_loss_into, kl_loss_into, l2_regularization,
    linear_softmax_loss_into, linear_svm_loss_into, ls_discriminator_loss_into, ls_generator_loss_into, mae_loss_into,
    mse_loss_into, network, sgd, sgd_momentum, simclr_loss_into, smooth_softmax_loss_into, softmax_loss_into,
    style_loss_into, svm_loss_into, temporal_softmax_loss_into, tv_loss_into,
};
use {
    shapeful::train::{SoftmaxLoss, Trainer},
    std::sync::{Arc, Mutex},
};

/// How often `f` allocates, after a first call that may set things up.
fn allocations(mut f: impl FnMut()) -> usize {
    f();
    counting::allocations(f)
}

axes! { Examples = 500; Batch = 64; Pixels = 784; Hidden = 100; Classes = 10; }
network! { struct Net { hidden: Linear<Pixels, Hidden>, act: Relu, out: Linear<Hidden, Classes> } }
type Tuple = (Linear<Pixels, Hidden>, Relu, Linear<Hidden, Classes>);

fn random<S: Shape>(seed: u64) -> Tensor<S> {
    Tensor::normal(0.0, 1.0, &mut StdRng::seed_from_u64(seed))
}
fn labels() -> Labels<Examples, Classes> {
    Labels::new((0..500).map(|n| n * n % 10).collect::<Vec<i32>>()).unwrap()
}
fn rows() -> Labels<Batch, Examples> {
    Labels::new((0..64).map(|n| 77 * n % 500).collect::<Vec<i32>>()).unwrap()
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| drop(Tensor::<(Batch, Pixels)>::zeros())), 1);
    assert_eq!(allocations(|| drop(Vec::<u8>::new())), 0);
    let x = random::<(Batch, Classes)>(1);
    assert_eq!(allocations(|| drop(x.clone())), 1);
    assert_eq!(allocations(|| drop(&x + &x)), 1);
}
#[test]
fn picking_a_batch_allocates_nothing() {
    let (images, truth) = (random::<(Examples, Pixels)>(2), labels());
    let (mut x, rows) = (Tensor::<(Batch, Pixels)>::zeros(), rows());
    let mut y = truth.select(&rows);
    assert_eq!(allocations(|| images.select_into(&rows, &mut x)), 0);
    assert_eq!(allocations(|| truth.select_into(&rows, &mut y)), 0);
    assert_eq!(x.row(3), images.row(231));
    assert_eq!(y[3], truth[231]);
}
#[test]
fn relu_allocates_nothing() {
    let (x, mut y) = (random::<(Batch, Hidden)>(3), Tensor::zeros());
    let (dy, mut dx) = (random::<(Batch, Hidden)>(4), Tensor::zeros());
    assert_eq!(allocations(|| Relu.forward::<Train>(&x, &mut (), &mut y)), 0);
    assert_eq!(allocations(|| Relu.backward(&x, &mut (), &dy, Some(&mut dx), &mut Relu.clone())), 0);
}
#[test]
fn losses_allocate_nothing() {
    let (x, y) = (random::<(Batch, Classes)>(5), labels().select(&rows()));
    let mut dx = Tensor::zeros();
    assert_eq!(allocations(|| assert!(softmax_loss_into(&x, &y, &mut dx) > 0.0)), 0);
    assert_eq!(allocations(|| assert!(svm_loss_into(&x, &y, &mut dx) > 0.0)), 0);
    let s = Smoothing::new(0.1).unwrap();
    assert_eq!(allocations(|| assert!(smooth_softmax_loss_into(&x, &y, s, Reduction::Mean, &mut dx) > 0.0)), 0);
    let (target, mut dfake) = (random::<(Batch, Classes)>(6).softmax(Classes), Tensor::zeros());
    for mode in [Reduction::Mean, Reduction::Sum] {
        let mut losses = || {
            mse_loss_into(&x, &target, mode, &mut dx)
                + mae_loss_into(&x, &target, mode, &mut dx)
                + huber_loss_into(&x, &target, 1.0, mode, &mut dx)
                + bce_with_logits_loss_into(&x, &target, mode, &mut dx)
                + kl_loss_into(&x, &target, mode, &mut dx)
                + content_loss_into(1.0, &x, &target, &mut dx)
                + discriminator_loss_into(&x, &target, &mut dx, &mut dfake)
                + ls_discriminator_loss_into(&x, &target, &mut dx, &mut dfake)
                + generator_loss_into(&x, &mut dx)
                + ls_generator_loss_into(&x, &mut dx)
        };
        assert_eq!(allocations(|| assert!(!losses().is_nan())), 0);
    }
    let (images, mut dimages) = (random::<(Batch, Classes, Classes, Classes)>(7), Tensor::zeros());
    assert_eq!(allocations(|| assert!(tv_loss_into(&images, 1.0, &mut dimages) > 0.0)), 0);
}
#[test]
fn losses_with_products_allocate_nothing() {
    let (w, x, y) = (random::<(Pixels, Classes)>(5), random::<(Batch, Pixels)>(6), labels().select(&rows()));
    let (mut scores, mut dscores, mut dw) = (Tensor::zeros(), Tensor::zeros(), Tensor::zeros());
    let mut softmax = || linear_softmax_loss_into(&w, &x, &y, 0.1, &mut scores, &mut dscores, &mut dw);
    assert_eq!(allocations(|| assert!(softmax() > 0.0)), 0);
    let mut svm = || linear_svm_loss_into(&w, &x, &y, 0.1, &mut scores, &mut dscores, &mut dw);
    assert_eq!(allocations(|| assert!(svm() > 0.0)), 0);
    let (right, mut cache, mut dleft, mut dright) =
        (random(7), SimClrCache::default(), Tensor::zeros(), Tensor::zeros());
    let mut simclr = || simclr_loss_into(&x, &right, 0.5, &mut cache, &mut dleft, &mut dright);
    assert_eq!(allocations(|| assert!(simclr() > 0.0)), 0);
    type Features = (dim!(2), Classes, Classes, Classes);
    let (features, target) = (random::<Features>(8), random(9));
    let (mut gram, mut dgram, mut dfeatures) = (Tensor::zeros(), Tensor::zeros(), Tensor::zeros());
    let mut style = || style_loss_into(&features, &target, 1.0, &mut gram, &mut dgram, &mut dfeatures);
    assert!(allocations(|| assert!(style() > 0.0)) <= 2 + 2);
}
#[test]
fn optimizers_allocate_nothing() {
    let mut net = Net::init(&mut StdRng::seed_from_u64(6));
    let grad = net.clone();
    let mut optimizer = Sgd::new(&net, 1e-3).momentum(0.9).weight_decay(1e-4);
    assert_eq!(allocations(|| optimizer.step(&mut net, &grad)), 0);
    fn step(mut optimizer: impl Optimizer<Net>, net: &mut Net, grad: &Net) -> usize {
        allocations(|| optimizer.step(net, grad))
    }
    assert_eq!(step(Sgd::new(&net, 1e-3).momentum(0.9).nesterov(), &mut net, &grad), 0);
    assert_eq!(step(AdaGrad::new(&net, 1e-3), &mut net, &grad), 0);
    assert_eq!(step(RmsProp::new(&net, 1e-3), &mut net, &grad), 0);
    assert_eq!(step(Adam::new(&net, 1e-3), &mut net, &grad), 0);
    assert_eq!(step(AdamW::new(&net, 1e-3, 0.01), &mut net, &grad), 0);
    let mut long = grad.clone();
    assert_eq!(allocations(|| assert!(clip_grad_norm(&mut long, 1.0) > 0.9)), 0);
    assert_eq!(allocations(|| clip_grad_value(&mut long, 1e-3)), 0);
    assert_eq!(allocations(|| assert!(l2_regularization(&net, 0.1, &mut long) > 0.0)), 0);
    let (mut w, mut v, dw) = (random::<(Pixels, Hidden)>(7), Tensor::zeros(), random(8));
    assert_eq!(allocations(|| sgd(&mut w, &dw, 0.1)), 0);
    assert_eq!(allocations(|| sgd_momentum(&mut w, &dw, &mut v, 0.1, 0.9)), 0);
}
#[test]
fn walking_the_parameters_allocates_nothing() {
    let mut net = Net::init(&mut StdRng::seed_from_u64(9));
    let mut total = 0;
    assert_eq!(allocations(|| net.each_param(|_, values| total += values.len())), 0);
    assert_eq!(allocations(|| net.each_param_mut(|_, values| values.fill(0.0))), 0);
    assert_eq!(allocations(|| assert_eq!(net.count(), 79_510)), 0);
}

/// What a whole step with a batch of 64 allocates.
fn of_a_step<M: Layer<(Batch, Pixels), Y = (Batch, Classes)>>(mut model: M) -> usize {
    let (images, truth, rows) = (random::<(Examples, Pixels)>(16), labels(), rows());
    let (mut x, mut labels) = (Tensor::<(Batch, Pixels)>::zeros(), truth.select(&rows));
    let (mut scores, mut dscores) = (Tensor::<(Batch, Classes)>::zeros(), Tensor::<(Batch, Classes)>::zeros());
    let (mut cache, mut grad) = (M::Cache::default(), model.zeros_like());
    let mut optimizer = Sgd::new(&model, 1e-2).momentum(0.9).weight_decay(1e-4);
    allocations(|| {
        images.select_into(&rows, &mut x);
        truth.select_into(&rows, &mut labels);
        model.forward::<Train>(&x, &mut cache, &mut scores);
        let loss = softmax_loss_into(&scores, &labels, &mut dscores);
        assert!(loss > 0.0);
        model.backward(&x, &mut cache, &dscores, None, &mut grad);
        optimizer.step(&mut model, &grad);
    })
}
#[test]
fn a_training_step_allocates_nothing() {
    let mut rng = StdRng::seed_from_u64(17);
    assert_eq!(of_a_step(Net::init(&mut rng)), 0);
    assert_eq!(of_a_step(Tuple::init(&mut rng)), 0);
}
#[test]
fn a_step_of_the_trainer_allocates_nothing() {
    axes! { Rest = 52; }
    let data = data::Examples::<(Pixels,), Classes>::from_batch::<Examples>(&random(21), &labels());
    let net = Net::init(&mut StdRng::seed_from_u64(22));
    let (optimizer, counts) = (Sgd::new(&net, 1e-3).momentum(0.9), Arc::new(Mutex::new(Vec::with_capacity(16))));
    let seen = Arc::clone(&counts);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss)
        .rest::<Rest>()
        .epochs(2)
        .on_gradient(move |_| seen.lock().unwrap().push(counting::so_far()));
    trainer.train(&data, &data).unwrap();
    // The first epoch makes the buffers; in the second one there are eight steps, seven full ones and the rest.
    let of_steps: Vec<usize> = counts.lock().unwrap()[8..].windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(of_steps, [0; 7]);
}
#[test]
fn prediction_into_a_buffer_allocates_nothing() {
    let net = Net::init(&mut StdRng::seed_from_u64(18));
    let (x, mut y) = (random::<(Batch, Pixels)>(19), Tensor::<(Batch, Classes)>::zeros());
    let mut cache = Default::default();
    assert_eq!(allocations(|| net.forward::<Train>(&x, &mut cache, &mut y)), 0);
}
#[test]
fn arrays_in_place_allocate_nothing() {
    assert_eq!(
        allocations(|| {
            let mut x = Array::<(Batch, Classes)>::full(-1.0);
            x.map_in_place(f32::abs);
            let mut y = Array::<(Batch, Classes)>::zeros();
            x.relu_into(&mut y);
            y += &x;
            y *= 0.5;
            assert_eq!(y.sum_all() + y.dot(&x), 2.0 * 640.0);
        }),
        0
    );
}

#[test]
fn recurrent_layers_allocate_nothing() {
    axes! { Time = 7; Features = 20; }
    macro_rules! each { ($($layer:ident $state:ident)*) => { $(
        let mut layer = $layer::<Features, Hidden>::init(&mut StdRng::seed_from_u64(21));
        let (x, mut h, mut dx) = (random::<(Batch, Time, Features)>(22), Tensor::zeros(), Tensor::zeros());
        let (dh, mut cache, mut grad) = (random::<(Batch, Time, Hidden)>(23), Default::default(), layer.zeros_like());
        assert_eq!(allocations(|| layer.forward::<Train>(&x, &mut cache, &mut h)), 0);
        assert_eq!(allocations(|| layer.backward(&x, &mut cache, &dh, Some(&mut dx), &mut grad)), 0);
        let (x, mut state) = (random::<(Batch, Features)>(24), $state::default());
        assert_eq!(allocations(|| layer.step(&x, &mut state)), 0);
    )* } }
    each! { Rnn RnnState Lstm LstmState Gru GruState }
    axes! { Words = 1000; }
    let (words, mut x) = (Labels::<(Batch, Time), Words>::new([5; 64 * 7]).unwrap(), Tensor::zeros());
    let (embedding, mut grad) = (Embedding::<Words, Features>::zeros(), Embedding::zeros());
    assert_eq!(allocations(|| embedding.forward(&words, &mut x)), 0);
    assert_eq!(allocations(|| embedding.backward(&words, &x, &mut grad)), 0);
    let (scores, mut mask) = (random::<(Batch, Time, Words)>(25), Tensor::zeros());
    let mut dscores = Tensor::zeros();
    assert_eq!(allocations(|| words.map_into(&mut mask, |word| word != 0)), 0);
    assert_eq!(allocations(|| assert!(temporal_softmax_loss_into(&scores, &words, &mask, &mut dscores) > 0.0)), 0);
}
/// What a pass forward, one backward and one in use allocate.
fn of_passes<X: Shape, L: Layer<X>>(mut layer: L) -> usize {
    let (x, dy) = (random::<X>(21), random::<L::Y>(22));
    let (mut y, mut dx, mut grad) = (Tensor::zeros(), Tensor::zeros(), layer.zeros_like());
    let (mut cache, mut in_use) = (L::Cache::<Train>::default(), L::Cache::<Eval>::default());
    allocations(|| {
        layer.forward::<Train>(&x, &mut cache, &mut y);
        layer.backward(&x, &mut cache, &dy, Some(&mut dx), &mut grad);
        layer.forward::<Eval>(&x, &mut in_use, &mut y);
    })
}
#[test]
fn activations_norms_and_dropout_allocate_nothing() {
    axes! { Height = 5; Width = 7; }
    type Rows = (Batch, Hidden);
    type Images = (Batch, Classes, Height, Width);
    assert_eq!(of_passes::<Rows, _>(LeakyRelu::default()) + of_passes::<Rows, _>(Elu::default()), 0);
    assert_eq!(of_passes::<Rows, _>(Gelu) + of_passes::<Rows, _>(Silu), 0);
    assert_eq!(of_passes::<Rows, _>(Sigmoid) + of_passes::<Rows, _>(Tanh), 0);
    assert_eq!(of_passes::<Rows, _>(Softmax::<Hidden>::new()) + of_passes::<Rows, _>(LogSoftmax::<Axis<0>>::new()), 0);
    assert_eq!(of_passes::<Rows, _>(BatchNorm::<Hidden>::new()), 0);
    assert_eq!(of_passes::<Images, _>(BatchNorm::<Classes>::new()), 0);
    assert_eq!(of_passes::<Rows, _>(LayerNorm::<Hidden>::new()) + of_passes::<Rows, _>(RmsNorm::<Hidden>::new()), 0);
    assert_eq!(of_passes::<Images, _>(GroupNorm::<Classes, dim!(5)>::new()), 0);
    assert_eq!(of_passes::<Rows, _>(Dropout::new(Keep::HALF, Key::new(1))), 0);
}
#[test]
fn attention_allocates_nothing() {
    axes! { Texts = 2; Time = 33; Model = 24; Heads = 2; }
    type Words = (Texts, Time, Model);
    assert_eq!(of_passes::<Words, _>(PositionalEncoding::<Time, Model>::new()), 0);
    let mut rng = StdRng::seed_from_u64(23);
    let attention = CausalAttention::<Model, Heads>::init(&mut rng);
    assert_eq!(of_passes::<Words, _>(attention), 0);
    let layer = TransformerEncoderLayer::<Model, Heads, Hidden>::init(&mut rng);
    assert_eq!(of_passes::<Words, _>(layer), 0);
}

#[test]
fn pooling_allocates_nothing() {
    type X = (Batch, Classes, Classes, Classes);
    assert_eq!(of_passes::<X, _>(MaxPool2d::<dim!(2), dim!(2)>::new()), 0);
    assert_eq!(of_passes::<X, _>(AvgPool2d::<dim!(2), dim!(2)>::new()), 0);
    assert_eq!(of_passes::<X, _>(GlobalAvgPool) + of_passes::<X, _>(GlobalMaxPool), 0);
}
#[test]
fn a_convolution_allocates_nothing() {
    type X = (Batch, Classes, dim!(6), dim!(8));
    let (mut layer, x) = (Conv2d::<Classes, Hidden, dim!(3), dim!(3), dim!(1), dim!(1)>::zeros(), random::<X>(22));
    let (mut y, mut dx, mut grad) = (Tensor::zeros(), Tensor::zeros(), layer.clone());
    let (mut cache, mut in_use) = Default::default();
    assert_eq!(allocations(|| layer.forward::<Train>(&x, &mut cache, &mut y)), 0);
    assert_eq!(allocations(|| layer.forward::<Eval>(&x, &mut in_use, &mut y)), 0);
    assert_eq!(allocations(|| layer.backward(&x, &mut cache, &y, None, &mut grad)), 0);
    assert_eq!(allocations(|| layer.backward(&x, &mut cache, &y, Some(&mut dx), &mut grad)), 0);
}
