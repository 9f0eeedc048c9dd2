//! Activations, normalisation and dropout: against numpy and PyTorch, against the course's printed numbers, and by their algebra.
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::ops::*;
use shapeful::{
    Array, Axis, BatchNorm, Dropout, Elu, Gelu, GroupNorm, Init, Keep, Kind, Layer, LayerNorm, LeakyRelu, Linear,
    LogSoftmax, Params, Path, RmsNorm, Sgd, Shape, Sigmoid, Silu, Softmax, Tanh, Tensor, Train, axes, dim, network,
};

#[path = "support/fixtures.rs"]
mod fixtures;
use fixtures::{Fixtures, assert_close};

axes! { N = 7; B = 2; D = 3; F = 5; T = 3; C = 3; H = 4; W = 5; R = 4; Six = 6; Groups = 3; Points = 12; }

fn fixtures() -> Fixtures {
    Fixtures::read("norm")
}

/// Every entry of a model, state included.
fn entries<L: Params<f64>>(layer: &L) -> Vec<(String, Kind, Vec<f64>)> {
    let mut all = Vec::new();
    L::walk([layer], [], Path::ROOT, &mut |param, [values], []| {
        all.push((param.path.to_string(), param.kind, values.to_vec()));
    });
    all
}

/// A step in which all is kept is a step: the masks behind it are those that would be there in any case.
#[test]
fn masks_do_not_depend_on_what_was_kept_before() {
    let (x, mut mask, mut y) = (Tensor::<(N, F), f64>::ones(), Tensor::zeros(), Tensor::zeros());
    let mut masks_after = |keep: Keep| {
        let mut layer = Dropout::new(keep, shapeful::Key::new(5));
        layer.forward::<Train>(&x, &mut mask, &mut y);
        let (dy, mut dx) = (y.clone(), Tensor::zeros());
        layer.backward(&x, &mut mask, &dy, Some(&mut dx), &mut layer.clone());
        if keep == Keep::ALL {
            assert_eq!((&y, &dx), (&x, &x));
        }
        layer.keep = Keep::HALF;
        layer.forward::<Train>(&x, &mut mask, &mut y);
        y.clone()
    };
    assert_eq!(masks_after(Keep::ALL), masks_after(Keep::HALF));
}

mod against_pytorch {
    use super::*;

    /// The layer's output, `dx`, and gradients in the order of its parameters.
    #[track_caller]
    fn layer_is<X: Shape, L: Layer<X, f64, Y = X>>(case: &str, mut layer: L, params: &[&str]) {
        let (all, mut nth) = (fixtures(), 0);
        layer.each_param_mut(|_, values| {
            values.copy_from_slice(&all.numbers(case, params[nth]));
            nth += 1;
        });
        let (x, dout) = (all.tensor::<X>(case, "x"), all.tensor::<X>(case, "dout"));
        let (mut cache, mut y, mut dx, mut grad) =
            (L::Cache::<Train>::default(), Tensor::zeros(), Tensor::zeros(), layer.zeros_like());
        layer.forward::<Train>(&x, &mut cache, &mut y);
        layer.backward(&x, &mut cache, &dout, Some(&mut dx), &mut grad);
        assert_close(y.as_slice(), &all.numbers(case, "out"));
        assert_close(dx.as_slice(), &all.numbers(case, "dx"));
        let mut gradients = Vec::new();
        grad.each_param(|_, values| gradients.push(values.to_vec()));
        assert_eq!(gradients.len(), params.len());
        for (values, name) in gradients.iter().zip(params) {
            assert_close(values, &all.numbers(case, &format!("d{name}")));
        }
    }

