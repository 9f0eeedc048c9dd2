//! The gradient check itself: what it finds, and what it says.
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::ops::*;
use shapeful::{
    Array, GradCheck, GradError, GradReport, Init, Labels, Layer, Linear, Mode, Params, Path, Relu, Shape, Tensor,
    Visit, axes, gradcheck, network, numeric_gradient, rel_error,
};

axes! { N = 3; M = 5; K = 7; C = 4; }

fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}
/// Between −1 and 1.
fn random<S: Shape>(seed: u64) -> Tensor<S, f64> {
    Tensor::uniform(-1.0, 1.0, &mut rng(seed))
}

/// What the check says to a tanh whose true gradient `spoil` has changed.
fn told(spoil: impl FnOnce(&mut Tensor<(N, N), f64>)) -> Result<GradReport, GradError> {
    let x = random::<(N, N)>(1);
    let backward = |dy: &Array<(N, N), f64>| {
        let mut dx = tanh_backward(dy, &x.tanh());
        spoil(&mut dx);
        dx
    };
    gradcheck(&x, |x| x.tanh(), backward)
}

#[test]
fn is_content_with_a_right_gradient() {
    let report = told(|_| ()).unwrap();
    assert_eq!(report.checked, 9);
    assert!(report.rel_error < 1e-7, "{report:?}");
}
#[test]
fn finds_a_wrong_sign() {
    assert_eq!(told(|dx| *dx *= -1.0).unwrap_err().wrong, 9);
}
#[test]
fn finds_a_transpose() {
    let error = told(|dx| *dx = dx.t().to_tensor()).unwrap_err();
    assert_eq!((error.wrong, error.checked), (6, 9), "the diagonal is right");
}
#[test]
fn finds_a_missing_factor() {
    let error = told(|dx| *dx *= 0.5).unwrap_err();
    assert_eq!(error.wrong, 9);
    assert!((error.worst.numeric / error.worst.backward - 2.0).abs() < 1e-5);
}
#[test]
fn finds_a_factor_close_to_one() {
    assert_eq!(told(|dx| *dx *= 1.01).unwrap_err().wrong, 9);
}
#[test]
fn finds_a_gradient_of_zero() {
    let error = told(|dx| dx.fill(0.0)).unwrap_err();
    assert_eq!((error.wrong, error.worst.backward), (9, 0.0));
}
#[test]
fn finds_an_error_in_a_single_element() {
    for i in 0..9 {
        let error = told(|dx| dx.as_mut_slice()[i] += 0.01).unwrap_err();
        assert_eq!((error.wrong, error.checked), (1, 9));
        assert_eq!(error.worst.index, Some(vec![i / 3, i % 3]));
        assert!((error.worst.backward - error.worst.numeric - 0.01).abs() < 1e-6);
    }
}
/// A word that comes twice gets the sum of both gradients. Where every word comes once there is nothing to be lost, or found.
#[test]
fn finds_repeated_words_that_are_lost() {
    let table = random::<(M, K)>(4);
    let check = |words: [usize; 3]| {
        let sentence = Labels::<N, M>::new(words).unwrap();
        let assigned = |dout: &Array<(N, K), f64>| {
            let mut dw = Tensor::<(M, K), f64>::zeros();
            for (gradient, word) in dout.rows().zip(sentence.iter()) {
                dw.row_mut(word).as_mut_slice().copy_from_slice(gradient.as_slice());
            }
            dw
        };
        gradcheck(&table, |w| w.select(&sentence), |dout| select_backward(dout, &sentence)).unwrap();
        gradcheck(&table, |w| w.select(&sentence), assigned)
    };
    assert_eq!(check([3, 1, 3]).unwrap_err().wrong, 7);
    assert!(check([3, 1, 0]).is_ok());
}
#[test]
fn finds_nan_and_infinity() {
    for spoilt in [f64::NAN, f64::INFINITY, -f64::INFINITY] {
        let error = told(|dx| dx[[1, 2]] = spoilt).unwrap_err();
        assert_eq!((error.wrong, error.worst.index), (1, Some(vec![1, 2])));
    }
}
#[test]
fn finds_nan_of_the_function() {
    let x = Tensor::<(N,), f64>::from([1.0, -1.0, 4.0]);
    let error = gradcheck(&x, |x| x.sqrt(), |dy| sqrt_backward(dy, &x.abs().sqrt())).unwrap_err();
    assert_eq!((error.wrong, error.checked), (3, 3), "one number that is none spoils the sum");
    assert!(error.worst.numeric.is_nan());
}
#[test]
fn takes_nan_for_worse_than_any_other_error() {
    let error = told(|dx| {
        dx[[0, 1]] = f64::NAN;
        dx[[2, 2]] += 0.1;
    });
    assert_eq!(error.unwrap_err().worst.index, Some(vec![0, 1]));
}
#[test]
fn sees_more_with_narrower_bounds() {
    let x = random::<(N, M)>(2);
    let wrong = |dy: &Array<(N, M), f64>| exp_backward(dy, &x.exp()) * 1.0001;
    assert!(gradcheck(&x, |x| x.exp(), wrong).is_ok());
    let strict = GradCheck { eps: 1e-5, atol: 1e-8, rtol: 1e-6 };
    assert_eq!(strict.function(&x, |x| x.exp(), wrong).unwrap_err().wrong, 15);
}
#[test]
fn leaves_its_input_as_it_was() {
    let x = random::<(N, M)>(3);
    let mut seen = Vec::new();
    let forward = |x: &Array<(N, M), f64>| {
        seen.push(x.to_tensor());
        x.exp()
    };
    gradcheck(&x, forward, |dy| exp_backward(dy, &x.exp())).unwrap();
    assert_eq!(seen.len(), 30);
    for moved in seen {
        let differing = moved.as_slice().iter().zip(x.as_slice()).filter(|(a, b)| a != b).count();
        assert_eq!(differing, 1, "one element moves at a time, and comes back exactly");
    }
}

