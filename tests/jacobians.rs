//! Jacobians: what backward stands for, row by row, against the numeric ones; and their products with vectors.
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::ops::*;
use shapeful::{
    Array, Axis, Dim, Join, Labels, Shape, Tensor, affine_backward, affine_forward, axes, dim, jacobian,
    jacobian_of_backward, jvp, rel_error, span, vjp,
};

axes! { N = 3; M = 5; D = 4; }

fn random<S: Shape>(seed: u64) -> Tensor<S, f64> {
    Tensor::uniform(-1.0, 1.0, &mut StdRng::seed_from_u64(seed))
}
/// Away from 0 and from each other, in an order that jumps about.
fn spread<S: Shape>() -> Tensor<S, f64> {
    let values: Vec<f64> =
        (0..S::LEN).map(|i| 0.3 * ((7 * i + 2) % S::LEN) as f64 - 0.1 * S::LEN as f64 - 0.05).collect();
    Tensor::try_from(values).unwrap()
}
#[track_caller]
fn assert_near<S: Shape>(found: &Array<S, f64>, expected: &Array<S, f64>, bound: f64) {
    for (i, (found, expected)) in found.as_slice().iter().zip(expected.as_slice()).enumerate() {
        assert!((found - expected).abs() <= bound, "at {i}: found {found}, expected {expected}");
    }
}

/// All there is to say about one function: the exact Jacobian is the numeric one, its rows are the gradients of the outputs,
/// `vjp` with it is backward, and `jvp` with it is the derivative in a direction.
#[track_caller]
fn check<X: Shape, Y: Join<X>>(
    x: &Array<X, f64>,
    forward: impl Fn(&Array<X, f64>) -> Tensor<Y, f64>,
    backward: impl Fn(&Array<Y, f64>) -> Tensor<X, f64>,
) {
    let exact: Tensor<Y::Out, f64> = jacobian_of_backward(&backward);
    assert_eq!(<Y::Out as Shape>::DIMS, [Y::DIMS, X::DIMS].concat());
    assert_near(&exact, &jacobian(&forward, x), 1e-6);

    for (i, row) in exact.as_slice().chunks_exact(X::LEN).enumerate() {
        let mut dy = Tensor::<Y, f64>::zeros();
        dy.as_mut_slice()[i] = 1.0;
        assert_eq!(row, backward(&dy).as_slice(), "row {i} is the gradient of output {i}");
    }

    let (dy, dx) = (random::<Y>(1), random::<X>(2));
    let pulled: Tensor<X, f64> = vjp(&dy, &exact);
    assert_near(&pulled, &backward(&dy), 1e-12);

    let pushed: Tensor<Y, f64> = jvp(&exact, &dx);
    let along = |step: f64| forward(&x.zip_map(&dx, |x, dx| x + step * dx));
    assert_near(&pushed, &((along(1e-6) - along(-1e-6)) / 2e-6), 1e-6);
    // dyᵀ·(J·dx) = (dyᵀ·J)·dx
    assert!((dy.dot(&pushed) - pulled.dot(&dx)).abs() < 1e-12);
}

