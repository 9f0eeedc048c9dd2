//! Every gradient in the crate against central differences, in f64, at odd shapes; and the proof that none was forgotten.
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use shapeful::ops::*;
use shapeful::{
    Array, Axis, Dim, Float, GradCheck, Init, Labels, Layer, Linear, Params, Relu, Shape, Tensor, affine_backward,
    affine_forward, affine_relu_backward, affine_relu_forward, axes, dim, l2_backward, l2_loss, network, softmax_loss,
    softmax_loss_into, span, svm_loss, svm_loss_into,
};
use std::collections::BTreeSet;
use std::path::PathBuf;

axes! { B = 2; N = 3; M = 5; K = 7; C = 4; }

/// Far narrower than what the crate allows by default: what is checked here is smooth and of the order of 1.
const STRICT: GradCheck = GradCheck { eps: 1e-5, atol: 1e-8, rtol: 1e-6 };

fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}
/// Between −1 and 1.
fn random<S: Shape>(seed: u64) -> Tensor<S, f64> {
    Tensor::uniform(-1.0, 1.0, &mut rng(seed))
}
/// Between 1/2 and 2.
fn positive<S: Shape>(seed: u64) -> Tensor<S, f64> {
    Tensor::uniform(0.5, 2.0, &mut rng(seed))
}
/// In random order: …, −0.45, −0.15, 0.15, 0.45, …, which is away from 0 and from each other.
fn spread<S: Shape>(seed: u64) -> Tensor<S, f64> {
    let mut values: Vec<f64> = (0..S::LEN).map(|i| 0.3 * (i as f64 - (S::LEN / 2) as f64) + 0.15).collect();
    values.shuffle(&mut rng(seed));
    Tensor::try_from(values).unwrap()
}
fn number(x: f64) -> Tensor<(), f64> {
    Tensor::full(x)
}

#[track_caller]
fn agrees<X: Shape, Y: Shape>(
    x: &Array<X, f64>,
    forward: impl FnMut(&Array<X, f64>) -> Tensor<Y, f64>,
    backward: impl FnOnce(&Array<Y, f64>) -> Tensor<X, f64>,
) {
    match STRICT.function(x, forward, backward) {
        Ok(report) => assert_eq!(report.checked, X::LEN),
        Err(error) => panic!("{error}"),
    }
}
/// The same for both arguments.
#[track_caller]
fn both_agree<A: Shape, R: Shape, Y: Shape>(
    a: &Array<A, f64>,
    b: &Array<R, f64>,
    forward: impl Fn(&Array<A, f64>, &Array<R, f64>) -> Tensor<Y, f64>,
    backward: impl Fn(&Array<Y, f64>, &Array<A, f64>, &Array<R, f64>) -> (Tensor<A, f64>, Tensor<R, f64>),
) {
    agrees(a, |a| forward(a, b), |dy| backward(dy, a, b).0);
    agrees(b, |b| forward(a, b), |dy| backward(dy, a, b).1);
}
/// A layer's gradients are right, overwrite what was there, and are the same when `dx` is not asked for.
#[track_caller]
fn layer_agrees<X: Shape, L: Layer<X, f64>>(layer: &L, x: &Array<X, f64>) {
    match STRICT.layer(layer, x) {
        Ok(report) => assert_eq!(report.checked, X::LEN + layer.count()),
        Err(error) => panic!("{error}"),
    }
    let gradients = |dx: Option<&mut Array<X, f64>>| {
        let (mut cache, mut y, mut grad) = (L::Cache::default(), Tensor::full(f64::NAN), layer.clone());
        grad.each_param_mut(|_, values| values.fill(f64::NAN));
        layer.forward(x, &mut cache, &mut y);
        assert_eq!(y, layer.predict(x));
        layer.backward(x, &mut cache, &random::<L::Y>(90), dx, &mut grad);
        let mut all = Vec::new();
        grad.each_param(|_, values| all.extend_from_slice(values));
        all
    };
    let mut dx = Tensor::full(f64::NAN);
    let with_dx = gradients(Some(&mut dx));
    assert!(dx.as_slice().iter().chain(&with_dx).all(|d| !d.is_nan()), "a gradient was added to what was there");
    assert_eq!(with_dx, gradients(None));
}

/// The check at a matrix and at a batch of matrices.
macro_rules! shapes {
    ($S:ident: $check:block) => {{
        type $S = (N, M);
        $check
    }
    {
        type $S = (B, N, M);
        $check
    }};
}
/// The check along every axis of those, by name and by position; `at` is the position, which is all that `_keepdims` leaves.
macro_rules! each_axis {
    ($S:ident, $axis:ident, $at:ident: $check:block) => {
        each_axis! { @ $S, $axis, $at: $check; (M,), M, 0; (N, M), N, 0; (N, M), Axis::<1>, 1; (B, N, M), Axis::<0>, 0;
            (B, N, M), N, 1; (B, N, M), M, 2 }
    };
    (@ $S:ident, $axis:ident, $at:ident: $check:block; $($shape:ty, $which:expr, $position:literal);*) => { $({
        type $S = $shape;
        let ($axis, $at) = ($which, Axis::<$position>);
        $check
    })* };
}