    #[test]
    fn activations() {
        layer_is::<(Points,), _>("leaky_relu", LeakyRelu::default(), &[]);
        layer_is::<(Points,), _>("elu", Elu { alpha: 1.5 }, &[]);
        layer_is::<(Points,), _>("gelu", Gelu, &[]);
        layer_is::<(Points,), _>("silu", Silu, &[]);
        layer_is::<(Points,), _>("sigmoid", Sigmoid, &[]);
        layer_is::<(Points,), _>("tanh", Tanh, &[]);
        layer_is::<(T, F), _>("softmax", Softmax::<F>::new(), &[]);
        layer_is::<(T, F, B), _>("log_softmax", LogSoftmax::<Axis<1>>::new(), &[]);
    }
    #[test]
    fn normalisations_as_layers() {
        layer_is::<(N, D), _>("batchnorm", BatchNorm::<D, f64>::new(), &["gamma", "beta"]);
        layer_is::<(B, C, H, W), _>("spatial_batchnorm", BatchNorm::<C, f64>::new(), &["gamma", "beta"]);
        layer_is::<(R, F), _>("layernorm", LayerNorm::<F, f64>::new(), &["gamma", "beta"]);
        layer_is::<(B, T, F), _>("layernorm_over_time", LayerNorm::<F, f64>::new(), &["gamma", "beta"]);
        layer_is::<(B, Six, H, W), _>("groupnorm", GroupNorm::<Six, Groups, f64>::new(), &["gamma", "beta"]);
        layer_is::<(R, F), _>("rmsnorm", RmsNorm::<F, f64>::new(), &["gamma"]);
    }
    #[test]
    fn normalisations_as_functions() {
        let all = fixtures();
        macro_rules! is {
            ($case:literal: $out:expr, $grads:expr) => {
                let (out, grads) = ($out, $grads);
                assert_close(out.as_slice(), &all.numbers($case, "out"));
                assert_close(grads.dx.as_slice(), &all.numbers($case, "dx"));
                assert_close(grads.dgamma.as_slice(), &all.numbers($case, "dgamma"));
                assert_close(grads.dbeta.as_slice(), &all.numbers($case, "dbeta"));
            };
        }
        let of = |case: &str| (all.tensor(case, "gamma"), all.tensor(case, "beta"));
        let (gamma, beta) = of("batchnorm");
        let x = all.tensor::<(N, D)>("batchnorm", "x");
        let (out, cache) = batchnorm_forward(&x, &gamma, &beta, &mut BnParam::default());
        is!("batchnorm": out, batchnorm_backward(&all.tensor("batchnorm", "dout"), &cache));
        let x = all.tensor::<(B, C, H, W)>("spatial_batchnorm", "x");
        let (gamma, beta) = of("spatial_batchnorm");
        let (out, cache) = spatial_batchnorm_forward(&x, gamma.relabel(), beta.relabel(), &mut BnParam::default());
        is!("spatial_batchnorm": out, spatial_batchnorm_backward(&all.tensor("spatial_batchnorm", "dout"), &cache));
        let (gamma, beta) = (all.tensor("layernorm", "gamma"), all.tensor("layernorm", "beta"));
        let (out, cache) = layernorm_forward(&all.tensor::<(R, F)>("layernorm", "x"), &gamma, &beta, 1e-5);
        is!("layernorm": out, layernorm_backward(&all.tensor("layernorm", "dout"), &cache));
        let (gamma, beta) = (all.tensor("groupnorm", "gamma"), all.tensor("groupnorm", "beta"));
        let x = all.tensor::<(B, Six, H, W)>("groupnorm", "x");
        let (out, cache) = spatial_groupnorm_forward(&x, &gamma, &beta, Groups, 1e-5);
        is!("groupnorm": out, spatial_groupnorm_backward(&all.tensor("groupnorm", "dout"), &cache));
    }
}

mod running_statistics {
    use super::*;