/// The check at a vector and at a matrix.
macro_rules! shapes {
    ($S:ident: $check:block) => {{
        type $S = (M,);
        $check
    }
    {
        type $S = (N, M);
        $check
    }};
}
macro_rules! jacobians { ($($test:ident => $check:block)*) => { $(
    #[test]
    fn $test() $check
)* } }
jacobians! {
    relu_has_its_jacobian => {
        shapes!(S: { let x = spread::<S>(); check(&x, relu_forward, |dy| relu_backward(dy, &x)); });
    }
    abs_has_its_jacobian => {
        shapes!(S: { let x = spread::<S>(); check(&x, |x| x.abs(), |dy| abs_backward(dy, &x)); });
    }
    clamp_has_its_jacobian => {
        shapes!(S: { let x = spread::<S>(); check(&x, |x| x.clamp(-0.5, 0.4), |dy| clamp_backward(dy, &x, -0.5, 0.4)); });
    }
    exp_has_its_jacobian => {
        shapes!(S: { let x = random::<S>(3); check(&x, |x| x.exp(), |dy| exp_backward(dy, &x.exp())); });
    }
    ln_has_its_jacobian => {
        shapes!(S: { let x = random::<S>(4) + 2.0; check(&x, |x| x.ln(), |dy| ln_backward(dy, &x)); });
    }
    sqrt_has_its_jacobian => {
        shapes!(S: { let x = random::<S>(5) + 2.0; check(&x, |x| x.sqrt(), |dy| sqrt_backward(dy, &x.sqrt())); });
    }
    tanh_has_its_jacobian => {
        shapes!(S: { let x = random::<S>(6); check(&x, |x| x.tanh(), |dy| tanh_backward(dy, &x.tanh())); });
    }
    sigmoid_has_its_jacobian => {
        shapes!(S: { let x = random::<S>(7); check(&x, |x| x.sigmoid(), |dy| sigmoid_backward(dy, &x.sigmoid())); });
    }
    integer_powers_have_their_jacobians => {
        shapes!(S: {
            for exponent in [-1, 0, 1, 2, 3] {
                let x = random::<S>(8) + 2.0;
                check(&x, |x| x.powi(exponent), |dy| powi_backward(dy, &x, exponent));
            }
        });
    }
    maximum_and_minimum_with_a_constant_have_their_jacobians => {
        shapes!(S: {
            let (x, b) = (spread::<S>(), spread::<S>().map(|x| 0.13 - x));
            check(&x, |x| x.maximum(&b), |dy| maximum_backward(dy, &x, &b).0);
            check(&x, |x| x.minimum(&b), |dy| minimum_backward(dy, &x, &b).0);
        });
    }
    arithmetic_with_a_constant_has_its_jacobian => {
        shapes!(S: {
            let (x, b) = (random::<S>(9), random::<S>(10) + 2.0);
            check(&x, |x| x + &b, |dy| add_backward(dy).0);
            check(&x, |x| &b - x, |dy| sub_backward(dy).1);
            check(&x, |x| x * &b, |dy| mul_backward(dy, &x, &b).0);
            check(&x, |x| x / &b, |dy| div_backward(dy, &x, &b).0);
            check(&b, |b| &x / b, |dy| div_backward(dy, &x, &b).1);
            check(&x, |x| x * x, |dy| { let (left, right) = mul_backward(dy, &x, &x); left + right });
            check(&x, |x| -x, |dy| -dy);
            check(&x, |x| x * 3.0, |dy| dy * 3.0);
        });
    }
    stretching_has_its_jacobian => {
        let row = random::<(M,)>(11);
        check(&row, |b| -> Tensor<(N, M), f64> { b.broadcast().to_tensor() }, broadcast_backward);
        let column = random::<(N, dim!(1))>(12);
        check(&column, |b| -> Tensor<(N, M), f64> { b.broadcast().to_tensor() }, broadcast_backward);
    }
    sums_have_their_jacobians => {
        check(&random::<(N, M)>(13), |x| x.sum(N), |dy| sum_backward(dy, N));
        check(&random::<(N, M)>(13), |x| x.sum(M), |dy| sum_backward(dy, M));
        check(&random::<(M,)>(13), |x| x.sum(M), |dy| sum_backward(dy, M));
    }
    means_have_their_jacobians => {
        check(&random::<(N, M)>(14), |x| x.mean(N), |dy| mean_backward(dy, N));
        check(&random::<(N, M)>(14), |x| x.mean(M), |dy| mean_backward(dy, M));
        check(&random::<(M,)>(14), |x| x.mean(M), |dy| mean_backward(dy, M));
    }
    variances_have_their_jacobians => {
        let (x, v) = (random::<(N, M)>(15), random::<(M,)>(16));
        check(&x, |x| x.var(N), |dy| var_backward(dy, &x, N));
        check(&x, |x| x.var(M), |dy| var_backward(dy, &x, M));
        check(&v, |v| v.var(M), |dy| var_backward(dy, &v, M));
    }
    greatest_and_least_have_their_jacobians => {
        let (x, v) = (spread::<(N, M)>(), spread::<(M,)>());
        check(&x, |x| x.max(N), |dy| max_backward(dy, &x, N));
        check(&x, |x| x.min(M), |dy| min_backward(dy, &x, M));
        check(&v, |v| v.max(M), |dy| max_backward(dy, &v, M));
    }
    logsumexp_has_its_jacobian => {
        let (x, v) = (random::<(N, M)>(17), random::<(M,)>(18));
        check(&x, |x| x.logsumexp(N), |dy| logsumexp_backward(dy, &x, N));
        check(&x, |x| x.logsumexp(M), |dy| logsumexp_backward(dy, &x, M));
        check(&v, |v| v.logsumexp(M), |dy| logsumexp_backward(dy, &v, M));
    }
    softmax_has_its_jacobian => {
        let (x, v) = (random::<(N, M)>(19), random::<(M,)>(20));
        check(&x, |x| x.softmax(N), |dy| softmax_backward(dy, &x.softmax(N), N));
        check(&x, |x| x.softmax(M), |dy| softmax_backward(dy, &x.softmax(M), M));
        check(&v, |v| v.softmax(M), |dy| softmax_backward(dy, &v.softmax(M), M));
    }
    products_with_a_constant_have_their_jacobians => {
        let (x, w, v) = (random::<(N, M)>(21), random::<(M, D)>(22), random::<(M,)>(23));
        check(&x, |x| x.matmul(&w), |dy| matmul_backward(dy, &x, &w).0);
        check(&w, |w| x.matmul(w), |dy| matmul_backward(dy, &x, &w).1);
        check(&v, |v| x.matmul(v), |dy| x.t().matmul(dy));
        check(&v, |v| v.matmul(&w), |dy| w.matmul(dy));
        check(&v, |v| v.outer(v), |dy| { let (left, right) = outer_backward(dy, &v, &v); left + right });
        check(&x, |x| Tensor::<(), f64>::full(x.dot(x)), |dy| { let (left, right) = dot_backward(dy.item(), &x, &x); left + right });
    }
    affine_has_its_jacobian => {
        let (x, w, b) = (random::<(N, M)>(24), random::<(M, D)>(25), random::<(dim!(1), D)>(26));
        check(&x, |x| affine_forward(x, &w, &b), |dout| affine_backward(dout, &x, &w).dx);
        check(&w, |w| affine_forward(&x, w, &b), |dout| affine_backward(dout, &x, &w).dw);
        check(&b, |b| affine_forward(&x, &w, b), |dout| affine_backward(dout, &x, &w).db);
    }
    other_shapes_of_the_same_numbers_have_the_identity => {
        check(&random::<(N, M)>(27), |x| x.ravel().to_tensor(), |dy| dy.unravel().to_tensor());
        check(&random::<(N, M)>(27), |x| x.relabel::<(dim!(3), dim!(5))>().to_tensor(), |dy| dy.relabel().to_tensor());
        check(&random::<(dim!(6),)>(28), |x| x.unravel::<(dim!(2), dim!(3))>().to_tensor(), |dy| dy.ravel().to_tensor());
        let j = jacobian(|x: &Array<(N, M), f64>| x.ravel().to_tensor(), &random(27));
        assert_near(j.flatten_rows(), &Tensor::identity(), 1e-9);
    }
    transposes_and_permutations_have_their_jacobians => {
        check(&random::<(N, M)>(29), |x| x.t().to_tensor(), |dy| dy.t().to_tensor());
        check(&random::<(N, M)>(29), |x| x.permute((M, N)), |dy| dy.permute((N, M)));
    }
    slices_and_picks_have_their_jacobians => {
        let x = random::<(N, M)>(30);
        check(&x, |x| x.slice(M, span!(1..4)), |dy| slice_backward(dy, M, span!(1..4)));
        check(&x, |x| x.slice(Axis::<0>, span!(1..3)), |dy| slice_backward(dy, Axis::<0>, span!(1..3)));
        let rows = Labels::<D, N>::new([2, 0, 2, 1]).unwrap();
        check(&x, |x| x.select(&rows), |dy| select_backward(dy, &rows));
        let columns = Labels::<N, M>::new([4, 0, 4]).unwrap();
        check(&x, |x| x.gather(&columns), |dy| gather_backward(dy, &columns));
        let b = random::<(D, M)>(31);
        check(&x, |x| x.concat(&b, N), |dy| concat_backward::<(N, M), (D, M), _, _, _, _>(dy, N).0);
        check(&x.row(0).to_tensor(), |x| stack([x, x]), |dy| dy.row(0) + dy.row(1));
    }
}

