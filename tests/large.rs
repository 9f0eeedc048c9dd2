//! Heap values are built in place: each way of making one works for 64 MiB, in a debug build, on a stack of 64 KiB.
use rand::{SeedableRng, rngs::SmallRng};
use shapeful::{Array, Axis, Dim, Labels, Layer, Linear, Shape, Tensor, axes, dim, ops, span};

axes! { Rows = 2048; Columns = 4096; Thin = 1; Half = 1024; Long = 8_388_608; }
/// 8 Mi numbers: as f64 they take 64 MiB.
type Table = (Rows, Columns);
type Large<S = Table, E = f64> = Tensor<S, E>;
type One = dim!(1);
const LAST: [usize; 2] = [2047, 4095];

/// Each test runs on a thread of its own with a stack of 64 KiB.
macro_rules! on_a_small_stack { ($($test:ident $body:block)*) => { $(
    #[test]
    fn $test() {
        let thread = std::thread::Builder::new().stack_size(64 * 1024).spawn(|| $body).unwrap();
        thread.join().unwrap();
    }
)* } }
fn zeros() -> Large {
    Tensor::zeros()
}
/// All zero, but for a 3 at the end.
fn marked() -> Large {
    let mut x = zeros();
    x[LAST] = 3.0;
    x
}
/// The gradient of a reduction to one axis.
fn line<A: Dim>() -> Tensor<(A,), f64> {
    Tensor::ones()
}
fn rng() -> SmallRng {
    SmallRng::seed_from_u64(1)
}