    #[test]
    fn are_those_of_the_course() {
        let all = fixtures();
        let [gamma, beta] = ["gamma", "beta"].map(|name| all.tensor::<(D,)>("running", name));
        let batches = all.tensor::<(T, F, D)>("running", "batches");
        let mut bn_param = BnParam::default();
        let mut layer = BatchNorm { gamma: gamma.clone(), beta: beta.clone(), ..BatchNorm::<D, f64>::new() };
        layer.running_var.fill(0.0);
        let (mut cache, mut y, mut grad) = (Default::default(), Tensor::zeros(), layer.zeros_like());
        for batch in batches.rows() {
            let (out, _) = batchnorm_forward(batch, &gamma, &beta, &mut bn_param);
            layer.forward::<Train>(batch, &mut cache, &mut y);
            assert_eq!(out, y);
            layer.backward(batch, &mut cache, &Tensor::ones(), None, &mut grad);
        }
        let x = all.tensor::<(B, D)>("running", "x");
        assert_close(bn_param.running_mean.as_slice(), &all.numbers("running", "running_mean"));
        assert_close(bn_param.running_var.as_slice(), &all.numbers("running", "running_var"));
        assert_close(batchnorm_eval(&x, &gamma, &beta, &bn_param).as_slice(), &all.numbers("running", "out"));
        assert_eq!((&layer.running_mean, &layer.running_var), (&bn_param.running_mean, &bn_param.running_var));
        assert_eq!(layer.predict(&x), batchnorm_eval(&x, &gamma, &beta, &bn_param));
    }
    #[test]
    fn of_images_are_over_all_pixels() {
        let x = Tensor::<(B, C, H, W), f64>::normal(3.0, 2.0, &mut StdRng::seed_from_u64(1));
        let mut bn_param = BnParam { momentum: 0.0, ..BnParam::default() };
        let (gamma, beta) = (Tensor::full(2.0), Tensor::full(5.0));
        let (out, _) = spatial_batchnorm_forward(&x, &gamma, &beta, &mut bn_param);
        let channels = x.permute((Axis::<1>, Axis::<0>, Axis::<2>, Axis::<3>));
        assert_close(bn_param.running_mean.as_slice(), channels.flatten().mean(Axis::<1>).as_slice());
        assert_close(bn_param.running_var.as_slice(), channels.flatten().var(Axis::<1>).as_slice());
        assert_close(spatial_batchnorm_eval(&x, &gamma, &beta, &bn_param).as_slice(), out.as_slice());
    }
    #[test]
    fn move_in_backward_and_are_state() {
        let mut layer = BatchNorm::<D, f64>::new();
        let x = Tensor::<(N, D), f64>::normal(3.0, 2.0, &mut StdRng::seed_from_u64(2));
        let before = entries(&layer);
        let (mut cache, mut y, mut grad) = (Default::default(), Tensor::zeros(), layer.zeros_like());
        layer.forward::<Train>(&x, &mut cache, &mut y);
        layer.predict(&x);
        assert_eq!(entries(&layer), before);
        layer.backward(&x, &mut cache, &y, None, &mut grad);
        let after = entries(&layer);
        for ((name, kind, values), before) in after.iter().zip(before) {
            assert_eq!(*kind == Kind::State, name.starts_with("running"));
            assert_eq!(*values != before.2, *kind == Kind::State, "{name}");
        }
        assert_eq!(layer.count(), 6);
        let state = entries(&grad).into_iter().filter(|(_, kind, _)| *kind == Kind::State);
        assert!(state.flat_map(|(_, _, values)| values).all(|value| value == 0.0));
    }
}

/// `BatchNormalization.ipynb`, `Dropout.ipynb`: what their cells print.
mod the_course {
    use super::*;

    #[test]
    fn batch_norm_has_mean_beta_and_deviation_gamma() {
        let x = Tensor::<(dim!(200), D), f64>::normal(20.0, 30.0, &mut StdRng::seed_from_u64(231));
        let (gamma, beta) = (Tensor::from([1.0, 2.0, 3.0]), Tensor::from([11.0, 12.0, 13.0]));
        let (out, _) = batchnorm_forward(&x, &gamma, &beta, &mut BnParam::default());
        assert_close(out.mean(Axis::<0>).as_slice(), beta.as_slice());
        assert_close(out.var(Axis::<0>).map(f64::sqrt).as_slice(), gamma.as_slice());
    }
    #[test]
    fn running_averages_warm_up() {
        // After fifty batches the running statistics are those of the data, up to noise.
        let (mut bn_param, mut rng) = (BnParam::<D, f64>::default(), StdRng::seed_from_u64(231));
        let (gamma, beta) = (Tensor::ones(), Tensor::zeros());
        for _ in 0..50 {
            let x = Tensor::<(dim!(200), D), f64>::normal(5.0, 3.0, &mut rng);
            batchnorm_forward(&x, &gamma, &beta, &mut bn_param);
        }
        let out = batchnorm_eval(&Tensor::<(dim!(200), D), f64>::normal(5.0, 3.0, &mut rng), &gamma, &beta, &bn_param);
        assert!(out.mean(Axis::<0>).as_slice().iter().all(|mean| mean.abs() < 0.2));
        assert!(out.var(Axis::<0>).as_slice().iter().all(|var| (var - 1.0).abs() < 0.25));
    }
    #[test]
    fn dropout_keeps_the_mean_for_every_p() {
        let x = Tensor::<(dim!(500), dim!(500))>::normal(10.0, 1.0, &mut StdRng::seed_from_u64(231));
        for p in [0.25, 0.4, 0.7] {
            let (out, mask) = dropout_forward(&x, Keep::new(p).unwrap(), shapeful::Key::new(231));
            assert!((out.mean_all() - 10.0).abs() < 0.1);
            let dropped = out.map(|out| f32::from(u8::from(out == 0.0))).mean_all();
            assert!((f64::from(dropped) - (1.0 - p)).abs() < 5e-3);
            assert_eq!(dropout_backward(&Tensor::ones(), &mask), mask);
        }
    }
}

