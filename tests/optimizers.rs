//! Optimizers, schedules and clipping against PyTorch and against the course; saving and restoring; and weights to begin with.
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    AdaGrad, Adam, AdamConfig, AdamW, Linear, Optimizer, OptimizerState, Params, Path, RmsProp, Schedule, Sgd, Tensor,
    adagrad, adam, adamw, axes, clip_grad_norm, clip_grad_value, nesterov_momentum, rmsprop, sgd, sgd_momentum,
};

#[path = "support/fixtures.rs"]
mod fixtures;
use fixtures::{Fixtures, assert_close};

axes! { Two = 2; One = 1; N = 4; D = 5; }
/// Two weights and a bias.
type Model = Linear<Two, One, f64>;

fn start() -> Model {
    Linear { w: Tensor::from([[-1.2], [1.0]]), b: Tensor::from([[0.5]]) }
}
/// The gradient of Rosenbrock's valley, `(1 − w₀)² + 100·(w₁ − w₀²)²`, and of `½·b²`.
fn slope(model: &Model) -> Model {
    let (x, y) = (model.w[[0, 0]], model.w[[1, 0]]);
    let up = 200.0 * (y - x * x);
    Linear { w: Tensor::from([[-2.0 * (1.0 - x) - 2.0 * x * up], [up]]), b: model.b.clone() }
}
fn all(model: &Model) -> Vec<f64> {
    let mut all = Vec::new();
    model.each_param(|_, values| all.extend_from_slice(values));
    all
}

type AnyOptimizer = Box<dyn Optimizer<Model, f64>>;
/// Each optimizer with a weight decay, under the name of its case.
fn optimizers(decay: f64) -> Vec<(&'static str, AnyOptimizer)> {
    let model = start();
    vec![
        ("sgd", Box::new(Sgd::new(&model, 1e-3).weight_decay(decay))),
        ("momentum", Box::new(Sgd::new(&model, 1e-3).momentum(0.9).weight_decay(decay))),
        ("nesterov", Box::new(Sgd::new(&model, 1e-3).momentum(0.9).nesterov().weight_decay(decay))),
        ("adagrad", Box::new(AdaGrad::new(&model, 1e-2).weight_decay(decay))),
        ("rmsprop", Box::new(RmsProp::new(&model, 1e-2).weight_decay(decay))),
        ("adam", Box::new(Adam::new(&model, 1e-2).weight_decay(decay))),
        ("adamw", Box::new(AdamW::new(&model, 1e-2, decay))),
    ]
}

#[test]
fn five_steps_are_those_of_pytorch() {
    let file = Fixtures::read("losses");
    for (decay, decays) in [(0.0, "plain"), (0.1, "decays")] {
        for (name, mut optimizer) in optimizers(decay) {
            let (mut model, mut path) = (start(), Vec::new());
            for _ in 0..5 {
                let grad = slope(&model);
                optimizer.step(&mut model, &grad);
                path.extend(all(&model));
            }
            assert_close(&path, &file.numbers(&format!("{name}_{decays}"), "path"));
        }
    }
}
/// The functions on arrays take the same steps, bit for bit.
#[test]
fn a_model_is_stepped_as_its_arrays_are() {
    fn same(mut optimizer: impl Optimizer<Model, f64>, mut step: impl FnMut(&mut Model, &Model)) {
        let (mut model, mut by_hand) = (start(), start());
        for _ in 0..5 {
            let grad = slope(&model);
            optimizer.step(&mut model, &grad);
            step(&mut by_hand, &grad);
            assert_eq!(all(&model), all(&by_hand));
        }
    }
    let zeros = || start().zeros_like();
    same(Sgd::new(&start(), 1e-3), |model, grad| {
        sgd(&mut model.w, &grad.w, 1e-3);
        sgd(&mut model.b, &grad.b, 1e-3);
    });
    let mut v = zeros();
    same(Sgd::new(&start(), 1e-3).momentum(0.9), |model, grad| {
        sgd_momentum(&mut model.w, &grad.w, &mut v.w, 1e-3, 0.9);
        sgd_momentum(&mut model.b, &grad.b, &mut v.b, 1e-3, 0.9);
    });
    let mut v = zeros();
    same(Sgd::new(&start(), 1e-3).momentum(0.9).nesterov(), |model, grad| {
        nesterov_momentum(&mut model.w, &grad.w, &mut v.w, 1e-3, 0.9);
        nesterov_momentum(&mut model.b, &grad.b, &mut v.b, 1e-3, 0.9);
    });
    let mut cache = zeros();
    same(AdaGrad::new(&start(), 1e-3).epsilon(1e-4), |model, grad| {
        adagrad(&mut model.w, &grad.w, &mut cache.w, 1e-3, 1e-4);
        adagrad(&mut model.b, &grad.b, &mut cache.b, 1e-3, 1e-4);
    });
    let mut cache = zeros();
    same(RmsProp::new(&start(), 1e-3).decay_rate(0.8).epsilon(1e-4), |model, grad| {
        rmsprop(&mut model.w, &grad.w, &mut cache.w, 1e-3, 0.8, 1e-4);
        rmsprop(&mut model.b, &grad.b, &mut cache.b, 1e-3, 0.8, 1e-4);
    });
    let config = AdamConfig { beta1: 0.8, beta2: 0.9, epsilon: 1e-4 };
    let (mut m, mut v, mut t) = (zeros(), zeros(), [0, 0]);
    same(Adam::new(&start(), 1e-3).config(config), |model, grad| {
        adam(&mut model.w, &grad.w, &mut m.w, &mut v.w, &mut t[0], 1e-3, config);
        adam(&mut model.b, &grad.b, &mut m.b, &mut v.b, &mut t[1], 1e-3, config);
    });
    let (mut m, mut v, mut t) = (zeros(), zeros(), [0, 0]);
    same(AdamW::new(&start(), 1e-3, 0.1).config(config), |model, grad| {
        adamw(&mut model.w, &grad.w, &mut m.w, &mut v.w, &mut t[0], 1e-3, config, 0.1);
        adamw(&mut model.b, &grad.b, &mut m.b, &mut v.b, &mut t[1], 1e-3, config, 0.0);
    });
}

