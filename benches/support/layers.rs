//! What a layer, a net and a product are measured with.
use super::{Bencher, Work};
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{Dim, Float, Init, Labels, Layer, Sgd, Shape, Tensor, Train, softmax_loss_into};
use std::hint::black_box;

pub fn rng() -> StdRng {
    StdRng::seed_from_u64(1)
}
pub fn forward<X: Shape, L: Layer<X>>(bencher: Bencher, work: Work, layer: L) {
    let x = Tensor::<X>::normal(0.0, 1.0, &mut rng());
    let (mut cache, mut y) = (L::Cache::<Train>::default(), Tensor::zeros());
    bencher.bench(work, || layer.forward::<Train>(black_box(&x), &mut cache, &mut y));
}
pub fn backward<X: Shape, L: Layer<X>>(bencher: Bencher, work: Work, mut layer: L) {
    let mut rng = rng();
    let (x, dy) = (Tensor::<X>::normal(0.0, 1.0, &mut rng), Tensor::normal(0.0, 1.0, &mut rng));
    let (mut cache, mut y, mut dx) = (L::Cache::<Train>::default(), Tensor::zeros(), Tensor::zeros());
    let mut grad = layer.zeros_like();
    layer.forward::<Train>(&x, &mut cache, &mut y);
    bencher.bench(work, || layer.backward(black_box(&x), &mut cache, &dy, Some(&mut dx), &mut grad));
}
pub fn forward_and_backward<X: Shape, L: Layer<X>>(bencher: Bencher, work: Work, mut layer: L) {
    let mut rng = rng();
    let (x, dy) = (Tensor::<X>::normal(0.0, 1.0, &mut rng), Tensor::normal(0.0, 1.0, &mut rng));
    let (mut cache, mut y, mut dx) = (L::Cache::<Train>::default(), Tensor::zeros(), Tensor::zeros());
    let mut grad = layer.zeros_like();
    bencher.bench(work, || {
        layer.forward::<Train>(black_box(&x), &mut cache, &mut y);
        layer.backward(&x, &mut cache, &dy, Some(&mut dx), &mut grad);
    });
}

/// A whole step of training: forward, loss, backward, SGD.
pub fn step<X: Examples, C: Dim, Net: Init + Layer<X, Y = (X::Batch, C)>>(bencher: Bencher, flops: usize) {
    let mut rng = rng();
    let mut net = Net::init(&mut rng);
    // It must not learn: gradients of what is learned are so small that the machine is slow with them.
    let (mut grad, mut optimizer) = (net.zeros_like(), Sgd::new(&net, 1e-9));
    let x = Tensor::<X>::normal(0.0, 1.0, &mut rng);
    let labels: Vec<usize> = (0..X::Batch::SIZE).map(|n| n % C::SIZE).collect();
    let y = Labels::<X::Batch, C>::new(labels).expect("every label is a class");
    let (mut cache, mut scores, mut dscores) = (Net::Cache::default(), Tensor::zeros(), Tensor::zeros());
    bencher.bench(Work::flops(flops), || {
        net.forward::<Train>(black_box(&x), &mut cache, &mut scores);
        let loss = softmax_loss_into(&scores, &y, &mut dscores);
        net.backward(&x, &mut cache, &dscores, None, &mut grad);
        optimizer.step(&mut net, &grad);
        loss
    });
}
/// The operations of a step of affine layers of these sizes, from the examples to the scores.
pub fn affine_flops(batch: usize, sizes: &[usize]) -> usize {
    // Three products a layer: forward, for the gradient of the weights, and for that of x, which the first layer does without.
    let products = |layer: usize| if layer == 0 { 2 } else { 3 };
    sizes.windows(2).enumerate().map(|(layer, size)| 2 * products(layer) * batch * size[0] * size[1]).sum()
}
/// A batch of examples.
pub trait Examples: Shape {
    type Batch: Dim;
}
impl<N: Dim, D: Dim> Examples for (N, D) {
    type Batch = N;
}
impl<N: Dim, C: Dim, H: Dim, W: Dim> Examples for (N, C, H, W) {
    type Batch = N;
}

fn operand<N: Dim, M: Dim, E: Float>() -> Tensor<(N, M), E> {
    Tensor::<(N, M), E>::normal(E::ZERO, E::ONE, &mut rng())
}
/// `A·B`
pub fn plain<N: Dim, K: Dim, M: Dim, E: Float>(bencher: Bencher) {
    let (a, b, mut c) = (operand::<N, K, E>(), operand::<K, M, E>(), Tensor::zeros());
    bencher.bench(product::<N, K, M, E>(), || black_box(&a).matmul_into(black_box(&b), &mut c));
}
/// `Aᵀ·B`
pub fn left_transposed<N: Dim, K: Dim, M: Dim, E: Float>(bencher: Bencher) {
    let (a, b, mut c) = (operand::<K, N, E>(), operand::<K, M, E>(), Tensor::zeros());
    bencher.bench(product::<N, K, M, E>(), || black_box(&a).t().matmul_into(black_box(&b), &mut c));
}
/// `A·Bᵀ`
pub fn right_transposed<N: Dim, K: Dim, M: Dim, E: Float>(bencher: Bencher) {
    let (a, b, mut c) = (operand::<N, K, E>(), operand::<M, K, E>(), Tensor::zeros());
    bencher.bench(product::<N, K, M, E>(), || black_box(&a).matmul_into(black_box(&b).t(), &mut c));
}
pub fn product<N: Dim, K: Dim, M: Dim, E>() -> Work {
    let (n, k, m) = (N::SIZE, K::SIZE, M::SIZE);
    Work::new(2 * n * k * m, size_of::<E>() * (n * k + k * m + n * m))
}