mod dropout {
    use super::*;
    use shapeful::Key;
    type X = (N, F);

    fn mask(layer: &Dropout<f64>) -> Tensor<X, f64> {
        let mut mask = Tensor::zeros();
        layer.forward::<Train>(&Tensor::<X, f64>::ones(), &mut mask, &mut Tensor::zeros());
        mask
    }
    fn step(layer: &mut Dropout<f64>) {
        let mut mask = mask(layer);
        layer.backward(&Tensor::<X, f64>::ones(), &mut mask, &Tensor::ones(), None, &mut layer.clone());
    }

    #[test]
    fn the_mask_follows_from_the_key_and_the_step() {
        let mut layer = Dropout::new(Keep::HALF, Key::new(u64::MAX - 5));
        let first = mask(&layer);
        assert_eq!(first, mask(&layer), "forward is pure");
        assert_eq!(first, dropout_forward(&Tensor::<X, f64>::ones(), Keep::HALF, Key::new(u64::MAX - 5)).1);
        assert_eq!(layer.predict(&first), first, "in use nothing is dropped");
        step(&mut layer);
        assert_eq!(layer.step(), 1);
        let second = mask(&layer);
        assert_ne!(first, second);
        // A layer that was read from a file goes on where it was.
        let mut other = Dropout::<f64>::new(Keep::HALF, Key::new(7));
        Params::walk([&layer], [&mut other], Path::ROOT, &mut |param, [from], [to]| {
            assert_eq!(param.kind, Kind::State);
            assert!(from.iter().all(|&part| part == f64::from(part as u16)));
            to.copy_from_slice(from);
        });
        assert_eq!(mask(&other), second);
        assert_ne!(mask(&Dropout::new(Keep::HALF, Key::new(7))), first);
    }
    #[test]
    fn steps_carry_over_parts() {
        let mut layer = Dropout::new(Keep::HALF, Key::new(1));
        Params::walk([], [&mut layer], Path::ROOT, &mut |param, [], [parts]| {
            if param.path.to_string() == "step" {
                parts[0] = 65_535.0;
            }
        });
        assert_eq!(layer.step(), 65_535);
        step(&mut layer);
        assert_eq!(layer.step(), 65_536);
    }
    #[test]
    fn what_no_file_should_hold_is_no_panic() {
        let mut layer = Dropout::new(Keep::HALF, Key::new(1));
        for strange in [f64::NAN, -1.0, 1e30, 0.5, f64::INFINITY] {
            Params::walk([], [&mut layer], Path::ROOT, &mut |_, [], [parts]| parts.fill(strange));
            step(&mut layer);
        }
    }
    #[test]
    fn it_is_no_parameter() {
        let layer = Dropout::<f64>::new(Keep::HALF, Key::new(1));
        assert_eq!(layer.count(), 0);
        assert!(entries(&layer.zeros_like()).iter().all(|(_, _, parts)| *parts == [0.0; 4]));
    }
}

mod extremes {
    use super::*;
    type One = dim!(1);
    axes! { OneGroup = 1; }