mod as_the_course_checks_them {
    use super::*;

    fn table(first: f64, last: f64) -> Tensor<(N, D), f64> {
        Tensor::<(N, D), f64>::from_fn(|[n, d]| first + (last - first) * (5 * n + d) as f64 / 19.0)
    }
    #[track_caller]
    fn assert_is(found: &Tensor<(N, D), f64>, case: &str, array: &str) {
        assert_close(found.as_slice(), Fixtures::read("losses").tensor::<(N, D)>(case, array).as_slice());
    }

    #[test]
    fn sgd_momentum_is_right() {
        let (mut w, mut v) = (table(-0.4, 0.6), table(0.6, 0.9));
        sgd_momentum(&mut w, &table(-0.6, 0.4), &mut v, 1e-3, 0.9);
        assert_is(&w, "course_sgd_momentum", "next_w");
        assert_is(&v, "course_sgd_momentum", "v");
    }
    #[test]
    fn rmsprop_is_right() {
        let (mut w, mut cache) = (table(-0.4, 0.6), table(0.6, 0.9));
        rmsprop(&mut w, &table(-0.6, 0.4), &mut cache, 1e-2, 0.99, 1e-8);
        assert_is(&w, "course_rmsprop", "next_w");
        assert_is(&cache, "course_rmsprop", "cache");
    }
    #[test]
    fn adam_is_right() {
        let (mut w, mut m, mut v, mut t) = (table(-0.4, 0.6), table(0.6, 0.9), table(0.7, 0.5), 5);
        adam(&mut w, &table(-0.6, 0.4), &mut m, &mut v, &mut t, 1e-2, AdamConfig::default());
        assert_eq!(t, 6);
        assert_is(&w, "course_adam", "next_w");
        assert_is(&m, "course_adam", "m");
        assert_is(&v, "course_adam", "v");
    }
    #[test]
    fn the_first_step_of_adam_in_f32_is_the_learning_rate() {
        let (mut w, mut m, mut v, mut t) = (Tensor::<(D,)>::zeros(), Tensor::zeros(), Tensor::zeros(), 0);
        adam(&mut w, &Tensor::full(3.0), &mut m, &mut v, &mut t, 1e-3, AdamConfig::default());
        assert!((w[[0]] + 1e-3).abs() < 2e-10, "{}", w[[0]]);
    }
}

mod state {
    use super::*;