/// The table: each line names the functions whose gradients its check compares, and is a test.
macro_rules! gradients { ($($test:ident: $($name:ident)* => $check:block)*) => {
    mod the_gradient_is_right {
        use super::*;
        $(#[test] fn $test() $check)*
    }
    /// What each check names, and its text.
    const TABLE: &[(&[&str], &str)] = &[$((&[$(stringify!($name)),*], stringify!($check))),*];
} }
gradients! {
    for_relu: relu relu_forward relu_into relu_backward relu_backward_into => {
        shapes!(S: {
            let x = spread::<S>(1);
            agrees(&x, relu_forward, |dy| relu_backward(dy, &x));
            agrees(&x, |x| x.relu(), |dy| relu_backward(dy, &x));
            let forward = |x: &Array<S, f64>| { let mut y = Tensor::full(f64::NAN); x.relu_into(&mut y); y };
            agrees(&x, forward, |dy| { let mut dx = Tensor::full(f64::NAN); relu_backward_into(dy, &x, &mut dx); dx });
        });
    }
    for_abs: abs abs_backward => {
        shapes!(S: { let x = spread::<S>(2); agrees(&x, |x| x.abs(), |dy| abs_backward(dy, &x)); });
    }
    for_clamp: clamp clamp_backward => {
        shapes!(S: { let x = spread::<S>(3); agrees(&x, |x| x.clamp(-1.0, 0.9), |dy| clamp_backward(dy, &x, -1.0, 0.9)); });
    }
    for_exp: exp exp_backward => {
        shapes!(S: { let x = random::<S>(4); agrees(&x, |x| x.exp(), |dy| exp_backward(dy, &x.exp())); });
    }
    for_ln: ln ln_backward => {
        shapes!(S: { let x = positive::<S>(5); agrees(&x, |x| x.ln(), |dy| ln_backward(dy, &x)); });
    }
    for_sqrt: sqrt sqrt_backward => {
        shapes!(S: { let x = positive::<S>(6); agrees(&x, |x| x.sqrt(), |dy| sqrt_backward(dy, &x.sqrt())); });
    }
    for_tanh: tanh tanh_backward => {
        shapes!(S: { let x = random::<S>(7) * 2.0; agrees(&x, |x| x.tanh(), |dy| tanh_backward(dy, &x.tanh())); });
    }
    for_sigmoid: sigmoid sigmoid_backward => {
        shapes!(S: { let x = random::<S>(8) * 3.0; agrees(&x, |x| x.sigmoid(), |dy| sigmoid_backward(dy, &x.sigmoid())); });
    }
    for_integer_powers: powi powi_backward => {
        shapes!(S: {
            for exponent in [-3, -1, 0, 1, 2, 3, 6] {
                let x = spread::<S>(9).map(|x| x.signum() * (0.5 + x.abs() / 5.0));
                agrees(&x, |x| x.powi(exponent), |dy| powi_backward(dy, &x, exponent));
            }
        });
    }
    for_maximum_and_minimum: maximum maximum_backward minimum minimum_backward => {
        shapes!(S: {
            let (a, b) = (spread::<S>(10), spread::<S>(11) + 0.1);
            both_agree(&a, &b, |a, b| a.maximum(b), maximum_backward);
            both_agree(&a, &b, |a, b| a.minimum(b), minimum_backward);
        });
    }

    for_sums: sum sum_keepdims sum_all sum_backward => {
        each_axis!(S, axis, at: {
            let x = random::<S>(20);
            agrees(&x, |x| x.sum(axis), |dy| sum_backward(dy, axis));
            agrees(&x, |x| x.sum_keepdims(at), |dy| sum_backward(dy, at));
            agrees(&x, |x| x.sum_keepdims(axis), |dy| dy.broadcast().to_tensor());
            agrees(&x, |x| number(x.sum_all()), |dy| dy.broadcast().to_tensor());
        });
    }
    for_means: mean mean_keepdims mean_all mean_backward => {
        each_axis!(S, axis, at: {
            let x = random::<S>(21);
            agrees(&x, |x| x.mean(axis), |dy| mean_backward(dy, axis));
            agrees(&x, |x| x.mean_keepdims(at), |dy| mean_backward(dy, at));
            agrees(&x, |x| number(x.mean_all()), |dy| Tensor::full(dy.item() / S::LEN as f64));
        });
    }
    for_variances: var var_keepdims var_all var_backward => {
        each_axis!(S, axis, at: {
            let x = random::<S>(22);
            agrees(&x, |x| x.var(axis), |dy| var_backward(dy, &x, axis));
            agrees(&x, |x| x.var_keepdims(at), |dy| var_backward(dy, &x, at));
            let all = |dy: &Array<(), f64>| var_backward(dy, x.ravel(), Axis::<0>).unravel::<S>().to_tensor();
            agrees(&x, |x| number(x.var_all()), all);
        });
    }
    for_the_greatest_and_the_least: max max_keepdims max_all max_backward min min_keepdims min_all min_backward => {
        each_axis!(S, axis, at: {
            let x = spread::<S>(23);
            agrees(&x, |x| x.max(axis), |dy| max_backward(dy, &x, axis));
            agrees(&x, |x| x.min(axis), |dy| min_backward(dy, &x, axis));
            agrees(&x, |x| x.max_keepdims(at), |dy| max_backward(dy, &x, at));
            agrees(&x, |x| x.min_keepdims(at), |dy| min_backward(dy, &x, at));
            let all = |dy: &Array<(), f64>| max_backward(dy, x.ravel(), Axis::<0>).unravel::<S>().to_tensor();
            agrees(&x, |x| number(x.max_all()), all);
            let all = |dy: &Array<(), f64>| min_backward(dy, x.ravel(), Axis::<0>).unravel::<S>().to_tensor();
            agrees(&x, |x| number(x.min_all()), all);
        });
    }
    for_logsumexp: logsumexp logsumexp_keepdims logsumexp_all logsumexp_backward => {
        each_axis!(S, axis, at: {
            let x = random::<S>(24) * 3.0;
            agrees(&x, |x| x.logsumexp(axis), |dy| logsumexp_backward(dy, &x, axis));
            agrees(&x, |x| x.logsumexp_keepdims(at), |dy| logsumexp_backward(dy, &x, at));
            let all = |dy: &Array<(), f64>| logsumexp_backward(dy, x.ravel(), Axis::<0>).unravel::<S>().to_tensor();
            agrees(&x, |x| number(x.logsumexp_all()), all);
        });
    }
    for_softmax: softmax softmax_backward => {
        each_axis!(S, axis, at: {
            let x = random::<S>(25) * 3.0;
            agrees(&x, |x| x.softmax(axis), |dy| softmax_backward(dy, &x.softmax(axis), axis));
            agrees(&x, |x| x.softmax(at), |dy| softmax_backward(dy, &x.softmax(at), at));
        });
    }

    for_products_of_matrices: matmul matmul_into matmul_backward => {
        let (a, b) = (random::<(N, M)>(30), random::<(M, K)>(31));
        both_agree(&a, &b, |a, b| a.matmul(b), matmul_backward);
        let forward = |a: &Array<(N, M), f64>, b: &Array<(M, K), f64>| { let mut y = Tensor::full(f64::NAN); a.matmul_into(b, &mut y); y };
        both_agree(&a, &b, forward, matmul_backward);
    }
    for_products_of_transposes: t to_tensor => {
        macro_rules! transposes { ($($batch:ident)*) => {
            let (a, at) = (random::<($($batch,)* N, M)>(32), random::<($($batch,)* M, N)>(33));
            let (b, bt) = (random::<($($batch,)* M, K)>(34), random::<($($batch,)* K, M)>(35));
            both_agree(&a, &b, |a, b| a.matmul(b), |dy, a, b| (dy.matmul(b.t()), a.t().matmul(dy)));
            both_agree(&at, &b, |a, b| a.t().matmul(b), |dy, a, b| (b.matmul(dy.t()), a.matmul(dy)));
            both_agree(&a, &bt, |a, b| a.matmul(b.t()), |dy, a, b| (dy.matmul(b), dy.t().matmul(a)));
            both_agree(&at, &bt, |a, b| a.t().matmul(b.t()), |dy, a, b| (b.t().matmul(dy.t()), dy.t().matmul(a.t())));
            agrees(&a, |a| a.t().to_tensor(), |dy| dy.t().to_tensor());
        } }
        transposes! {}
        transposes! { B }
        transposes! { B C }
    }
    for_products_with_vectors: outer outer_backward dot dot_backward => {
        let (a, at, v, u) = (random::<(N, M)>(36), random::<(M, N)>(37), random::<(M,)>(38), random::<(N,)>(39));
        both_agree(&a, &v, |a, v| a.matmul(v), |dy, a, v| (dy.outer(v), a.t().matmul(dy)));
        both_agree(&at, &v, |a, v| a.t().matmul(v), |dy, a, v| (v.outer(dy), a.matmul(dy)));
        both_agree(&u, &a, |u, a| u.matmul(a), |dy, u, a| (a.matmul(dy), u.outer(dy)));
        both_agree(&u, &at, |u, a| u.matmul(a.t()), |dy, u, a| (dy.matmul(a), dy.outer(u)));
        both_agree(&u, &v, |u, v| u.outer(v), outer_backward);
        shapes!(S: {
            let (a, b) = (random::<S>(40), random::<S>(41));
            both_agree(&a, &b, |a, b| number(a.dot(b)), |dy, a, b| dot_backward(dy.item(), a, b));
        });
    }

    for_arithmetic_of_equal_shapes: add_backward sub_backward mul_backward div_backward => {
        shapes!(S: {
            let (a, b) = (random::<S>(50), spread::<S>(51));
            both_agree(&a, &b, |a, b| a + b, |dy, _, _| add_backward(dy));
            both_agree(&a, &b, |a, b| a - b, |dy, _, _| sub_backward(dy));
            both_agree(&a, &b, |a, b| a * b, mul_backward);
            both_agree(&a, &b, |a, b| a / b, div_backward);
            both_agree(&a, &b, |a, b| a.to_tensor() * b.to_tensor(), mul_backward);
            both_agree(&a, &b, |a, b| { let mut y = a.to_tensor(); y += b; y }, |dy, _, _| add_backward(dy));
            both_agree(&a, &b, |a, b| { let mut y = a.to_tensor(); y -= b; y }, |dy, _, _| sub_backward(dy));
            both_agree(&a, &b, |a, b| { let mut y = a.to_tensor(); y *= b; y }, mul_backward);
            both_agree(&a, &b, |a, b| { let mut y = a.to_tensor(); y /= b; y }, div_backward);
            // The gradients of one array that stands on both sides add up.
            agrees(&a, |a| a * a, |dy| { let (left, right) = mul_backward(dy, &a, &a); left + right });
            agrees(&a, |a| -a, |dy| -dy);
        });
    }
    for_arithmetic_with_numbers: powi_backward => {
        shapes!(S: {
            let x = spread::<S>(52);
            agrees(&x, |x| x + 2.0, |dy| dy.to_tensor());
            agrees(&x, |x| 2.0 + x, |dy| dy.to_tensor());
            agrees(&x, |x| x - 2.0, |dy| dy.to_tensor());
            agrees(&x, |x| 2.0 - x, |dy| -dy);
            agrees(&x, |x| x * 2.0, |dy| dy * 2.0);
            agrees(&x, |x| 2.0 * x, |dy| 2.0 * dy);
            agrees(&x, |x| x / 2.0, |dy| dy / 2.0);
            agrees(&x, |x| 2.0 / x, |dy| powi_backward(dy, &x, -1) * 2.0);
            agrees(&x, |x| { let mut y = x.to_tensor(); y *= 2.0; y += 1.0; y -= 3.0; y /= 4.0; y }, |dy| dy / 2.0);
        });
    }
    for_arithmetic_that_stretches: broadcast broadcast_backward => {
        macro_rules! stretches { ($($small:ty => $large:ty;)*) => { $({
            let (x, b) = (spread::<$large>(53), spread::<$small>(54));
            let wide = |b: &Array<$small, f64>| -> Tensor<$large, f64> { b.broadcast().to_tensor() };
            fn narrow((dx, dwide): (Tensor<$large, f64>, Tensor<$large, f64>)) -> (Tensor<$large, f64>, Tensor<$small, f64>) {
                (dx, broadcast_backward(&dwide))
            }
            fn swap((a, b): (Tensor<$large, f64>, Tensor<$large, f64>)) -> (Tensor<$large, f64>, Tensor<$large, f64>) {
                (b, a)
            }
            agrees(&b, wide, |dy| broadcast_backward(dy));
            both_agree(&x, &b, |x, b| x + b.broadcast(), |dy, _, _| narrow(add_backward(dy)));
            both_agree(&x, &b, |x, b| x - b.broadcast(), |dy, _, _| narrow(sub_backward(dy)));
            both_agree(&x, &b, |x, b| x * b.broadcast(), |dy, x, b| narrow(mul_backward(dy, x, &wide(b))));
            both_agree(&x, &b, |x, b| x / b.broadcast(), |dy, x, b| narrow(div_backward(dy, x, &wide(b))));
            both_agree(&x, &b, |x, b| b.broadcast() + x, |dy, _, _| narrow(add_backward(dy)));
            both_agree(&x, &b, |x, b| b.broadcast() - x, |dy, _, _| narrow(swap(sub_backward(dy))));
            both_agree(&x, &b, |x, b| b.broadcast() * x, |dy, x, b| narrow(mul_backward(dy, x, &wide(b))));
            both_agree(&x, &b, |x, b| b.broadcast() / x, |dy, x, b| narrow(swap(div_backward(dy, &wide(b), x))));
            both_agree(&x, &b, |x, b| { let mut y = x.to_tensor(); y *= b.broadcast(); y },
                |dy, x, b| narrow(mul_backward(dy, x, &wide(b))));
        })* } }
        stretches! {
            () => (M,);
            () => (B, N, M);
            (dim!(1),) => (M,);
            (M,) => (N, M);
            (dim!(1), M) => (N, M);
            (N, dim!(1)) => (N, M);
            (N, M) => (N, M);
            (M,) => (B, N, M);
            (N, dim!(1)) => (B, N, M);
            (B, dim!(1), M) => (B, N, M);
            (B, dim!(1), dim!(1)) => (B, N, M);
            (dim!(1), C, dim!(1), dim!(1)) => (B, C, N, M);
        }
    }

    for_other_shapes_of_the_same_numbers: flatten split ravel unravel relabel => {
        type Images = (N, B, C, M);
        let x = random::<Images>(60);
        agrees(&x, |x| x.flatten().to_tensor(), |dy| dy.split::<(B, C, M)>().to_tensor());
        agrees(&x, |x| x.ravel().to_tensor(), |dy| dy.unravel().to_tensor());
        let rows = random::<(N, dim!(40))>(61);
        agrees(&rows, |x| x.split::<(B, C, M)>().to_tensor(), |dy| dy.flatten().to_tensor());
        agrees(&rows, |x| x.relabel::<(dim!(3), dim!(40))>().to_tensor(), |dy| dy.relabel().to_tensor());
        let vector = random::<(dim!(15),)>(62);
        agrees(&vector, |x| x.unravel::<(N, M)>().to_tensor(), |dy| dy.ravel().to_tensor());
    }
    for_permutations: permute => {
        agrees(&random::<(N, M)>(63), |x| x.permute((M, N)), |dy| dy.permute((N, M)));
        agrees(&random::<(B, N, M)>(64), |x| x.permute((M, B, N)), |dy| dy.permute((B, N, M)));
        let first = |x: &Array<(B, N, M), f64>| x.permute((Axis::<2>, Axis::<0>, Axis::<1>));
        agrees(&random(65), first, |dy| dy.permute((Axis::<1>, Axis::<2>, Axis::<0>)));
    }
    for_concatenation: concat concat_backward => {
        let (a, b) = (random::<(N, M)>(66), random::<(N, K)>(67));
        both_agree(&a, &b, |a, b| a.concat(b, M), |dy, _, _| concat_backward(dy, M));
        let (a, b) = (random::<(N, M)>(68), random::<(K, M)>(69));
        both_agree(&a, &b, |a, b| a.concat(b, N), |dy, _, _| concat_backward(dy, N));
        let (a, b) = (random::<(B, N, M)>(70), random::<(B, K, M)>(71));
        both_agree(&a, &b, |a, b| a.concat(b, Axis::<1>), |dy, _, _| concat_backward(dy, Axis::<1>));
    }
    for_stacks: stack => {
        shapes!(S: {
            let (a, b) = (random::<S>(72), random::<S>(73));
            both_agree(&a, &b, |a, b| stack([a, b, a]),
                |dy, _, _| (dy.row(0) + dy.row(2), dy.row(1).to_tensor()));
        });
    }
    for_slices: slice slice_backward => {
        let x = random::<(B, N, M)>(74);
        agrees(&x, |x| x.slice(B, span!(1..2)), |dy| slice_backward(dy, B, span!(1..2)));
        agrees(&x, |x| x.slice(N, span!(0..2)), |dy| slice_backward(dy, N, span!(0..2)));
        agrees(&x, |x| x.slice(Axis::<2>, span!(1..4)), |dy| slice_backward(dy, Axis::<2>, span!(1..4)));
        agrees(&x, |x| x.slice(M, span!(0..5)), |dy| slice_backward(dy, M, span!(0..5)));
        agrees(&random::<(M,)>(75), |x| x.slice(M, span!(2..5)), |dy| slice_backward(dy, M, span!(2..5)));
    }
    for_picking_rows: select select_into select_backward => {
        let rows = Labels::<C, K>::new([5, 1, 5, 6]).unwrap();
        agrees(&random::<(K,)>(76), |x| x.select(&rows), |dy| select_backward(dy, &rows));
        agrees(&random::<(K, M)>(77), |x| x.select(&rows), |dy| select_backward(dy, &rows));
        agrees(&random::<(K, N, M)>(78), |x| x.select(&rows), |dy| select_backward(dy, &rows));
        let forward = |x: &Array<(K, M), f64>| { let mut y = Tensor::full(f64::NAN); x.select_into(&rows, &mut y); y };
        agrees(&random(79), forward, |dy| select_backward(dy, &rows));
    }
    for_picking_elements: gather gather_backward => {
        let columns = Labels::<N, M>::new([4, 0, 4]).unwrap();
        agrees(&random::<(N, M)>(80), |x| x.gather(&columns), |dy| gather_backward(dy, &columns));
    }

    for_the_softmax_loss: softmax_loss softmax_loss_into => {
        let (x, y) = (random::<(N, M)>(81) * 3.0, Labels::new([4, 0, 4]).unwrap());
        agrees(&x, |x| number(softmax_loss(x, &y).0), |dy| softmax_loss(&x, &y).1 * dy.item());
        let into = |x: &Array<(N, M), f64>| { let mut dx = Tensor::full(f64::NAN); (softmax_loss_into(x, &y, &mut dx), dx) };
        agrees(&x, |x| number(into(x).0), |dy| into(&x).1 * dy.item());
    }
    for_the_hinge_loss: svm_loss svm_loss_into => {
        let (x, y) = (spread::<(N, M)>(82), Labels::new([4, 0, 4]).unwrap());
        agrees(&x, |x| number(svm_loss(x, &y).0), |dy| svm_loss(&x, &y).1 * dy.item());
        let into = |x: &Array<(N, M), f64>| { let mut dx = Tensor::full(f64::NAN); (svm_loss_into(x, &y, &mut dx), dx) };
        agrees(&x, |x| number(into(x).0), |dy| into(&x).1 * dy.item());
    }
    for_regularisation: l2_loss l2_backward => {
        shapes!(S: {
            let w = random::<S>(83);
            agrees(&w, |w| number(l2_loss(w, 0.7)), |dy| l2_backward(&w, 0.7) * dy.item());
        });
    }

    for_affine: affine_forward affine_backward affine_relu_forward affine_relu_backward => {
        macro_rules! affine { ($($x:ty, $w:ty;)*) => { $({
            let (x, w, b) = (random::<$x>(84), random::<$w>(85), random::<(dim!(1), K)>(86));
            agrees(&x, |x| affine_forward(x, &w, &b), |dout| affine_backward(dout, &x, &w).dx);
            agrees(&w, |w| affine_forward(&x, w, &b), |dout| affine_backward(dout, &x, &w).dw);
            agrees(&b, |b| affine_forward(&x, &w, b), |dout| affine_backward(dout, &x, &w).db);
            let out = affine_relu_forward(&x, &w, &b);
            assert!(out.as_slice().contains(&0.0) && out.max_all() > 0.0, "both sides of the kink are to be seen");
            agrees(&x, |x| affine_relu_forward(x, &w, &b), |dout| affine_relu_backward(dout, &out, &x, &w).dx);
            agrees(&w, |w| affine_relu_forward(&x, w, &b), |dout| affine_relu_backward(dout, &out, &x, &w).dw);
            agrees(&b, |b| affine_relu_forward(&x, &w, b), |dout| affine_relu_backward(dout, &out, &x, &w).db);
        })* } }
        affine! {
            (N, M), (M, K);
            (dim!(1), M), (M, K);
            (N, B, M), (dim!(10), K);
            (N, B, C, M), (dim!(40), K);
            (N, B, C, M, dim!(1)), (dim!(40), K);
            (N, B, dim!(1), C, M, dim!(1)), (dim!(40), K);
        }
    }
    for_the_layers: Linear Relu => {
        layer_agrees(&Linear::<M, K, f64>::xavier(&mut rng(87)), &random::<(N, M)>(88));
        layer_agrees(&Linear::<M, K, f64>::he(&mut rng(87)), &random::<(dim!(1), M)>(88));
        layer_agrees(&Linear::<M, K, f64>::he(&mut rng(87)), &random::<(B, N, M)>(88));
        shapes!(S: { layer_agrees(&Relu, &spread::<S>(89)); });
    }
    for_networks: model => {
        type Single = (Linear<M, K, f64>,);
        type Three = (Linear<M, K, f64>, Relu, Linear<K, C, f64>);
        type Nested = ((Linear<M, K, f64>, Relu), (Relu, Linear<K, C, f64>, Relu));
        type Eight = (Relu, Linear<M, K, f64>, Relu, Linear<K, C, f64>, Relu, Linear<C, M, f64>, Relu, Linear<M, N, f64>);
        macro_rules! models { ($($model:ty)*) => { $(
            let mut model = <$model>::init(&mut rng(90));
            // Biases that are 0 would hide a gradient that forgets them.
            model.each_param_mut(|_, values| values.iter_mut().enumerate().for_each(|(i, w)| *w += 0.01 * (i + 1) as f64));
            layer_agrees(&model, &random::<(N, M)>(91));
            layer_agrees(&model, &random::<(B, N, M)>(92));
        )* } }
        models! { Single Three Nested Eight Net Deep<K, f64> }
    }
}
network! { struct Net { hidden: Linear<M, K, f64>, act: Relu, out: Linear<K, C, f64> } }
network! { struct Deep<H: Dim, E: Float> { first: Linear<M, H, E>, act: Relu, rest: (Linear<H, C, E>, Relu, Linear<C, N, E>) } }

/// What has no gradient, and why.
const WITHOUT_A_GRADIENT: &[(&str, &str)] = &[
    ("argmax", "positions do not change smoothly"),
    ("argmax_all", "positions do not change smoothly"),
    ("argmax_keepdims", "positions do not change smoothly"),
    ("argmin", "positions do not change smoothly"),
    ("argmin_all", "positions do not change smoothly"),
    ("argmin_keepdims", "positions do not change smoothly"),
    ("map", "the function is the caller's, and so is its slope"),
    ("map_in_place", "the function is the caller's, and so is its slope"),
    ("map_into", "the function is the caller's, and so is its slope"),
    ("zip_map", "the function is the caller's, and so is its slope"),
    ("zip_map_in_place", "the function is the caller's, and so is its slope"),
    ("zip_map_into", "the function is the caller's, and so is its slope"),
    ("jacobian_of_backward", "makes a Jacobian of any backward function; tests/jacobians.rs checks it"),
];
/// Files of operations that are no functions, and where they are checked.
const FILES_WITHOUT_FUNCTIONS: &[(&str, &str)] = &[
    ("ops/mod.rs", "the list of files"),
    ("ops/conv_out.rs", "a size, which is no number of an array"),
    ("ops/arithmetic.rs", "`+=` and its like: in the checks of arithmetic, with the operators of ops/operators.rs"),
];

/// What a source file offers that has a gradient: in `src/ops` and `src/loss` every public function, elsewhere those whose name
/// says so, and everywhere what is a layer.
fn offered(file: &str, source: &str) -> BTreeSet<String> {
    let source = source.split("#[cfg(test)]").next().unwrap();
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let is_ours = file.starts_with("ops/") || file.starts_with("loss/");
    let shown = code.replace("#[doc(hidden)] pub ", "hidden ");
    let functions =
        shown.split("pub ").skip(1).filter_map(|after| after.trim_start_matches("const ").strip_prefix("fn "));
    let functions = functions
        .map(identifier)
        .filter(|name| is_ours || name.contains("_backward") || name.ends_with("_loss") || name.contains("_loss_"));
    let headers = code.split("impl").skip(1).map(|after| after.split('{').next().unwrap());
    let layers = headers.filter_map(|header| {
        let (implemented, by) = header.split_once(" for ")?;
        let at = implemented.find("Layer<")?;
        let is_whole_word = !implemented[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        is_whole_word.then(|| identifier(by.trim_start_matches('$')))
    });
    functions.chain(layers).map(String::from).collect()
}
fn identifier(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap()
}
/// All sources of the crate, with their paths below `src`.
fn sources() -> Vec<(String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut sources) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        // Commands use the library, and add nothing to it.
        if folder == root.join("bin") {
            continue;
        }
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                sources.push((name, std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    sources
}

#[test]
fn every_gradient_in_the_sources_is_in_the_table() {
    let checked: BTreeSet<&str> = TABLE.iter().flat_map(|(names, _)| *names).copied().collect();
    let excused: BTreeSet<&str> = WITHOUT_A_GRADIENT.iter().map(|(name, _)| *name).collect();
    let (mut all, mut missing, mut without_functions) = (BTreeSet::new(), Vec::new(), BTreeSet::new());
    for (file, source) in sources() {
        let names = offered(&file, &source);
        for name in &names {
            if !checked.contains(&**name) && !excused.contains(&**name) {
                missing.push(format!("src/{file}: {name}"));
            }
        }
        if file.starts_with("ops/") && names.is_empty() {
            without_functions.insert(file);
        }
        all.extend(names);
    }
    assert!(missing.is_empty(), "without a check in tests/gradients.rs:\n{}", missing.join("\n"));
    let gone: Vec<&&str> = checked.iter().chain(&excused).filter(|name| !all.contains(**name)).collect();
    assert!(gone.is_empty(), "in the table of tests/gradients.rs, but no longer in the sources: {gone:?}");
    let listed: BTreeSet<String> = FILES_WITHOUT_FUNCTIONS.iter().map(|(file, _)| file.to_string()).collect();
    assert_eq!(
        without_functions, listed,
        "an operation without a public function is listed with the place of its check"
    );
}
#[test]
fn every_check_calls_what_it_names() {
    for (names, check) in TABLE {
        let words: BTreeSet<&str> = check.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        for name in *names {
            assert!(words.contains(name), "{name} is named, but not called");
        }
    }
}
#[test]
fn what_the_sources_offer_is_found_wherever_it_stands() {
    let source = "
        //! pub fn not_this_backward
        /// impl<X: Shape> Layer<X> for NorThis {
        pub fn cosh_backward<S: Shape>(dy: &Array<S>) {}
        impl<S> Array<S> {
            pub fn cosh(&self) {}
            pub(crate) fn nor_that_backward() {}
            pub const fn kl_loss() {}
            #[doc(hidden)]
            pub const fn cosh_len() {}
        }
        impl<N: Dim, E: Float> Layer<(N, M), E>
            for Gelu<M>
        where
            M: Dim,
        {
        }
        impl HasLayer<{ 0 }> for NorThat {}
        impl<X> crate::Layer<X> for $model {}
        #[cfg(test)]
        mod tests { pub fn nor_here_backward() {} }
    ";
    assert!(offered("ops/cosh.rs", source).iter().eq(["Gelu", "cosh", "cosh_backward", "kl_loss", "model"]));
    assert!(offered("layers/gelu.rs", source).iter().eq(["Gelu", "cosh_backward", "kl_loss", "model"]));
}

mod at_the_kink {
    use super::*;

    #[test]
    fn relu_lets_nothing_through() {
        let (x, dy) = (Tensor::<(N,), f64>::from([-1.0, 0.0, 1.0]), Tensor::from([2.0, 3.0, 5.0]));
        assert_eq!(relu_backward(&dy, &x), [0.0, 0.0, 5.0]);
        assert_eq!(relu_backward(&dy, &-&x), [2.0, 0.0, 0.0], "-0 is 0");
        let mut dx = Tensor::full(f64::NAN);
        Relu.backward(&x, &mut (), &dy, Some(&mut dx), &mut Relu.clone());
        assert_eq!(dx, [0.0, 0.0, 5.0]);
    }
    #[test]
    fn affine_relu_lets_nothing_through() {
        let x = Tensor::<(B, dim!(1)), f64>::from([[1.0], [2.0]]);
        let (w, b) =
            (Tensor::<(dim!(1), B), f64>::from([[1.0, -1.0]]), Tensor::<(dim!(1), B), f64>::from([[-1.0, 1.0]]));
        let out = affine_relu_forward(&x, &w, &b);
        assert_eq!(out, [[0.0, 0.0], [1.0, 0.0]]);
        let grads = affine_relu_backward(&Tensor::from([[3.0, 5.0], [7.0, 11.0]]), &out, &x, &w);
        assert_eq!(grads.dx, [[0.0], [7.0]]);
        assert_eq!(grads.dw, [[14.0, 0.0]]);
        assert_eq!(grads.db, [[7.0, 0.0]]);
    }
    #[test]
    fn abs_is_level() {
        let x = Tensor::<(C,), f64>::from([-1.0, -0.0, 0.0, 1.0]);
        assert_eq!(abs_backward(&Tensor::from([2.0, 3.0, 5.0, 7.0]), &x), [-2.0, 0.0, 0.0, 7.0]);
    }
    #[test]
    fn clamp_passes_at_both_ends() {
        let x = Tensor::<(M,), f64>::from([-1.5, -1.0, 0.0, 1.0, 1.5]);
        assert_eq!(clamp_backward(&Tensor::full(3.0), &x, -1.0, 1.0), [0.0, 3.0, 3.0, 3.0, 0.0]);
    }
    #[test]
    fn the_first_of_several_greatest_gets_all() {
        let x = Tensor::<(N, M), f64>::from([[1.0, 9.0, 9.0, 0.0, 9.0], [9.0, 9.0, 0.0, 0.0, 0.0], [0.0; 5]]);
        let dy = Tensor::<(N,), f64>::from([2.0, 3.0, 5.0]);
        let rows = [[0.0, 2.0, 0.0, 0.0, 0.0], [3.0, 0.0, 0.0, 0.0, 0.0], [5.0, 0.0, 0.0, 0.0, 0.0]];
        assert_eq!(max_backward(&dy, &x, M), rows);
        assert_eq!(min_backward(&dy, &-&x, M), rows);
        let dy = Tensor::<(M,), f64>::from([2.0, 3.0, 5.0, 7.0, 11.0]);
        let columns = [[0.0, 3.0, 5.0, 7.0, 11.0], [2.0, 0.0, 0.0, 0.0, 0.0], [0.0; 5]];
        assert_eq!(max_backward(&dy, &x, Axis::<0>), columns);
        assert_eq!(min_backward(&dy, &-&x, Axis::<0>), columns);
    }
    #[test]
    fn of_two_equals_the_left_gets_all() {
        let (a, b) = (Tensor::<(N,), f64>::from([1.0, 2.0, 0.0]), Tensor::from([2.0, 2.0, -0.0]));
        let dy = Tensor::from([3.0, 5.0, 7.0]);
        let (da, db) = maximum_backward(&dy, &a, &b);
        assert_eq!((da.as_slice(), db.as_slice()), (&[0.0, 5.0, 7.0][..], &[3.0, 0.0, 0.0][..]));
        let (da, db) = minimum_backward(&dy, &a, &b);
        assert_eq!((da.as_slice(), db.as_slice()), (&[3.0, 5.0, 7.0][..], &[0.0, 0.0, 0.0][..]));
    }
    #[test]
    fn a_margin_of_exactly_zero_pulls_at_nothing() {
        let x = Tensor::<(B, N), f64>::from([[3.0, 2.0, 2.5], [1.0, 2.0, 0.0]]);
        let (loss, dx) = svm_loss(&x, &Labels::new([0, 1]).unwrap());
        assert_eq!(loss, 0.25);
        assert_eq!(dx, [[-0.5, 0.0, 0.5], [0.0, 0.0, 0.0]]);
    }
}

mod along_random_directions {
    use super::*;
    axes! { Batch = 64; Pixels = 784; Hidden = 100; Classes = 1000; }

    #[track_caller]
    fn agree<X: Shape, Y: Shape>(
        x: &Array<X, f64>,
        forward: impl FnMut(&Array<X, f64>) -> Tensor<Y, f64>,
        backward: impl FnOnce(&Array<Y, f64>) -> Tensor<X, f64>,
    ) {
        let report = GradCheck { eps: 1e-5, atol: 1e-7, rtol: 1e-6 }.directions(3, x, forward, backward);
        assert_eq!(report.unwrap_or_else(|error| panic!("{error}")).checked, 3);
    }

    #[test]
    fn a_large_affine_layer_agrees() {
        let (x, w, b) = (random::<(Batch, Pixels)>(1), random::<(Pixels, Hidden)>(2), random::<(dim!(1), Hidden)>(3));
        agree(&x, |x| affine_forward(x, &w, &b), |dout| affine_backward(dout, &x, &w).dx);
        agree(&w, |w| affine_forward(&x, w, &b), |dout| affine_backward(dout, &x, &w).dw);
        agree(&b, |b| affine_forward(&x, &w, b), |dout| affine_backward(dout, &x, &w).db);
    }
    #[test]
    fn a_large_softmax_agrees() {
        let x = random::<(Batch, Classes)>(4) * 5.0;
        agree(&x, |x| x.softmax(Classes), |dy| softmax_backward(dy, &x.softmax(Classes), Classes));
        agree(&x, |x| x.logsumexp(Batch), |dy| logsumexp_backward(dy, &x, Batch));
        let y = Labels::new((0..64).map(|n| n * n % 1000).collect::<Vec<i32>>()).unwrap();
        agree(&x, |x| number(softmax_loss(x, &y).0), |dy| softmax_loss(&x, &y).1 * dy.item());
    }
    #[test]
    fn large_reductions_agree() {
        let x = random::<(Batch, Pixels)>(5);
        agree(&x, |x| x.var(Batch), |dy| var_backward(dy, &x, Batch));
        agree(&x, |x| x.mean(Pixels), |dy| mean_backward(dy, Pixels));
        agree(&x, |x| x.permute((Pixels, Batch)), |dy| dy.t().to_tensor());
    }
    #[test]
    fn an_error_that_is_the_same_everywhere_is_found() {
        // Softmax without its sum: y·dy instead of y·(dy − Σ dy·y).
        let x = random::<(Batch, Classes)>(6) * 0.1;
        let error =
            GradCheck::default().directions(5, &x, |x| x.softmax(Classes), |dy| dy * x.softmax(Classes)).unwrap_err();
        assert_eq!((error.worst.parameter.as_str(), error.worst.index.as_deref()), ("x", None));
        assert!(error.to_string().starts_with("the derivative in a direction of x is "));
    }
}