    #[test]
    fn a_batch_of_one_is_beta() {
        let x = Tensor::<(One, D), f64>::from([[1e4, -1e4, 0.0]]);
        let (gamma, beta) = (Tensor::full(3.0), Tensor::from([5.0, 6.0, 7.0]));
        let (out, cache) = batchnorm_forward(&x, &gamma, &beta, &mut BnParam::default());
        assert_eq!(out, [[5.0, 6.0, 7.0]]);
        let grads = batchnorm_backward(&Tensor::ones(), &cache);
        assert_eq!(
            (grads.dx.as_slice(), grads.dgamma.as_slice(), grads.dbeta.as_slice()),
            (&[0.0; 3][..], &[0.0; 3][..], &[1.0; 3][..])
        );
    }
    #[test]
    fn a_single_feature_is_beta() {
        let x = Tensor::<(N, One), f64>::from_fn(|[n, _]| 1e4 * n as f64);
        let (out, cache) = layernorm_forward(&x, &Tensor::full(3.0), &Tensor::full(5.0), 1e-5);
        assert_eq!(out, [[5.0]; 7]);
        assert_eq!(layernorm_backward(&Tensor::ones(), &cache).dx, [[0.0]; 7]);
        let pixel = Tensor::<(One, One, One, One), f64>::full(1e4);
        let (out, _) = spatial_groupnorm_forward(&pixel, &Tensor::ones(), &Tensor::full(5.0), OneGroup, 1e-5);
        assert_eq!(out, [[[[5.0]]]]);
    }
    /// The documentation of these functions says where their numbers end.
    #[test]
    fn squares_beyond_f32() {
        axes! { Row = 1; Pair = 2; }
        let outs = |size: f32| {
            let row = Tensor::<(Row, Pair)>::from([[-size, size]]);
            let feature = Tensor::<(Pair, Row)>::from_slice(row.as_slice()).unwrap();
            let image = Tensor::<(Row, Row, Row, Pair)>::from_slice(row.as_slice()).unwrap();
            let (layer, _) = layernorm_forward(&row, &Tensor::ones(), &Tensor::full(7.0), 1e-5);
            let (rms, _) = rmsnorm_forward(&row, &Tensor::ones(), 1e-5);
            let batch = BatchNorm::<Row>::new();
            let (mut cache, mut y) = (Default::default(), Tensor::zeros());
            batch.forward::<Train>(&feature, &mut cache, &mut y);
            let group = GroupNorm::<Row, Row>::new().predict(&image);
            [layer.as_slice(), rms.as_slice(), y.as_slice(), group.as_slice()].map(<[f32]>::to_vec)
        };
        assert_eq!(outs(1e18), [[6.0, 8.0], [-1.0, 1.0], [-1.0, 1.0], [-1.0, 1.0]]);
        assert_eq!(outs(1e20), [[7.0, 7.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]);
    }
    #[test]
    fn constants_and_large_numbers_stay_finite() {
        fn finite<X: Shape, L: Layer<X, f32>>(mut layer: L, x: &Array<X>) {
            let (mut cache, mut y, mut dx, mut grad) =
                (L::Cache::<Train>::default(), Tensor::zeros(), Tensor::zeros(), layer.zeros_like());
            layer.forward::<Train>(x, &mut cache, &mut y);
            layer.backward(x, &mut cache, &Tensor::full(1e4), Some(&mut dx), &mut grad);
            let y_in_use = layer.predict(x);
            assert!(y.as_slice().iter().chain(dx.as_slice()).chain(y_in_use.as_slice()).all(|y| y.is_finite()));
        }
        fn all(image: &Array<(B, Six, H, W)>, rows: &Array<(N, D)>) {
            finite(BatchNorm::<Six>::new(), image);
            finite(GroupNorm::<Six, Groups>::new(), image);
            finite(BatchNorm::<D>::new(), rows);
            finite(LayerNorm::<D>::new(), rows);
            finite(RmsNorm::<D>::new(), rows);
            finite(Softmax::<D>::new(), rows);
            finite(LogSoftmax::<D>::new(), rows);
            finite(Gelu, rows);
            finite(Silu, rows);
            finite(Elu::default(), rows);
            finite(LeakyRelu::default(), rows);
            finite(Sigmoid, rows);
            finite(Tanh, rows);
        }
        for constant in [0.0, 0.1, 1e4, -1e4] {
            all(&Tensor::full(constant), &Tensor::full(constant));
        }
        let mut sign = -1e4;
        let mut swings = || {
            sign = -sign;
            sign
        };
        all(&Tensor::<(B, Six, H, W)>::from_fn(|_| swings()), &Tensor::<(N, D)>::from_fn(|_| swings()));
    }
    #[test]
    fn a_constant_becomes_beta() {
        let x = Tensor::<(N, D)>::full(0.1);
        let (out, _) = batchnorm_forward(&x, &Tensor::full(3.0), &Tensor::full(5.0), &mut BnParam::default());
        assert!(out.as_slice().iter().all(|out| (out - 5.0).abs() < 1e-4));
    }
    #[test]
    fn nan_passes_where_it_is() {
        let mut x = Tensor::<(N, D)>::ones();
        x[[2, 1]] = f32::NAN;
        let nans = |y: &Array<(N, D)>| y.as_slice().iter().filter(|y| y.is_nan()).count();
        let (ones, zeros) = (Tensor::ones(), Tensor::zeros());
        assert_eq!(nans(&batchnorm_forward(&x, &ones, &zeros, &mut BnParam::default()).0), N_SIZE);
        assert_eq!(nans(&batchnorm_eval(&x, &ones, &zeros, &BnParam::default())), 1);
        assert_eq!(nans(&layernorm_forward(&x, &ones, &zeros, 1e-5).0), D_SIZE);
        assert_eq!(nans(&rmsnorm_forward(&x, &ones, 1e-5).0), D_SIZE);
        assert_eq!(nans(&x.log_softmax(D)), D_SIZE);
        for y in [x.gelu(), x.silu(), x.elu(1.0), x.leaky_relu(0.1)] {
            assert_eq!(nans(&y), 1);
        }
        let keep = Keep::new(1e-9).unwrap();
        assert_eq!(nans(&dropout_forward(&x, keep, shapeful::Key::new(1)).0), 1, "even where it is dropped");
    }
    const N_SIZE: usize = 7;
    const D_SIZE: usize = 3;
}

fn numbers<S: Shape>(range: std::ops::Range<f64>) -> impl Strategy<Value = Tensor<S, f64>> {
    prop::collection::vec(range, S::LEN).prop_map(|values| Tensor::try_from(values).unwrap())
}
fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-7 * (1.0 + a.abs() + b.abs())
}
proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_norm_has_mean_beta_and_variance_gamma_squared(x in numbers::<(N, D)>(-1e3..1e3), gamma in -3.0..3.0, beta in -3.0..3.0) {
        // ε counts for as much as it weighs against the variance.
        let of = |var: f64| gamma * gamma * var / (var + 1e-5);
        let (out, _) = batchnorm_forward(&x, &Tensor::full(gamma), &Tensor::full(beta), &mut BnParam::default());
        prop_assert!(out.mean(N).as_slice().iter().all(|&mean| close(mean, beta)));
        prop_assert!(out.var(N).as_slice().iter().zip(x.var(N).as_slice()).all(|(&found, &var)| close(found, of(var))));
        let (out, _) = layernorm_forward(&x, &Tensor::full(gamma), &Tensor::full(beta), 1e-5);
        prop_assert!(out.mean(D).as_slice().iter().all(|&mean| close(mean, beta)));
        prop_assert!(out.var(D).as_slice().iter().zip(x.var(D).as_slice()).all(|(&found, &var)| close(found, of(var))));
    }
    #[test]
    fn groups_at_their_limits(x in numbers::<(B, C, H, W)>(-1e2..1e2)) {
        axes! { All = 1; }
        let (gamma, beta) = (Tensor::ones(), Tensor::zeros());
        // One group: layer norm over the whole image.
        let (one, _) = spatial_groupnorm_forward(&x, &gamma, &beta, All, 1e-5);
        let (rows, _) = layernorm_forward(x.flatten(), &Tensor::ones(), &Tensor::zeros(), 1e-5);
        prop_assert!(one.as_slice().iter().zip(rows.as_slice()).all(|(&a, &b)| close(a, b)));
        // As many as channels: batch norm of a batch of one image.
        let (each, _) = spatial_groupnorm_forward(&x, &gamma, &beta, C, 1e-5);
        let first = x.slice(B, shapeful::span!(0..1));
        let (image, _) = spatial_batchnorm_forward(&first, &Tensor::ones(), &Tensor::zeros(), &mut BnParam::default());
        prop_assert!(image.as_slice().iter().zip(each.as_slice()).all(|(&a, &b)| close(a, b)));
    }
    #[test]
    fn layer_norm_takes_no_notice_of_scale_and_shift(x in numbers::<(N, D)>(-1e2..1e2), shift in -1e3..1e3, scale in 0.5..50.0) {
        let norm = |x: &Array<(N, D), f64>| layernorm_forward(x, &Tensor::ones(), &Tensor::zeros(), 0.0).0;
        let moved = norm(&(&x * scale + shift));
        prop_assert!(norm(&x).as_slice().iter().zip(moved.as_slice()).all(|(&a, &b)| (a - b).abs() < 1e-6 || a.is_nan()));
    }
    #[test]
    fn softmax_takes_no_notice_of_a_shift(x in numbers::<(N, D)>(-50.0..50.0), shift in -1e4..1e4) {
        let moved = &x + shift;
        prop_assert!(x.softmax(D).as_slice().iter().zip(moved.softmax(D).as_slice()).all(|(&a, &b)| close(a, b)));
        prop_assert!(x.log_softmax(N).as_slice().iter().zip(moved.log_softmax(N).as_slice()).all(|(&a, &b)| close(a, b)));
    }
    #[test]
    fn log_softmax_is_what_it_is_called(x in numbers::<(N, D)>(-50.0..50.0)) {
        let by_logsumexp = &x - x.logsumexp_keepdims(D).broadcast();
        prop_assert!(x.log_softmax(D).as_slice().iter().zip(by_logsumexp.as_slice()).all(|(&a, &b)| close(a, b)));
        prop_assert!(x.log_softmax(D).exp().as_slice().iter().zip(x.softmax(D).as_slice()).all(|(&a, &b)| close(a, b)));
    }
    #[test]
    fn dropout_keeps_the_mean(keep in 0.1..=1.0, seed: u64) {
        let (out, _) = dropout_forward(&Tensor::<(dim!(10_000),), f64>::ones(), Keep::new(keep).unwrap(), shapeful::Key::new(seed));
        // Six standard deviations: one failure in five hundred million.
        let deviation = ((1.0 - keep) / keep / 10_000.0).sqrt();
        prop_assert!((out.mean_all() - 1.0).abs() <= 6.0 * deviation + 1e-12);
    }
    #[test]
    fn activations_meet_their_relatives(x in -40.0..40.0_f64) {
        let of = |x: f64| Tensor::<(dim!(1),), f64>::full(x);
        prop_assert!(close(of(x).gelu()[[0]] - of(-x).gelu()[[0]], x));
        prop_assert!(close(of(x).silu()[[0]] - of(-x).silu()[[0]], x));
        prop_assert!(close(of(x).silu()[[0]], x * of(x).sigmoid()[[0]]));
        let elu = if x > 0.0 { x } else { x.exp() - 1.0 };
        prop_assert!(close(of(x).elu(1.0)[[0]], elu));
        prop_assert_eq!(of(x).leaky_relu(0.0), of(x).relu());
        prop_assert_eq!(of(x).leaky_relu(1.0), of(x));
    }
}