    /// All that an optimizer keeps, in order.
    fn saved(optimizer: &mut dyn Optimizer<Model, f64>) -> Vec<(String, u64)> {
        let mut saved = Vec::new();
        optimizer.state(&mut |name, state| match state {
            OptimizerState::Model(model) => model.each_param(|param, values| {
                saved.extend(
                    values.iter().enumerate().map(|(i, x)| (format!("{name}.{} {i}", param.path), x.to_bits())),
                );
            }),
            OptimizerState::Counter(count) => saved.push((name.to_string(), *count)),
            OptimizerState::Number(number) => saved.push((name.to_string(), number.to_bits())),
        });
        saved
    }
    fn restore(optimizer: &mut dyn Optimizer<Model, f64>, saved: Vec<(String, u64)>) {
        let mut saved = saved.into_iter().map(|(_, bits)| bits);
        optimizer.state(&mut |_, state| match state {
            OptimizerState::Model(model) => model.each_param_mut(|_, values| {
                values.iter_mut().for_each(|x| *x = f64::from_bits(saved.next().unwrap()));
            }),
            OptimizerState::Counter(count) => *count = saved.next().unwrap(),
            OptimizerState::Number(number) => *number = f64::from_bits(saved.next().unwrap()),
        });
        assert_eq!(saved.next(), None);
    }

    /// Nothing is read of it either, so that a step costs no more memory than the parameters and their gradient.
    #[test]
    fn plain_descent_leaves_its_velocity_alone() {
        let (mut model, mut plain) = (start(), Sgd::new(&start(), 1e-3).nesterov().weight_decay(0.1));
        for _ in 0..3 {
            let grad = slope(&model);
            plain.step(&mut model, &grad);
        }
        let mut velocity = vec![];
        plain.state(&mut |_, state| {
            if let OptimizerState::Model(model) = state {
                velocity = all(model);
            }
        });
        assert_eq!(velocity, [0.0; 3]);
    }
    #[test]
    fn training_goes_on_bit_for_bit() {
        for ((name, mut optimizer), (_, mut new)) in optimizers(0.1).into_iter().zip(optimizers(0.1)) {
            let mut model = start();
            let step = |optimizer: &mut AnyOptimizer, model: &mut Model| {
                let grad = slope(model);
                optimizer.step(model, &grad);
                optimizer.set_learning_rate(0.9 * optimizer.learning_rate());
            };
            (0..3).for_each(|_| step(&mut optimizer, &mut model));
            restore(&mut *new, saved(&mut *optimizer));
            let mut restored = model.clone();
            for _ in 0..3 {
                step(&mut optimizer, &mut model);
                step(&mut new, &mut restored);
            }
            assert_eq!(all(&model), all(&restored), "{name}");
            assert_eq!(saved(&mut *optimizer), saved(&mut *new), "{name}");
        }
    }
    #[test]
    fn every_part_has_a_name_of_its_own() {
        for (name, mut optimizer) in optimizers(0.0) {
            let mut names: Vec<String> = saved(&mut *optimizer).into_iter().map(|(name, _)| name).collect();
            let count = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), count, "{name}");
        }
    }
    #[test]
    fn what_a_layer_remembers_is_not_stepped() {
        /// One weight, and a count that is no parameter.
        #[derive(Clone)]
        struct Remembers([f64; 1], [f64; 1]);
        impl Params<f64> for Remembers {
            fn walk<const R: usize, const W: usize>(
                read: [&Self; R],
                mut write: [&mut Self; W],
                path: Path<'_>,
                f: &mut shapeful::Visit<'_, f64, R, W>,
            ) {
                use shapeful::{Kind, Param, ShapeName};
                let param = |name, kind| Param { path: path.then(name), kind, shape: ShapeName::of::<(One,)>() };
                f(param("w", Kind::Weight), read.map(|x| &x.0[..]), write.each_mut().map(|x| &mut x.0[..]));
                f(param("seen", Kind::State), read.map(|x| &x.1[..]), write.map(|x| &mut x.1[..]));
            }
        }
        let (mut model, grad) = (Remembers([1.0], [7.0]), Remembers([1.0], [1.0]));
        Sgd::new(&model, 0.1).momentum(0.9).nesterov().weight_decay(0.1).step(&mut model, &grad);
        AdaGrad::new(&model, 0.1).weight_decay(0.1).step(&mut model, &grad);
        RmsProp::new(&model, 0.1).weight_decay(0.1).step(&mut model, &grad);
        Adam::new(&model, 0.1).weight_decay(0.1).step(&mut model, &grad);
        AdamW::new(&model, 0.1, 0.1).step(&mut model, &grad);
        assert!(model.0[0] < 1.0 && model.1 == [7.0]);
        let mut grad = Remembers([3.0], [4.0]);
        assert_eq!(clip_grad_norm(&mut grad, 1.5), 3.0);
        clip_grad_value(&mut grad, 1.0);
        assert_eq!((grad.0, grad.1), ([1.0], [4.0]));
    }
}

