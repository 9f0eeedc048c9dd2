//! Operations on arrays, the affine layer and networks of it.
use super::*;

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
    for_regularisation: l2_loss l2_backward l2_regularization => {
        shapes!(S: {
            let w = random::<S>(83);
            agrees(&w, |w| number(l2_loss(w, 0.7)), |dy| l2_backward(&w, 0.7) * dy.item());
        });
        // Of a whole model: nothing of the bias, and added to what is there.
        let net = |w: &Array<(M, K), f64>| Linear::<M, K, f64> { w: Box::new(w.clone()).into(), b: Tensor::full(5.0) };
        let (w, before) = (random::<(M, K)>(831), random::<(M, K)>(832));
        agrees(&w, |w| number(l2_regularization(&net(w), 0.7, &mut net(&before))), |dy| {
            let mut grad = net(&before);
            l2_regularization(&net(&w), 0.7, &mut grad);
            assert_eq!(grad.b, Tensor::full(5.0));
            (grad.w - &before) * dy.item()
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
    for_flatten: Flatten => {
        layer_agrees(&Flatten, &random::<(N, B, C, M)>(93));
        layer_agrees(&Flatten, &random::<(N,)>(94));
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
