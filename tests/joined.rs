//! In a network a ReLU is part of the layer before it, and what flattens moves nothing: the same bits as from the layers one by one.
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    Array, BatchNorm, Conv2d, Dim, Flatten, Init, Layer, Linear, LinearWithoutBias, MaxPool2d, Mode, Params, Path,
    Relu, Shape, Tanh, Tensor, Train, Visit, axes, dim,
};

/// A layer that nothing can join, and that joins nothing.
#[derive(Clone)]
struct Apart<L>(L);
impl<L: Params> Params for Apart<L> {
    fn walk<const R: usize, const W: usize>(
        read: [&Self; R],
        write: [&mut Self; W],
        path: Path<'_>,
        f: &mut Visit<'_, f32, R, W>,
    ) {
        L::walk(read.map(|apart| &apart.0), write.map(|apart| &mut apart.0), path, f);
    }
}
impl<X: Shape, L: Layer<X>> Layer<X> for Apart<L> {
    type Y = L::Y;
    type Cache<M: Mode> = L::Cache<M>;
    fn forward<M: Mode>(&self, x: &Array<X>, cache: &mut L::Cache<M>, y: &mut Array<L::Y>) {
        self.0.forward::<M>(x, cache, y);
    }
    fn backward(
        &mut self,
        x: &Array<X>,
        cache: &mut L::Cache<Train>,
        dy: &Array<L::Y>,
        dx: Option<&mut Array<X>>,
        grad: &mut Self,
    ) {
        self.0.backward(x, cache, dy, dx, &mut grad.0);
    }
}

/// Output, gradient of the input and of all parameters, and the output of the model in use.
fn bits<X: Shape, M: Layer<X>>(mut model: M, with_dx: bool) -> Vec<u32> {
    let mut random = StdRng::seed_from_u64(3);
    let (x, dy) = (Tensor::<X>::normal(0.0, 1.0, &mut random), Tensor::<M::Y>::normal(0.0, 1.0, &mut random));
    let (mut cache, mut y, mut dx, mut grad) =
        (M::Cache::default(), Tensor::zeros(), Tensor::zeros(), model.zeros_like());
    // The second time what the first has left lies in all buffers.
    for _ in 0..2 {
        model.forward::<Train>(&x, &mut cache, &mut y);
        model.backward(&x, &mut cache, &dy, with_dx.then_some(&mut *dx), &mut grad);
    }
    let mut all: Vec<u32> = Vec::new();
    grad.each_param(|_, values| all.extend(values.iter().map(|value| value.to_bits())));
    for tensor in [y.as_slice(), dx.as_slice(), model.predict(&x).as_slice()] {
        all.extend(tensor.iter().map(|value| value.to_bits()));
    }
    assert!(all.iter().any(|&bits| bits != 0));
    all
}

/// `y = 1`, which is told at once that a ReLU follows.
#[derive(Clone)]
struct Told;
impl Params for Told {}
impl<X: Shape> Layer<X> for Told {
    type Y = X;
    type Cache<M: Mode> = ();
    fn forward<M: Mode>(&self, _: &Array<X>, (): &mut (), _: &mut Array<X>) {
        panic!("the ReLU has not joined");
    }
    fn forward_relu<M: Mode>(&self, _: &Array<X>, (): &mut (), y: &mut Array<X>) {
        y.fill(1.0);
    }
    fn backward(&mut self, _: &Array<X>, (): &mut (), _: &Array<X>, _: Option<&mut Array<X>>, _: &mut Self) {}
}

axes! { Batch = 3; Colours = 2; Filters = 4; Height = 6; Width = 8; Inputs = 20; Hidden = 17; Large = 40; Out = 5; }
type Rows = (Batch, Inputs);
type Images = (Batch, Colours, Height, Width);
type Convolution = Conv2d<Colours, Filters, dim!(3), dim!(3), dim!(1), dim!(1)>;

/// The same parameters in both.
macro_rules! same { ($($shape:ty: $($layer:expr),+;)+) => { $(
    for with_dx in [true, false] {
        let (net, apart) = (($($layer,)+), ($(Apart($layer),)+));
        assert!(bits::<$shape, _>(net, with_dx) == bits::<$shape, _>(apart, with_dx), "{}", stringify!($($layer),+));
    }
)+ } }
fn seeded<L: Init>() -> L {
    L::init(&mut StdRng::seed_from_u64(5))
}
fn linear<M: Dim, D: Dim>() -> Linear<M, D> {
    let mut layer: Linear<M, D> = seeded();
    layer.b.as_mut_slice().iter_mut().enumerate().for_each(|(i, b)| *b = (i % 3) as f32 / 4.0 - 0.25);
    layer
}

#[test]
fn rows() {
    same! {
        Rows: linear::<Inputs, Hidden>(), Relu, linear::<Hidden, Out>();
        // At either end, and more than one.
        Rows: Relu, linear::<Inputs, Large>(), Relu;
        Rows: linear::<Inputs, Large>(), Relu, Relu, Relu, linear::<Large, Out>(), Relu, Relu;
        Rows: Relu, Relu;
        Rows: Flatten, Flatten, Flatten, Relu;
        Rows: Relu, Flatten, Relu, Flatten;
        // Behind layers of other kinds, and networks.
        Rows: LinearWithoutBias::<Inputs, Hidden> { w: seeded::<Linear<Inputs, Hidden>>().w }, Relu, Tanh, Relu, linear::<Hidden, Out>();
        Rows: (linear::<Inputs, Hidden>(), Relu), Relu, (Relu, linear::<Hidden, Large>()), Relu, linear::<Large, Out>();
        (Batch, dim!(2), Inputs): linear::<Inputs, Hidden>(), Relu, linear::<Hidden, Out>(), Flatten;
    }
}
#[test]
fn images() {
    same! {
        Images: seeded::<Convolution>(), Relu, MaxPool2d::<dim!(2), dim!(2)>::default(), Flatten, linear::<dim!(48), Hidden>(), Relu, linear::<Hidden, Out>();
        Images: seeded::<Convolution>(), Flatten, Relu;
        Images: seeded::<Convolution>(), BatchNorm::<Filters>::new(), Relu, Flatten;
        Images: Flatten, Relu, linear::<dim!(96), Out>();
    }
}
#[test]
fn a_relu_joins_whatever_stands_before_it() {
    let y = (Told, Relu, Flatten).predict(&Tensor::<Images>::zeros());
    assert_eq!(y, Tensor::ones());
}