mod schedules {
    use super::*;

    #[test]
    fn the_rates_are_those_of_pytorch() {
        let file = Fixtures::read("losses");
        let schedules = [
            ("step", Schedule::step(0.3, 6, 0.5)),
            ("exponential", Schedule::exponential(0.3, 0.9)),
            ("cosine", Schedule::cosine(0.3, 20)),
            ("one_cycle", Schedule::one_cycle(0.3, 20)),
        ];
        for (name, schedule) in schedules {
            let rates: Vec<f64> = (0..20).map(|step| schedule.at(step)).collect();
            assert_close(&rates, &file.numbers(&format!("schedule_{name}"), "rates"));
        }
    }
    #[test]
    fn the_end_is_for_ever() {
        let last = u64::MAX;
        assert_eq!(Schedule::cosine(0.5, 7).at(last), 0.0);
        assert_eq!(Schedule::one_cycle(0.5, 7).at(last), Schedule::one_cycle(0.5, 7).at(6));
        assert_eq!(Schedule::exponential(0.5, 0.5).warm_up(7).at(last), 0.0);
    }
    #[test]
    fn no_steps_at_all_are_finite() {
        for steps in 0..5 {
            for step in 0..5 {
                let schedules = [
                    Schedule::step(0.5, steps, 0.5),
                    Schedule::cosine(0.5, steps),
                    Schedule::one_cycle(0.5, steps),
                    Schedule::constant(0.5).warm_up(steps),
                ];
                for schedule in schedules {
                    assert!((0.0..=0.5).contains(&schedule.at(step)), "{schedule:?} at {step}: {}", schedule.at(step));
                }
            }
        }
    }
}

mod clipping {
    use super::*;

    #[test]
    fn a_long_gradient_is_cut_as_in_pytorch() {
        let file = Fixtures::read("losses");
        let before = file.numbers("clip", "before");
        let mut grad = start();
        let mut values = before.into_iter();
        grad.each_param_mut(|_, dw| dw.iter_mut().for_each(|dw| *dw = values.next().unwrap()));
        let norm = clip_grad_norm(&mut grad, 2.5);
        assert_close(&[norm], &file.numbers("clip", "norm"));
        assert_close(&all(&grad), &file.numbers("clip", "after"));
    }
    #[test]
    fn squares_do_not_overflow() {
        let mut grad = Linear::<Two, One> { w: Tensor::full(3e30), b: Tensor::zeros() };
        let norm = clip_grad_norm(&mut grad, 1.0);
        assert!((norm / (3e30 * 2.0_f32.sqrt()) - 1.0).abs() < 1e-6);
        assert!((grad.w[[0, 0]] - 0.5_f32.sqrt()).abs() < 1e-6);
        let mut grad = Linear::<Two, One> { w: Tensor::full(f32::MAX), b: Tensor::zeros() };
        assert_eq!(clip_grad_norm(&mut grad, 1.0), f32::INFINITY);
        assert!((grad.w[[0, 0]] - 0.5_f32.sqrt()).abs() < 1e-6, "finite elements are clipped, whatever their norm is");
        let mut grad = Linear::<Two, One> { w: Tensor::full(3e-30), b: Tensor::zeros() };
        assert!(clip_grad_norm(&mut grad, 1.0) > 4e-30, "and do not vanish");
    }
    #[test]
    fn what_is_not_a_number_is_told_and_left() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let mut grad = Linear::<Two, One, f64> { w: Tensor::from([[30.0], [bad]]), b: Tensor::full(40.0) };
            let norm = clip_grad_norm(&mut grad, 1.0);
            assert!(!norm.is_finite() && norm.is_nan() == bad.is_nan());
            assert_eq!((grad.w[[0, 0]], grad.b[[0, 0]]), (30.0, 40.0));
        }
        let mut grad =
            Linear::<Two, One, f64> { w: Tensor::from([[f64::NAN], [f64::INFINITY]]), b: Tensor::full(-40.0) };
        clip_grad_value(&mut grad, 1.0);
        assert!(grad.w[[0, 0]].is_nan() && grad.w[[1, 0]] == 1.0 && grad.b[[0, 0]] == -1.0);
    }
    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn clipping_never_lengthens(
            x in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL,
            y in -1e3..1e3,
            b in proptest::num::f64::ANY,
            most in 0.0..1e3,
        ) {
            let before = Linear::<Two, One, f64> { w: Tensor::from([[x], [y]]), b: Tensor::full(b) };
            let (mut by_norm, mut by_value) = (before.clone(), before.clone());
            let norm = clip_grad_norm(&mut by_norm, most);
            clip_grad_value(&mut by_value, most);
            for after in [&by_norm, &by_value] {
                for (after, before) in all(after).into_iter().zip(all(&before)) {
                    prop_assert!(after.abs() <= before.abs() || after.is_nan() && before.is_nan());
                }
            }
            if norm.is_finite() {
                let length = clip_grad_norm(&mut by_norm, f64::INFINITY);
                prop_assert!(length <= norm.min(most) * (1.0 + 1e-12) || norm <= most && length == norm);
            }
        }
    }
}