network! {
    struct Net {
        hidden: Linear<F, Six>,
        norm: BatchNorm<Six>,
        act: Gelu,
        drop: Dropout,
        out: Linear<Six, D>,
    }
}
/// A whole network learns, its state moves and its optimizer leaves the state alone.
#[test]
fn a_network_with_batch_norm_and_dropout_learns() {
    type X = (dim!(32), F);
    let mut rng = StdRng::seed_from_u64(5);
    let mut net = Net::init(&mut rng);
    net.drop.keep = Keep::dropping(0.1).unwrap();
    let x = Tensor::<X>::normal(1.0, 2.0, &mut rng);
    let labels: Vec<usize> = x.rows().map(|x| usize::from(x[[0]] > 1.0) + usize::from(x[[1]] > 1.0)).collect();
    let y = shapeful::Labels::<dim!(32), D>::new(labels).unwrap();
    let (mut grad, mut optimizer) = (net.zeros_like(), Sgd::new(&net, 0.1).momentum(0.9));
    let (mut cache, mut scores) = (<Net as Layer<X>>::Cache::<Train>::default(), Tensor::zeros());
    let first = shapeful::softmax_loss(&net.predict(&x), &y).0;
    for _ in 0..150 {
        net.forward::<Train>(&x, &mut cache, &mut scores);
        let (_, dscores) = shapeful::softmax_loss(&scores, &y);
        net.backward(&x, &mut cache, &dscores, None, &mut grad);
        optimizer.step(&mut net, &grad);
    }
    let last = shapeful::softmax_loss(&net.predict(&x), &y).0;
    assert!(last < 0.25 * first, "{first} fell to {last} alone");
    assert_eq!(net.drop.step(), 150);
}
