//! Layers alone, on sizes of the course: forward as in training, and backward to the parameters and the input.
use crate::data::{made_up, weights};
use crate::harness::{Contender, native};
use crate::limits::Traffic;
use crate::workload::{Work, Workload, contender};
use shapeful::{
    AvgPool2d, BatchNorm, Conv2d, Dim, Gelu, GroupNorm, Layer, LayerNorm, Linear, Lstm, MaxPool2d, MultiHeadAttention,
    Shape, Tensor, Train, axes, dim,
};

axes! {
    Batch25 = 25; Batch50 = 50; Batch64 = 64; Batch128 = 128;
    Channels = 32; Filters = 32; Side = 32; Features = 100;
    Patches = 16; Embedding = 128; Heads = 4; Places = 64; Wide = 256;
    Steps = 16; Words = 256; Hidden = 512;
}
type Images = (Batch50, Channels, Side, Side);
type Embedded = (Batch64, Places, Wide);

struct State<X: Shape, L: Layer<X>> {
    layer: L,
    grad: L,
    x: Tensor<X>,
    dy: Tensor<L::Y>,
    y: Tensor<L::Y>,
    dx: Tensor<X>,
    cache: L::Cache<Train>,
}
fn tensor<S: Shape>(elements: &[f32]) -> Tensor<S> {
    Tensor::from_slice(elements).expect("as many numbers as the shape has")
}
/// The weights of the layer `nth`, each of which has so many inputs.
fn drawn<S: Shape>(nth: usize, seen: usize) -> Tensor<S> {
    tensor(&weights(nth, S::LEN, seen))
}
fn linear<M: Dim, D: Dim>(nth: usize) -> Linear<M, D> {
    Linear { w: drawn(nth, M::SIZE), b: Tensor::zeros() }
}
fn passed<X: Shape, L: Layer<X> + 'static>(layer: L) -> Box<dyn Contender> {
    let state = State::<X, L> {
        grad: layer.zeros_like(),
        layer,
        x: tensor(&crate::data::inputs(X::LEN)),
        dy: tensor(&made_up(8, L::Y::LEN, 1.0)),
        y: Tensor::zeros(),
        dx: Tensor::zeros(),
        cache: Default::default(),
    };
    native(
        state,
        1,
        |s| {
            s.layer.forward::<Train>(&s.x, &mut s.cache, &mut s.y);
            s.layer.backward(&s.x, &mut s.cache, &s.dy, Some(&mut *s.dx), &mut s.grad);
        },
        |s, ()| [s.y.as_slice(), s.dx.as_slice()].concat(),
    )
}
fn convolution() -> Box<dyn Contender> {
    let conv: Conv2d<Channels, Filters, dim!(3), dim!(3), dim!(1), dim!(1)> =
        Conv2d::new(drawn(0, Channels::SIZE * 9), Tensor::zeros());
    passed::<Images, _>(conv)
}
fn attention() -> Box<dyn Contender> {
    let mut layer = MultiHeadAttention::<Embedding, Heads>::zeros();
    (layer.query, layer.key, layer.value, layer.proj) = (linear(0), linear(1), linear(2), linear(3));
    passed::<(Batch64, Patches, Embedding), _>(layer)
}
fn lstm() -> Box<dyn Contender> {
    let layer = Lstm::<Words, Hidden> { wx: drawn(0, Words::SIZE), wh: drawn(1, Hidden::SIZE), b: Tensor::zeros() };
    passed::<(Batch25, Steps, Words), _>(layer)
}

pub fn workloads() -> Vec<Workload> {
    let workload = |name: &str, work, ours: fn() -> Box<dyn Contender>| Workload {
        name: format!("layer/{name}"),
        work,
        contenders: vec![contender("shapeful", ours)],
    };
    // An elementwise layer reads and writes, and goes back from two to one. So many numbers has an array on the whole.
    let through = |numbers: usize, arrays: f64| Work::Bytes(Traffic::Copy, numbers as f64 * arrays / 2.0);
    let images = Images::LEN;
    // Places of the window on one side, times the pixels of the image that it sees there.
    let pixels = Side::SIZE * 3 - 2;
    let products = |n: usize, m: usize, d: usize| 3.0 * 2.0 * (n * m * d) as f64;
    let (rows, heads) = (Batch64::SIZE * Patches::SIZE, Embedding::SIZE);
    vec![
        workload(
            "convolution 3×3 of 32×32×32 @50",
            Work::Flops(products(Batch50::SIZE * Channels::SIZE, Filters::SIZE, pixels * pixels)),
            convolution,
        ),
        workload("max pool 2×2 of 32×32×32 @50", through(images, 2.5), || {
            passed::<Images, _>(MaxPool2d::<dim!(2), dim!(2)>::new())
        }),
        workload("average pool 2×2 of 32×32×32 @50", through(images, 2.5), || {
            passed::<Images, _>(AvgPool2d::<dim!(2), dim!(2)>::new())
        }),
        workload("batch norm of 100 @128", through(128 * 100, 5.0), || {
            passed::<(Batch128, Features), _>(BatchNorm::<Features>::new())
        }),
        workload("batch norm of 32×32×32 @50", through(images, 5.0), || {
            passed::<Images, _>(BatchNorm::<Channels>::new())
        }),
        workload("group norm in 4 of 32×32×32 @50", through(images, 5.0), || {
            passed::<Images, _>(GroupNorm::<Channels, dim!(4)>::new())
        }),
        workload("layer norm of 64×256 @64", through(Embedded::LEN, 5.0), || {
            passed::<Embedded, _>(LayerNorm::<Wide>::new())
        }),
        workload("GELU of 64×256 @64", through(Embedded::LEN, 5.0), || passed::<Embedded, _>(Gelu)),
        workload(
            "attention of 16×128 in 4 heads @64",
            Work::Flops(4.0 * products(rows, heads, heads) + 2.0 * products(rows, Patches::SIZE, heads)),
            attention,
        ),
        workload(
            "LSTM of 16×256 to 512 @25",
            Work::Flops(products(Batch25::SIZE * Steps::SIZE, Words::SIZE + Hidden::SIZE, 4 * Hidden::SIZE)),
            lstm,
        ),
    ]
}