mod beginnings {
    use super::*;
    use shapeful::{Fans, Shape};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn orthogonal_is_orthogonal(seed in 0..u64::MAX) {
            let mut rng = StdRng::seed_from_u64(seed);
            let wide = Tensor::<(N, D), f64>::orthogonal(&mut rng);
            prop_assert!((wide.matmul(wide.t()) - Tensor::<(N, N), f64>::identity()).abs().max_all() < 1e-12);
            let tall = Tensor::<(D, N), f64>::orthogonal(&mut rng);
            prop_assert!((tall.t().matmul(&tall) - Tensor::<(N, N), f64>::identity()).abs().max_all() < 1e-12);
            let square = Tensor::<(D, D), f64>::orthogonal(&mut rng);
            prop_assert!((square.matmul(square.t()) - Tensor::<(D, D), f64>::identity()).abs().max_all() < 1e-12);
            let filters = Tensor::<(N, Two, Two, Two)>::orthogonal(&mut rng);
            let filters = filters.flatten();
            prop_assert!((filters.matmul(filters.t()) - Tensor::<(N, N)>::identity()).abs().max_all() < 1e-6);
        }
    }
    #[test]
    fn one_number_is_orthogonal() {
        let mut rng = StdRng::seed_from_u64(1);
        let signs: Vec<f32> = (0..64).map(|_| Tensor::<(One, One)>::orthogonal(&mut rng)[[0, 0]]).collect();
        assert!(signs.contains(&1.0) && signs.contains(&-1.0) && signs.iter().all(|sign| sign.abs() == 1.0));
    }
    axes! { Many = 400; Few = 100; Filters = 60; Channels = 20; Side = 5; }
    /// Mean, variance and greatest size are what they should be, for a matrix and for filters.
    #[test]
    fn the_spread_is_what_is_promised() {
        fn check<S: Fans + Shape>() {
            let rng = &mut StdRng::seed_from_u64(2);
            let (fan_in, fan_out) = (S::FAN_IN as f64, S::FAN_OUT as f64);
            let drawn: [(Tensor<S, f64>, f64, f64); 4] = [
                (Tensor::xavier_normal(rng), 2.0 / (fan_in + fan_out), f64::INFINITY),
                (Tensor::xavier_uniform(rng), 2.0 / (fan_in + fan_out), (6.0 / (fan_in + fan_out)).sqrt()),
                (Tensor::he_normal(rng), 2.0 / fan_in, f64::INFINITY),
                (Tensor::he_uniform(rng), 2.0 / fan_in, (6.0 / fan_in).sqrt()),
            ];
            for (w, variance, greatest) in drawn {
                assert!((w.var_all() / variance - 1.0).abs() < 0.03, "{} instead of {variance}", w.var_all());
                assert!(w.mean_all().abs() < 0.03 * variance.sqrt());
                assert!(w.abs().max_all() <= greatest);
            }
        }
        check::<(Many, Few)>();
        check::<(Few, Many)>();
        check::<(Filters, Channels, Side, Side)>();
        let cut = Tensor::<(Many, Few), f64>::truncated_normal(1.0, 2.0, &mut StdRng::seed_from_u64(3));
        assert!((cut.var_all() / 4.0 - 0.7737).abs() < 0.02 && (cut.mean_all() - 1.0).abs() < 0.05);
        assert!(cut.max_all() <= 5.0 && cut.min_all() >= -3.0);
    }
    #[test]
    fn one_seed_gives_one_model() {
        let draw = |seed| Tensor::<(N, D)>::orthogonal(&mut StdRng::seed_from_u64(seed));
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }
}
