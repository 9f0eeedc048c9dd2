//! A training step allocates nothing, the first one of a new net as well as those after it.
use super::*;

#[track_caller]
fn assert_steps(mut step: impl FnMut()) {
    let counts: Vec<usize> = (0..3).map(|_| counting::allocations(&mut step)).collect();
    assert_eq!(counts, [0; 3]);
}

macro_rules! classifiers { ($($module:ident $net:ident $x:ident;)*) => { $(
    #[test]
    fn $module() {
        use super::$module::*;
        fn check<N: Dim>() {
            let (x, y) = (random::<$x<N>>(1), labels::<N, Classes>(2));
            let mut training = Training::new($net::init(&mut rng(3)), 1e-3);
            assert_steps(|| assert!(training.step(&x, &y, 0.1) > 0.0));
        }
        check::<Examples>();
        check::<One>();
    }
)* } }
classifiers! {
    two_layer TwoLayerNet Rows;
    fully_connected FullyConnectedNet MoreRows;
    three_layer_convnet ThreeLayerConvNet Image;
    vision_transformer VisionTransformer Image;
}

macro_rules! captioners { ($($module:ident $x:ident;)*) => { $(
    #[test]
    fn $module() {
        use super::$module::*;
        fn check<N: Dim>() {
            let (features, [read, said]) = (random::<$x<N>>(1), captions::<N, Time, Words>(2));
            let mut training = Training::new(Captioner::init(&mut rng(3)), 1e-3);
            assert_steps(|| assert!(training.step(&features, &read, &said) > 0.0));
        }
        check::<Examples>();
        check::<One>();
    }
)* } }
captioners! {
    captioning_rnn RnnFeatures;
    captioning_lstm LstmFeatures;
    captioning_transformer RegionFeatures;
}