/// A Jacobian of matrices by matrices as one matrix.
trait FlattenRows {
    fn flatten_rows(&self) -> &Array<(dim!(15), dim!(15)), f64>;
}
impl FlattenRows for Tensor<(dim!(15), N, M), f64> {
    fn flatten_rows(&self) -> &Array<(dim!(15), dim!(15)), f64> {
        self.flatten()
    }
}

mod of_an_affine_function {
    use super::*;

    #[test]
    fn the_jacobian_is_the_transposed_weight() {
        let (x, w, b) = (random::<(N,)>(40), random::<(N, M)>(41), random::<(M,)>(42));
        let exact: Tensor<(M, N), f64> = jacobian_of_backward(|dz: &Array<(M,), f64>| dz.matmul(w.t()));
        assert_eq!(exact, w.t().to_tensor(), "exactly, since a product with a single 1 rounds nothing");
        let numeric: Tensor<(M, N), f64> = jacobian(|x| x.matmul(&w) + &b, &x);
        assert!(rel_error(&numeric, &exact) < 1e-8);
    }
    #[test]
    fn it_does_not_depend_on_where_it_is_taken() {
        let (w, b) = (random::<(N, M)>(41), random::<(M,)>(42));
        let at = |x: &Array<(N,), f64>| jacobian(|x| x.matmul(&w) + &b, x);
        assert_near(&at(&Tensor::zeros()), &at(&Tensor::full(5.0)), 1e-8);
    }
    #[test]
    fn by_its_bias_it_is_the_identity() {
        let (x, w, b) = (random::<(N,)>(40), random::<(N, M)>(41), random::<(M,)>(42));
        let numeric: Tensor<(M, M), f64> = jacobian(|b| x.matmul(&w) + b, &b);
        assert_near(&numeric, &Tensor::identity(), 1e-9);
    }
    #[test]
    fn of_a_batch_each_example_has_the_transposed_weight_and_nothing_else() {
        let (x, w, b) = (random::<(D, N)>(43), random::<(N, M)>(44), random::<(dim!(1), M)>(45));
        let exact: Tensor<(D, M, D, N), f64> = jacobian_of_backward(|dz| affine_backward(dz, &x, &w).dx);
        let expected = Tensor::<(D, M, D, N), f64>::from_fn(|[n, j, m, i]| if n == m { w[[i, j]] } else { 0.0 });
        assert_eq!(exact, expected);
        assert_near(&jacobian(|x| affine_forward(x, &w, &b), &x), &expected, 1e-8);
    }
    #[test]
    fn a_chain_has_the_product_of_its_jacobians() {
        let (x, w, v) = (random::<(N,)>(46), random::<(N, M)>(47), random::<(M, D)>(48));
        let h = x.matmul(&w);
        let first: Tensor<(M, N), f64> = jacobian_of_backward(|dh: &Array<(M,), f64>| dh.matmul(w.t()));
        let middle: Tensor<(M, M), f64> = jacobian_of_backward(|da| tanh_backward(da, &h.tanh()));
        let last: Tensor<(D, M), f64> = jacobian_of_backward(|dz: &Array<(D,), f64>| dz.matmul(v.t()));
        let chain: Tensor<(D, N), f64> = last.matmul(&middle).matmul(&first);
        assert_near(&jacobian(|x| x.matmul(&w).tanh().matmul(&v), &x), &chain, 1e-8);
    }
    #[test]
    fn generic_code_needs_only_axes() {
        fn of_affine<N: Dim, M: Dim>(x: &Array<(N,), f64>, w: &Array<(N, M), f64>) -> Tensor<(M, N), f64> {
            jacobian(|x| x.matmul(w), x)
        }
        fn pull<N: Dim, M: Dim>(dy: &Array<(M,), f64>, j: &Array<(M, N), f64>) -> Tensor<(N,), f64> {
            vjp(dy, j)
        }
        let w = random::<(N, M)>(49);
        let j = of_affine(&random(50), &w);
        assert_near(&j, &w.t().to_tensor(), 1e-8);
        assert_eq!(pull(&Tensor::<(M,), f64>::zeros(), &j), [0.0; 3]);
    }
}