on_a_small_stack! {
    zeros_of_four_byte_elements { assert_eq!(Tensor::<(dim!(4096), dim!(4096))>::zeros()[[4095; 2]], 0.0) }
    zeros_of_one_byte_elements { assert!(!Tensor::<(dim!(8192), dim!(8192)), bool>::zeros()[[8191; 2]]) }
    zeros_of_rank_6 {
        type Deep = (dim!(8), dim!(16), dim!(16), dim!(16), dim!(16), dim!(16));
        assert_eq!(Large::<Deep>::zeros()[[7, 15, 15, 15, 15, 15]], 0.0);
    }
    zeros_of_rank_1 { assert_eq!(Large::<(Long,)>::zeros()[[8_388_607]], 0.0) }
    one_gibibyte_of_zeros { assert_eq!(Tensor::<(dim!(1 << 15), dim!(1 << 15)), u8>::zeros()[[32_767; 2]], 0) }
    default { assert_eq!(Large::<Table>::default()[LAST], 0.0) }
    ones { assert_eq!(Large::<Table>::ones()[LAST], 1.0) }
    full { assert_eq!(Large::<Table>::full(2.5)[LAST], 2.5) }
    from_fn { assert_eq!(Large::<Table>::from_fn(|[i, j]| (i * j) as f64)[LAST], 2047.0 * 4095.0) }
    identity { assert_eq!(Tensor::<(Columns, Columns)>::identity()[[4095; 2]], 1.0) }
    from_slice { assert_eq!(Large::<Table>::from_slice(&vec![2.0; Table::LEN]).unwrap()[LAST], 2.0) }
    try_from_slice { assert_eq!(Large::<Table>::try_from(&vec![2.0; Table::LEN][..]).unwrap()[LAST], 2.0) }
    try_from_vec_and_back {
        let x = Large::<Table>::try_from(vec![2.0; Table::LEN]).unwrap();
        assert_eq!((x[LAST], x.into_vec()[Table::LEN - 1]), (2.0, 2.0));
    }
    into_boxed_and_back { assert_eq!(Tensor::from(marked().into_boxed())[LAST], 3.0) }
    clone { assert_eq!(marked().clone()[LAST], 3.0) }
    clone_from {
        let mut x = zeros();
        x.clone_from(&marked());
        assert_eq!(x[LAST], 3.0);
    }
    to_tensor { assert_eq!(Array::to_tensor(&marked())[LAST], 3.0) }
    row_to_tensor { assert_eq!(Large::<(dim!(1), Rows, Columns)>::full(2.0).row(0).to_tensor()[LAST], 2.0) }
    normal { assert!(Large::<Table>::normal(100.0, 1.0, &mut rng())[LAST] > 50.0) }
    uniform { assert!(Large::<Table>::uniform(1.0, 2.0, &mut rng())[LAST] >= 1.0) }
    random { assert!(Large::<Table>::random(&mut rng(), rand_distr::Exp1)[LAST] > 0.0) }
    equality { assert!(marked() != zeros()) }
    debug { assert!(format!("{:?}", marked()).ends_with("0.0 3.0]]")) }
    shared_with_another_thread {
        let x = std::sync::Arc::new(marked());
        let y = x.clone();
        assert_eq!(std::thread::spawn(move || y[LAST]).join().unwrap(), x[LAST]);
    }
    in_a_struct_that_is_moved_and_cloned {
        #[derive(Clone, Default)]
        struct Model { w: Large, b: Tensor<(Columns,)> }
        let models = vec![Model::default(); 2];
        let Model { w, b } = models.into_iter().next().unwrap();
        assert_eq!((w[LAST], b[[4095]]), (0.0, 0.0));
    }

    map { assert_eq!(marked().map(|x| 2.0 * x)[LAST], 6.0) }
    map_to_another_element { assert!(marked().map(|x| x > 0.0)[LAST]) }
    zip_map { assert_eq!(marked().zip_map(&marked(), |a, b| a - 2.0 * b)[LAST], -3.0) }
    a_borrowed_plus_a_borrowed { assert_eq!((&marked() + &marked())[LAST], 6.0) }
    an_owned_minus_a_borrowed { assert_eq!((marked() - &zeros())[LAST], 3.0) }
    a_borrowed_times_an_owned { assert_eq!((&marked() * marked())[LAST], 9.0) }
    an_owned_over_an_owned { assert_eq!((marked() / marked())[LAST], 1.0) }
    a_borrowed_plus_a_number { assert_eq!((&marked() + 1.0)[LAST], 4.0) }
    an_owned_times_a_number { assert_eq!((marked() * 2.0)[LAST], 6.0) }
    a_number_minus_a_borrowed { assert_eq!((1.0 - &marked())[LAST], -2.0) }
    a_number_over_an_owned { assert_eq!((6.0 / marked())[LAST], 2.0) }
    assigning_operators {
        let mut x = marked();
        x += &marked();
        x *= 2.0;
        x -= Tensor::<(Columns,), f64>::ones().broadcast();
        assert_eq!(x[LAST], 11.0);
    }
    a_negated_borrowed { assert_eq!((-&marked())[LAST], -3.0) }
    a_negated_owned { assert_eq!((-marked())[LAST], -3.0) }
    broadcast_written_out { assert_eq!(Tensor::<(Columns,), f64>::ones().broadcast().to_tensor::<Table>()[LAST], 1.0) }
    a_borrowed_plus_a_broadcast { assert_eq!((&marked() + Tensor::<(Columns,), f64>::ones().broadcast())[LAST], 4.0) }
    a_broadcast_minus_a_borrowed { assert_eq!((Large::<(Rows, One)>::ones().broadcast() - &marked())[LAST], -2.0) }
    broadcast_backward { assert_eq!(ops::broadcast_backward::<(One, Columns), Table, _>(&marked())[[0, 4095]], 3.0) }
    mul_backward { assert_eq!(ops::mul_backward(&marked(), &marked(), &marked()).1[LAST], 9.0) }
    div_backward { assert_eq!(ops::div_backward(&marked(), &marked(), &marked()).0[LAST], 1.0) }
    add_backward { assert_eq!(ops::add_backward(&marked()).1[LAST], 3.0) }
    sub_backward { assert_eq!(ops::sub_backward(&marked()).1[LAST], -3.0) }

    transpose_written_out { assert_eq!(marked().t().to_tensor()[[4095, 2047]], 3.0) }
    permute { assert_eq!(marked().permute((Columns, Rows))[[4095, 2047]], 3.0) }
    matmul { assert_eq!(Large::<(Rows, Thin)>::ones().matmul(&Tensor::<(Thin, Columns), f64>::full(2.0))[LAST], 2.0) }
    matmul_of_transposes {
        let (a, b) = (Large::<(Thin, Rows)>::ones(), Large::<(Columns, Thin)>::full(2.0));
        assert_eq!(a.t().matmul(b.t())[LAST], 2.0);
    }
    matmul_with_a_vector { assert_eq!(marked().matmul(&Tensor::<(Columns,), f64>::ones())[[2047]], 3.0) }
    matmul_backward {
        let (a, b) = (Tensor::<(Rows, Thin), f64>::ones(), Tensor::<(Thin, Columns), f64>::ones());
        assert_eq!(ops::matmul_backward(&marked(), &a, &b).0[[2047, 0]], 3.0);
    }
    outer { assert_eq!(Tensor::<(Rows,), f64>::ones().outer(&Tensor::<(Columns,), f64>::full(2.0))[LAST], 2.0) }
    affine_forward_and_backward {
        let (x, w) = (Large::<(Rows, Thin)>::ones(), Large::<(Thin, Columns)>::ones());
        assert_eq!(ops::affine_forward(&x, &w, &Large::<(One, Columns)>::ones())[LAST], 2.0);
        assert_eq!(ops::affine_backward(&marked(), &x, &w).dx[[2047, 0]], 3.0);
    }

    sum { assert_eq!(marked().sum(Rows)[[4095]] + marked().sum(Axis::<1>)[[2047]], 6.0) }
    sum_backward { assert_eq!(ops::sum_backward::<Table, _, f64, _, _>(&line::<Columns>(), Rows)[LAST], 1.0) }
    mean { assert_eq!(marked().mean_keepdims(Columns)[[2047, 0]], 3.0 / 4096.0) }
    mean_backward { assert_eq!(ops::mean_backward::<Table, _, f64, _, _>(&line::<Columns>(), Rows)[LAST], 1.0 / 2048.0) }
    var { assert!(marked().var(Rows)[[4095]] > 0.0) }
    max { assert_eq!(marked().max(Rows)[[4095]], 3.0) }
    max_backward { assert_eq!(ops::max_backward(&line::<Columns>(), &marked(), Rows)[LAST], 1.0) }
    argmax { assert_eq!(marked().argmax_all(), LAST) }
    abs { assert_eq!((-marked()).abs()[LAST], 3.0) }
    clamp { assert_eq!(marked().clamp(0.0, 1.0)[LAST], 1.0) }
    exp { assert_eq!(marked().exp()[LAST], 3_f64.exp()) }
    ln { assert_eq!(marked().ln()[LAST], 3_f64.ln()) }
    sqrt { assert_eq!(marked().sqrt()[LAST], 3_f64.sqrt()) }
    tanh { assert!((marked().tanh()[LAST] - 3_f64.tanh()).abs() < 1e-15) }
    sigmoid { assert!(marked().sigmoid()[LAST] > 0.95) }
    powi { assert_eq!(marked().powi(2)[LAST], 9.0) }
    relu { assert_eq!(marked().relu()[LAST], 3.0) }
    relu_backward { assert_eq!(ops::relu_backward(&marked(), &marked())[LAST], 3.0) }
    maximum { assert_eq!(marked().maximum(&zeros())[LAST], 3.0) }
    softmax { assert!(marked().softmax(Columns)[LAST] < 0.01) }
    softmax_backward { assert!(ops::softmax_backward(&marked(), &marked(), Columns)[LAST].is_finite()) }
    logsumexp { assert!(marked().logsumexp(Columns)[[2047]] > 8.0) }
    dot { assert_eq!(marked().dot(&marked()), 9.0) }

    views_under_other_shapes {
        let x = marked();
        assert_eq!(x.ravel()[[8_388_607]], 3.0);
        assert_eq!(x.relabel::<(dim!(2048), dim!(4096))>().to_tensor()[LAST], 3.0);
    }
    concat {
        let half = Large::<(Half, Columns)>::ones();
        assert_eq!(half.concat(&half, Axis::<0>)[LAST], 1.0);
    }
    stack {
        let half = Large::<(Half, Columns)>::ones();
        assert_eq!(ops::stack([&half, &half])[[1, 1023, 4095]], 1.0);
    }
    slice { assert_eq!(Large::<(dim!(2049), Columns)>::ones().slice(Axis::<0>, span!(0..2048))[LAST], 1.0) }
    select { assert_eq!(marked().select(&Labels::<Rows, Rows>::new([2047; 2048]).unwrap())[LAST], 3.0) }
    softmax_loss {
        let labels = Labels::<Rows, Columns>::new([0; 2048]).unwrap();
        assert!(shapeful::softmax_loss(&marked(), &labels).1[LAST] > 0.0);
    }
    a_linear_layer { assert_eq!(Linear::<Rows, Columns, f64>::zeros().clone().w[LAST], 0.0) }

    the_gradients_of_functions_of_one_number {
        let x = marked();
        use ops::{abs_backward, exp_backward, ln_backward, sigmoid_backward, sqrt_backward, tanh_backward};
        let gradients =
            [abs_backward, exp_backward, ln_backward, sigmoid_backward, sqrt_backward, tanh_backward];
        for gradient in gradients {
            assert!(gradient(&x, &x)[LAST].is_finite());
        }
    }
    clamp_backward { assert_eq!(ops::clamp_backward(&marked(), &marked(), 0.0, 1.0)[LAST], 0.0) }
    powi_backward { assert_eq!(ops::powi_backward(&marked(), &marked(), 2)[LAST], 18.0) }
    dot_backward { assert_eq!(ops::dot_backward(2.0, &marked(), &marked()).1[LAST], 6.0) }
    minimum { assert_eq!(marked().minimum(&zeros())[LAST], 0.0) }
    maximum_backward { assert_eq!(ops::maximum_backward(&marked(), &marked(), &zeros()).0[LAST], 3.0) }
    var_backward { assert!(ops::var_backward(&line::<Columns>(), &marked(), Rows)[LAST] > 0.0) }
    logsumexp_backward { assert!(ops::logsumexp_backward(&line::<Rows>(), &marked(), Columns)[LAST] > 0.0) }
    min_backward { assert_eq!(ops::min_backward(&line::<Columns>(), &marked(), Rows)[LAST], 0.0) }
    slice_backward {
        let dx: Large = ops::slice_backward(&Large::<(dim!(1024), Columns)>::ones(), Rows, span!(1024..2048));
        assert_eq!(dx[LAST], 1.0);
    }
    concat_backward {
        type HalfTable = (Half, Columns);
        let dy = Large::<(dim!(2048), Columns)>::ones();
        let (da, db) = ops::concat_backward::<HalfTable, HalfTable, _, _, _, _>(&dy, Axis::<0>);
        assert_eq!(da[[1023, 4095]] + db[[1023, 4095]], 2.0);
    }
    select_backward {
        let last = Labels::<Thin, Rows>::new([2047]).unwrap();
        let dx: Large = ops::select_backward(&Large::<(Thin, Columns)>::ones(), &last);
        assert_eq!(dx[LAST], 1.0);
    }
    gather_backward {
        let columns = Labels::<Rows, Columns>::new([4095; 2048]).unwrap();
        assert_eq!(ops::gather_backward(&Tensor::<(Rows,), f64>::ones(), &columns)[LAST], 1.0);
    }
    affine_relu_forward_and_backward {
        let (x, w) = (Large::<(Rows, Thin)>::ones(), Large::<(Thin, Columns)>::ones());
        let out = ops::affine_relu_forward(&x, &w, &Large::<(One, Columns)>::ones());
        assert_eq!(ops::affine_relu_backward(&marked(), &out, &x, &w).dx[[2047, 0]], 3.0);
    }
    svm_loss { assert!(shapeful::svm_loss(&marked(), &Labels::<Rows, Columns>::new([0; 2048]).unwrap()).1[LAST] > 0.0) }
    l2_backward { assert!(shapeful::l2_backward(&marked(), 1.0)[LAST] > 0.0) }
    a_linear_layer_with_random_weights_predicts {
        let layer = Linear::<Rows, Columns, f64>::he(&mut rng());
        assert!(layer.predict(&Large::<(Thin, Rows)>::ones())[[0, 4095]].is_finite());
    }
}
