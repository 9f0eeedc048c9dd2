//! A training step allocates what its matrix products allocate, one packing buffer for each, and nothing else: the first step, too.
use super::*;
use shapeful::dim;

/// What `a · b` allocates, for `(A, B)` and `(B, C)`.
fn product<A: Dim, B: Dim, C: Dim>() -> usize {
    let (a, b, mut c) = (Tensor::<(A, B)>::ones(), Tensor::<(B, C)>::ones(), Tensor::<(A, C)>::zeros());
    let count = counting::allocations(|| a.matmul_into(&b, &mut c));
    assert_eq!(count, 1, "matrixmultiply packs both factors into one buffer");
    count
}
/// An affine layer with N rows, forward and back to its weights.
fn first<N: Dim, M: Dim, D: Dim>() -> usize {
    product::<N, M, D>() + product::<M, N, D>()
}
/// An affine layer with N rows, forward and back to its weights and its input.
fn affine<N: Dim, M: Dim, D: Dim>() -> usize {
    first::<N, M, D>() + product::<N, D, M>()
}
/// The scores of a head of width W and what they weigh, forward; and back to values, weights, queries and keys.
fn head<S: Dim, T: Dim, W: Dim>() -> usize {
    let forward = product::<S, W, T>() + product::<S, T, W>();
    forward + product::<T, S, W>() + product::<S, W, T>() + product::<S, T, W>() + product::<T, S, W>()
}

/// The first step of a new net, and each of those after it.
#[track_caller]
fn assert_steps(mut step: impl FnMut(), products: usize) {
    let counts: Vec<usize> = (0..3).map(|_| counting::allocations(&mut step)).collect();
    assert_eq!(counts, [products; 3]);
}

macro_rules! classifiers { ($($module:ident $net:ident $x:ident: |$n:ident| $products:expr;)*) => { $(
    #[test]
    fn $module() {
        use super::$module::*;
        fn check<$n: Dim>(products: usize) {
            let (x, y) = (random::<$x<$n>>(1), labels::<$n, Classes>(2));
            let mut training = Training::new($net::init(&mut rng(3)), 1e-3);
            assert_steps(|| assert!(training.step(&x, &y, 0.1) > 0.0), products);
        }
        fn products<$n: Dim>() -> usize {
            $products
        }
        check::<Examples>(products::<Examples>());
        check::<One>(products::<One>());
    }
)* } }
classifiers! {
    two_layer TwoLayerNet Rows: |N| first::<N, Pixels, Hidden>() + affine::<N, Hidden, Classes>();
    fully_connected FullyConnectedNet MoreRows: |N| {
        let hidden = first::<N, Pixels, First>() + affine::<N, First, Second>() + affine::<N, Second, Third>();
        hidden + affine::<N, Third, Classes>()
    };
    three_layer_convnet ThreeLayerConvNet Image: |N| {
        // The patches of an image by the filters, and back to the filters.
        type Patch = dim!(3 * 5 * 5);
        type Places = dim!(8 * 8);
        let convolution = product::<Filters, Patch, Places>() + product::<Filters, Places, Patch>();
        N::SIZE * convolution + affine::<N, dim!(6 * 4 * 4), Hidden>() + affine::<N, Hidden, Classes>()
    };
    vision_transformer VisionTransformer Image: |N| {
        type Words = dim!(4);
        let projections = 4 * affine::<Words, Model, Model>();
        let ffn = affine::<Words, Model, Hidden>() + affine::<Words, Hidden, Model>();
        let layer = projections + N::SIZE * 2 * head::<Words, Words, dim!(8)>() + ffn;
        first::<Words, dim!(3 * 4 * 4), Model>() + 2 * layer + affine::<N, dim!(4 * 16), Classes>()
    };
}

macro_rules! captioners { ($($module:ident $x:ident: |$n:ident| $products:expr;)*) => { $(
    #[test]
    fn $module() {
        use super::$module::*;
        fn check<$n: Dim>(products: usize) {
            let (features, [read, said]) = (random::<$x<$n>>(1), captions::<$n, Time, Words>(2));
            let mut training = Training::new(Captioner::init(&mut rng(3)), 1e-3);
            assert_steps(|| assert!(training.step(&features, &read, &said) > 0.0), products);
        }
        fn products<$n: Dim>() -> usize {
            $products
        }
        check::<Examples>(products::<Examples>());
        check::<One>(products::<One>());
    }
)* } }
captioners! {
    captioning_rnn RnnFeatures: |N| {
        // Each step goes from a state to the next one and back; inputs, and the gradient of Wh, are taken for all steps at once.
        let steps = Time::SIZE * (product::<N, Hidden, Hidden>() + product::<N, Hidden, Hidden>());
        let recurrent = affine::<Time, Vector, Hidden>() + steps + product::<Hidden, Time, Hidden>();
        first::<N, Features, Hidden>() + recurrent + affine::<Time, Hidden, Words>()
    };
    captioning_lstm LstmFeatures: |N| {
        type Gates = dim!(4 * 32);
        let steps = Time::SIZE * (product::<N, Hidden, Gates>() + product::<N, Gates, Hidden>());
        let recurrent = affine::<Time, Vector, Gates>() + steps + product::<Hidden, Time, Gates>();
        first::<N, Features, Hidden>() + recurrent + affine::<Time, Hidden, Words>()
    };
    captioning_transformer RegionFeatures: |N| {
        type Width = dim!(16);
        let on_words = 4 * affine::<Time, Model, Model>() + N::SIZE * Heads::SIZE * head::<Time, Time, Width>();
        let of_words = 2 * affine::<Time, Model, Model>() + 2 * affine::<N, Model, Model>();
        let on_memory = of_words + N::SIZE * Heads::SIZE * head::<Time, Regions, Width>();
        let ffn = affine::<Time, Model, Hidden>() + affine::<Time, Hidden, Model>();
        first::<N, Features, Model>() + on_words + on_memory + ffn + affine::<Time, Model, Words>()
    };
}