/// A linear layer, but for what is done to its gradients.
#[derive(Clone, Debug)]
struct Spoilt {
    layer: Linear<M, K, f64>,
    spoil: fn(&Linear<M, K, f64>, &mut Linear<M, K, f64>),
}
impl Params<f64> for Spoilt {
    fn walk<const R: usize, const W: usize>(
        read: [&Self; R],
        write: [&mut Self; W],
        path: Path<'_>,
        f: &mut Visit<'_, f64, R, W>,
    ) {
        Linear::walk(read.map(|spoilt| &spoilt.layer), write.map(|spoilt| &mut spoilt.layer), path, f);
    }
}
impl Layer<(N, M), f64> for Spoilt {
    type Y = (N, K);
    type Cache<Md: Mode> = ();
    fn forward<Md: Mode>(&self, x: &Array<(N, M), f64>, cache: &mut (), y: &mut Array<(N, K), f64>) {
        self.layer.forward::<Md>(x, cache, y);
    }
    fn backward(
        &mut self,
        x: &Array<(N, M), f64>,
        cache: &mut (),
        dy: &Array<(N, K), f64>,
        dx: Option<&mut Array<(N, M), f64>>,
        grad: &mut Self,
    ) {
        let before = grad.layer.clone();
        self.layer.backward(x, cache, dy, dx, &mut grad.layer);
        (self.spoil)(&before, &mut grad.layer);
    }
}
impl Init for Spoilt {
    fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
        Spoilt { layer: Linear::init(rng), spoil: |_, _| () }
    }
}
type Model = (Spoilt, Relu, Linear<K, C, f64>);
network! { struct Named { hidden: Spoilt, act: Relu, out: Linear<K, C, f64> } }
fn spoilt(spoil: fn(&Linear<M, K, f64>, &mut Linear<M, K, f64>)) -> Spoilt {
    Spoilt { layer: Linear::he(&mut rng(4)), spoil }
}

#[test]
fn names_the_parameter_the_index_and_both_numbers() {
    let hidden = spoilt(|_, grad| grad.w[[2, 3]] += 0.25);
    let net = Named { hidden, act: Relu, out: Linear::he(&mut rng(5)) };
    let error = GradCheck::default().layer(&net, &random::<(N, M)>(6)).unwrap_err();
    let worst = &error.worst;
    assert_eq!((worst.parameter.as_str(), worst.index.as_deref()), ("hidden.w", Some(&[2, 3][..])));
    assert_eq!((error.wrong, error.checked), (1, 15 + 35 + 7 + 28 + 4));
    assert!((worst.backward - worst.numeric - 0.25).abs() < 1e-6);
    let text = error.to_string();
    let expected = format!(
        "dhidden.w[2, 3] is {} by backward and {} by central differences (relative error ",
        worst.backward, worst.numeric
    );
    assert!(text.starts_with(&expected), "{text}");
    assert!(text.ends_with("); 1 of 89 derivatives differ"), "{text}");
}
#[test]
fn names_the_bias_of_a_layer_in_a_tuple() {
    let model: Model = (spoilt(|_, grad| grad.b.fill(0.0)), Relu, Linear::he(&mut rng(5)));
    let error = GradCheck::default().layer(&model, &random::<(N, M)>(6)).unwrap_err();
    assert_eq!((error.worst.parameter.as_str(), error.worst.index), ("0.b", Some(vec![0, 0])));
}
#[test]
fn finds_a_layer_that_adds_to_its_gradient_instead_of_overwriting_it() {
    let layer = spoilt(|before, grad| grad.w += &before.w);
    let error = GradCheck::default().layer(&layer, &random::<(N, M)>(7)).unwrap_err();
    assert_eq!(error.worst.parameter, "w");
}
#[test]
fn finds_a_layer_that_forgets_a_gradient() {
    let layer = spoilt(|before, grad| grad.b = before.b.clone());
    let error = GradCheck::default().layer(&layer, &random::<(N, M)>(7)).unwrap_err();
    assert_eq!((error.worst.parameter.as_str(), error.wrong), ("b", 7));
}
#[test]
fn differences_measure_the_errors_of_the_course() {
    let x = Tensor::<(N,), f64>::from([1.0, -2.0, 0.0]);
    let y = Tensor::<(N,), f64>::from([1.0, 2.0, 1e-9]);
    assert_eq!(rel_error(&x, &y), 1.0);
    assert_eq!(rel_error(&x, &x), 0.0);
    assert_eq!(rel_error(&Tensor::zeros(), &Tensor::<(N,), f64>::from([0.0, 0.0, 1e-9])), 0.1);
    let spoilt = Tensor::<(N,), f64>::from([f64::NAN, -2.0, 0.0]);
    assert!(rel_error(&x, &spoilt).is_nan() && rel_error(&spoilt, &x).is_nan());
}
#[test]
fn a_numeric_gradient_is_that_of_the_function() {
    let x = random::<(N, M)>(8);
    let dx = numeric_gradient(|x| x.exp().sum_all(), &x);
    assert!(rel_error(&dx, &x.exp()) < 1e-9);
}