mod of_unusual_shapes {
    use super::*;
    axes! { Empty = 0; }

    #[test]
    fn of_a_number_by_a_vector_it_is_the_gradient() {
        let x = random::<(M,)>(60);
        let j: Tensor<(M,), f64> = jacobian(|x| Tensor::<(), f64>::full(x.dot(x)), &x);
        assert_near(&j, &(&x * 2.0), 1e-8);
        let dx: Tensor<(M,), f64> = vjp(&Tensor::<(), f64>::full(3.0), &j);
        assert_near(&dx, &(&j * 3.0), 1e-15);
    }
    #[test]
    fn of_a_vector_by_a_number_it_is_a_vector() {
        let v = random::<(M,)>(61);
        let j: Tensor<(M,), f64> = jacobian(|a: &Array<(), f64>| &v * a.item(), &Tensor::full(2.0));
        assert_near(&j, &v, 1e-9);
        let dy: Tensor<(M,), f64> = jvp(&j, &Tensor::<(), f64>::full(3.0));
        assert_near(&dy, &(&j * 3.0), 1e-15);
    }
    #[test]
    fn of_nothing_it_is_empty_and_pulls_back_zeros() {
        let j: Tensor<(Empty, M), f64> = jacobian(|_: &Array<(M,), f64>| Tensor::<(Empty,), f64>::zeros(), &random(62));
        assert!(j.as_slice().is_empty());
        assert_eq!(vjp(&Tensor::<(Empty,), f64>::zeros(), &j), [0.0; 5]);
        let j: Tensor<(M, Empty), f64> = jacobian_of_backward(|_: &Array<(M,), f64>| Tensor::<(Empty,), f64>::zeros());
        assert_eq!(jvp(&j, &Tensor::<(Empty,), f64>::zeros()), [0.0; 5]);
    }
    #[test]
    fn in_single_precision_backward_has_its_jacobian_too() {
        let y = Tensor::<(N,)>::from([0.0, 0.5, -0.5]);
        let j: Tensor<(N, N)> = jacobian_of_backward(|dy| tanh_backward(dy, &y));
        assert_eq!(j, [[1.0, 0.0, 0.0], [0.0, 0.75, 0.0], [0.0, 0.0, 0.75]]);
    }
}
