//! Matrix products, transposes and elementwise arithmetic against naive loops.
use proptest::collection::vec;
use proptest::prelude::*;
use rand::{SeedableRng, rngs::SmallRng};
use shapeful::ops::matmul_backward;
use shapeful::{Array, Dim, Float, Shape, Tensor, Transpose, axes, dim};

axes! { N = 7; K = 13; M = 5; B = 3; H = 2; Empty = 0; }

fn random<S: Shape, E: Float>(seed: u64) -> Tensor<S, E> {
    Tensor::normal(E::ZERO, E::ONE, &mut SmallRng::seed_from_u64(seed))
}
/// `batch` products of n×k by k×m in f64, all row by row.
fn naive<E: Float>(a: &[E], b: &[E], [batch, n, k, m]: [usize; 4]) -> Vec<f64> {
    let mut c = vec![0.0; batch * n * m];
    for (row, c) in c.chunks_exact_mut(m.max(1)).enumerate() {
        for (j, c) in c.iter_mut().enumerate() {
            *c = (0..k).map(|l| a[row * k + l].to_f64() * b[(row / n * k + l) * m + j].to_f64()).sum();
        }
    }
    c
}
#[track_caller]
fn assert_near<S: Shape, E: Float>(found: &Array<S, E>, expected: &[f64]) {
    let precise = size_of::<E>() == 8;
    assert_eq!(found.as_slice().len(), expected.len());
    for (i, (found, expected)) in found.as_slice().iter().zip(expected).enumerate() {
        let difference = (found.to_f64() - expected).abs();
        let bound = if precise { 1e-12 } else { 1e-4 } * (1.0 + expected.abs());
        assert!(difference <= bound, "at {i}: found {found}, expected {expected}");
    }
}
/// What a transpose holds, by a naive loop.
fn transposed<S: Transpose, E: Float>(x: &Array<S, E>) -> Vec<E> {
    let &[.., rows, columns] = S::DIMS else { unreachable!() };
    let place = |i: usize| {
        let (matrix, i, j) = (i / (rows * columns), i / rows % columns, i % rows);
        matrix * rows * columns + j * columns + i
    };
    (0..S::LEN).map(|i| x.as_slice()[place(i)]).collect()
}

macro_rules! products { ($($test:ident: $a:ty, $b:ty => $c:ty, $sizes:expr;)*) => { $(
    #[test]
    fn $test() {
        fn check<E: Float>() {
            let (a, b) = (random::<$a, E>(1), random::<$b, E>(2));
            let expected = naive(a.as_slice(), b.as_slice(), $sizes);
            let c: Tensor<$c, E> = a.matmul(&b);
            assert_near(&c, &expected);
            let mut c = Array::<$c, E>::full(E::NAN);
            a.matmul_into(&b, &mut c);
            assert_near(&c, &expected);
        }
        check::<f32>();
        check::<f64>();
    }
)* } }
products! {
    a_matrix_times_a_matrix: (N, K), (K, M) => (N, M), [1, 7, 13, 5];
    a_matrix_times_a_vector: (N, K), (K,) => (N,), [1, 7, 13, 1];
    a_vector_times_a_matrix: (K,), (K, M) => (M,), [1, 1, 13, 5];
    a_row_times_a_column: (dim!(1), K), (K, dim!(1)) => (dim!(1), dim!(1)), [1, 1, 13, 1];
    a_column_times_a_row: (N, dim!(1)), (dim!(1), M) => (N, M), [1, 7, 1, 5];
    one_number_times_one_number: (dim!(1), dim!(1)), (dim!(1), dim!(1)) => (dim!(1), dim!(1)), [1, 1, 1, 1];
    matrices_with_one_batch_axis: (B, N, K), (B, K, M) => (B, N, M), [3, 7, 13, 5];
    matrices_with_two_batch_axes: (B, H, N, K), (B, H, K, M) => (B, H, N, M), [6, 7, 13, 5];
    matrices_with_a_batch_of_one: (dim!(1), N, K), (dim!(1), K, M) => (dim!(1), N, M), [1, 7, 13, 5];
    square_matrices_of_one_axis: (K, K), (K, K) => (K, K), [1, 13, 13, 13];
    small_matrices: (dim!(2), dim!(3)), (dim!(3), dim!(4)) => (dim!(2), dim!(4)), [1, 2, 3, 4];
    matrices_beyond_a_block: (dim!(67), dim!(131)), (dim!(131), dim!(33)) => (dim!(67), dim!(33)), [1, 67, 131, 33];
    a_long_row_times_a_matrix: (dim!(1), dim!(301)), (dim!(301), dim!(37)) => (dim!(1), dim!(37)), [1, 1, 301, 37];
    a_long_inner_axis: (dim!(3), dim!(1025)), (dim!(1025), dim!(3)) => (dim!(3), dim!(3)), [1, 3, 1025, 3];
    an_inner_axis_of_size_zero_gives_zeros: (N, Empty), (Empty, M) => (N, M), [1, 7, 0, 5];
    an_inner_axis_of_size_zero_gives_a_zero_vector: (N, Empty), (Empty,) => (N,), [1, 7, 0, 1];
    an_inner_axis_of_size_zero_gives_zeros_in_a_batch: (B, N, Empty), (B, Empty, M) => (B, N, M), [3, 7, 0, 5];
    no_rows_give_nothing: (Empty, K), (K, M) => (Empty, M), [1, 0, 13, 5];
    no_columns_give_nothing: (N, K), (K, Empty) => (N, Empty), [1, 7, 13, 0];
    no_batch_gives_nothing: (Empty, N, K), (Empty, K, M) => (Empty, N, M), [0, 7, 13, 5];
    nothing_at_all_gives_nothing: (Empty, Empty), (Empty, Empty) => (Empty, Empty), [1, 0, 0, 0];
}

macro_rules! transposes { ($($test:ident: $a:ty, $b:ty => $c:ty, $sizes:expr;)*) => { $(
    #[test]
    fn $test() {
        fn check<E: Float>() {
            let (a, b) = (random::<$a, E>(3), random::<$b, E>(4));
            let (at, bt) = (a.t().to_tensor(), b.t().to_tensor());
            let expected = naive(a.as_slice(), b.as_slice(), $sizes);
            let products: [Tensor<$c, E>; 4] =
                [a.matmul(&b), a.matmul(bt.t()), at.t().matmul(&b), at.t().matmul(bt.t())];
            products.iter().for_each(|c| assert_near(c, &expected));
            let mut c = Array::<$c, E>::full(E::NAN);
            at.t().matmul_into(bt.t(), &mut c);
            assert_near(&c, &expected);
            c.fill(E::NAN);
            a.matmul_into(bt.t(), &mut c);
            assert_near(&c, &expected);
        }
        check::<f32>();
        check::<f64>();
    }
)* } }
transposes! {
    both_factors_may_be_transposes: (N, K), (K, M) => (N, M), [1, 7, 13, 5];
    both_factors_may_be_transposes_beyond_a_block:
        (dim!(67), dim!(131)), (dim!(131), dim!(33)) => (dim!(67), dim!(33)), [1, 67, 131, 33];
    both_factors_may_be_transposes_in_a_batch: (B, N, K), (B, K, M) => (B, N, M), [3, 7, 13, 5];
    both_factors_may_be_transposes_in_a_batch_of_batches: (B, H, N, K), (B, H, K, M) => (B, H, N, M), [6, 7, 13, 5];
    both_factors_may_be_transposes_with_an_inner_axis_of_size_zero: (N, Empty), (Empty, M) => (N, M), [1, 7, 0, 5];
}

#[test]
fn a_transpose_times_a_vector_and_a_vector_times_a_transpose() {
    let (w, x) = (random::<(K, N), f64>(5), random::<(K,), f64>(6));
    let expected = naive(x.as_slice(), w.as_slice(), [1, 1, 13, 7]);
    assert_near::<(N,), _>(&x.matmul(&w), &expected);
    assert_near::<(N,), _>(&w.t().matmul(&x), &expected);
    assert_near::<(N,), _>(&x.matmul(w.t().to_tensor().t()), &expected);
}

#[test]
fn a_factor_may_be_an_array_a_tensor_or_a_row_of_one() {
    let (a, b) = (random::<(B, N, K), f32>(7), Array::<(K, M)>::ones());
    let c: Tensor<(N, M)> = a.row(1).matmul(&b);
    assert_near(&c, &naive(a.row(1).as_slice(), b.as_slice(), [1, 7, 13, 5]));
    assert_eq!(a.row(1).row(2).matmul(&b), *c.row(2));
}

#[test]
fn nan_and_infinity_go_into_the_rows_and_columns_they_belong_to() {
    let mut a = Tensor::<(N, K)>::ones();
    (a[[2, 3]], a[[4, 0]]) = (f32::NAN, f32::INFINITY);
    let c: Tensor<(N, M)> = a.matmul(&Tensor::<(K, M)>::ones());
    for i in 0..7 {
        for j in 0..5 {
            let c = c[[i, j]];
            assert!(
                if i == 2 { c.is_nan() } else { c == if i == 4 { f32::INFINITY } else { 13.0 } },
                "{c} at {i}, {j}"
            );
        }
    }
    let zero_times_nan: Tensor<(N, M)> = Tensor::<(N, K)>::zeros().matmul(&Tensor::<(K, M)>::full(f32::NAN));
    assert!(zero_times_nan.as_slice().iter().all(|x| x.is_nan()));
}

#[test]
fn the_gradients_of_a_product_are_the_products_with_the_transposes() {
    let (a, b, dy) = (random::<(N, K), f64>(8), random::<(K, M), f64>(9), random::<(N, M), f64>(10));
    let (da, db) = matmul_backward(&dy, &a, &b);
    assert_near(&da, &naive(dy.as_slice(), &transposed(&b), [1, 7, 5, 13]));
    assert_near(&db, &naive(&transposed(&a), dy.as_slice(), [1, 13, 7, 5]));
}

#[test]
fn the_gradients_of_a_product_are_its_slopes() {
    let (a, b, dy) = (random::<(N, K), f64>(11), random::<(K, M), f64>(12), random::<(N, M), f64>(13));
    let (da, db) = matmul_backward(&dy, &a, &b);
    let loss = |a: &Array<(N, K), f64>, b: &Array<(K, M), f64>| (&dy * a.matmul(b)).sum_all();
    // The loss is linear in each factor, so a difference over a step of 1 is exact.
    for (i, j) in [(0, 0), (3, 12), (6, 4)] {
        let mut moved = a.clone();
        moved[[i, j]] += 1.0;
        assert!((loss(&moved, &b) - loss(&a, &b) - da[[i, j]]).abs() < 1e-10);
        let (mut moved, j) = (b.clone(), j % 5);
        moved[[i, j]] += 1.0;
        assert!((loss(&a, &moved) - loss(&a, &b) - db[[i, j]]).abs() < 1e-10);
    }
}

#[test]
fn a_transpose_is_written_out_at_every_shape() {
    fn check<S: Transpose>() {
        let x = random::<S, f32>(14);
        let y: Tensor<S::Out> = x.t().to_tensor();
        assert_eq!(y.as_slice(), transposed(&x));
    }
    check::<(N, K)>();
    check::<(K, K)>();
    check::<(dim!(1), K)>();
    check::<(N, dim!(1))>();
    check::<(dim!(16), dim!(16))>();
    check::<(dim!(17), dim!(31))>();
    check::<(dim!(300), dim!(1001))>();
    check::<(B, N, K)>();
    check::<(B, H, dim!(33), dim!(15))>();
    check::<(N, Empty)>();
    check::<(Empty, N)>();
    check::<(B, Empty, N)>();
    check::<(Empty, N, K)>();
}

#[test]
fn a_transpose_of_masks_and_indices_is_written_out() {
    let x = Tensor::<(dim!(2), dim!(3)), usize>::from([[1, 2, 3], [4, 5, 6]]);
    assert_eq!(x.t().to_tensor(), [[1, 4], [2, 5], [3, 6]]);
    let x = Tensor::<(dim!(1), dim!(2)), bool>::from([[true, false]]);
    assert_eq!(x.t().to_tensor(), [[true], [false]]);
}

/// Numbers of all magnitudes, and now and then a zero, an infinity or no number.
fn numbers<S: Shape>() -> impl Strategy<Value = Tensor<S, f64>> {
    vec(prop_oneof![8 => -10.0..10.0, 2 => proptest::num::f64::ANY], S::LEN).prop_map(|x| Tensor::try_from(x).unwrap())
}
/// The same bits, or no numbers both.
#[track_caller]
fn assert_same<S: Shape, E: Float>(found: Tensor<S, E>, expected: impl Fn(usize) -> E) {
    for (i, &found) in found.as_slice().iter().enumerate() {
        let expected = expected(i);
        assert!(found == expected || found.is_nan() && expected.is_nan(), "at {i}: found {found}, expected {expected}");
    }
}
/// Where element `i` of `T` comes from in `S`, which stretches to it.
fn source<S: Shape, T: Shape>(mut i: usize) -> usize {
    let (mut place, mut stride) = (0, 1);
    for axis in (0..T::RANK).rev() {
        let here = i % T::DIMS[axis];
        i /= T::DIMS[axis];
        if let Some(axis) = (axis + S::RANK).checked_sub(T::RANK) {
            place += if S::DIMS[axis] == 1 { 0 } else { here * stride };
            stride *= S::DIMS[axis];
        }
    }
    place
}

macro_rules! each_operator {
    ($check:ident) => {
        $check! { + +=; - -=; * *=; / /=; }
    };
}

macro_rules! elementwise { ($($op:tt $assign:tt;)*) => {
    fn elementwise<S: Shape, E: Float>(a: Tensor<S, E>, b: Tensor<S, E>, x: E) {
        let (u, v) = (a.as_slice(), b.as_slice());
        let (array_a, array_b): (&Array<S, E>, &Array<S, E>) = (&a, &b);
        $(
            let expected = |i: usize| u[i] $op v[i];
            assert_same(&a $op &b, expected);
            assert_same(a.clone() $op &b, expected);
            assert_same(&a $op b.clone(), expected);
            assert_same(a.clone() $op b.clone(), expected);
            assert_same(array_a $op array_b, expected);
            assert_same(array_a $op &b, expected);
            assert_same(array_a $op b.clone(), expected);
            assert_same(&a $op array_b, expected);
            assert_same(a.clone() $op array_b, expected);
            let mut c = a.clone();
            c $assign &b;
            assert_same(c, expected);
            let mut c = a.clone();
            *c $assign array_b;
            assert_same(c, expected);
            let expected = |i: usize| u[i] $op x;
            assert_same(&a $op x, expected);
            assert_same(a.clone() $op x, expected);
            assert_same(array_a $op x, expected);
            let mut c = a.clone();
            c $assign x;
            assert_same(c, expected);
        )*
        assert_same(-&a, |i| -u[i]);
        assert_same(-array_a, |i| -u[i]);
        assert_same(-a.clone(), |i| -u[i]);
    }
} }
each_operator! { elementwise }

macro_rules! numbers_on_the_left { ($($op:tt $assign:tt;)*) => {
    numbers_on_the_left! { @of f32 numbers_on_the_left_f32 $($op)* }
    numbers_on_the_left! { @of f64 numbers_on_the_left_f64 $($op)* }
};
(@of $float:ident $name:ident $($op:tt)*) => {
    fn $name<S: Shape>(a: &Tensor<S, $float>, x: $float) {
        let (u, array) = (a.as_slice(), &**a);
        $(
            let expected = |i: usize| x $op u[i];
            assert_same(x $op a, expected);
            assert_same(x $op array, expected);
            assert_same(x $op a.clone(), expected);
        )*
    }
} }
each_operator! { numbers_on_the_left }

macro_rules! stretched { ($($op:tt $assign:tt;)*) => {
    fn stretched<S: shapeful::BroadcastsTo<T>, T: Shape, E: Float>(b: Tensor<S, E>, y: Tensor<T, E>) {
        let (u, v) = (b.as_slice(), y.as_slice());
        let array: &Array<T, E> = &y;
        assert_same(b.broadcast().to_tensor::<T>(), |i| u[source::<S, T>(i)]);
        $(
            let expected = |i: usize| v[i] $op u[source::<S, T>(i)];
            assert_same(&y $op b.broadcast(), expected);
            assert_same(array $op b.broadcast(), expected);
            assert_same(y.clone() $op b.broadcast(), expected);
            let mut c = y.clone();
            c $assign b.broadcast();
            assert_same(c, expected);
            let expected = |i: usize| u[source::<S, T>(i)] $op v[i];
            assert_same(b.broadcast() $op &y, expected);
            assert_same(b.broadcast() $op array, expected);
            assert_same(b.broadcast() $op y.clone(), expected);
        )*
    }
} }
each_operator! { stretched }

macro_rules! arithmetic_properties { ($($test:ident: $shape:ty;)*) => { proptest! { $(
    #[test]
    fn $test(a in numbers::<$shape>(), b in numbers::<$shape>(), x in proptest::num::f64::ANY) {
        elementwise(a.map(|x| x as f32), b.map(|x| x as f32), x as f32);
        numbers_on_the_left_f32(&a.map(|x| x as f32), x as f32);
        numbers_on_the_left_f64(&a, x);
        elementwise(a, b, x);
    }
)* } } }
arithmetic_properties! {
    arithmetic_of_numbers: ();
    arithmetic_of_vectors: (N,);
    arithmetic_of_matrices: (M, B);
    arithmetic_of_rank_4: (B, dim!(1), H, H);
    arithmetic_of_rank_6: (dim!(2), dim!(1), dim!(3), dim!(1), dim!(1), dim!(2));
    arithmetic_of_nothing: (N, Empty);
}

macro_rules! broadcast_properties { ($($test:ident: $from:ty => $to:ty;)*) => { proptest! { $(
    #[test]
    fn $test(b in numbers::<$from>(), y in numbers::<$to>()) {
        stretched(b.map(|x| x as f32), y.map(|x| x as f32));
        stretched(b, y);
    }
)* } } }
broadcast_properties! {
    a_number_stretches_to_a_number: () => ();
    a_number_stretches_to_a_vector: () => (N,);
    a_number_stretches_to_a_matrix: () => (M, B);
    a_vector_stretches_to_itself: (N,) => (N,);
    a_vector_stretches_to_rows: (B,) => (M, B);
    a_vector_stretches_to_a_batch_of_matrices: (B,) => (H, M, B);
    one_element_stretches_to_a_vector: (dim!(1),) => (N,);
    one_element_stretches_to_rank_6: (dim!(1),) => (H, dim!(1), B, H, dim!(1), H);
    a_row_stretches_to_rows: (dim!(1), B) => (M, B);
    a_column_stretches_to_columns: (M, dim!(1)) => (M, B);
    one_by_one_stretches_to_a_matrix: (dim!(1), dim!(1)) => (M, B);
    a_matrix_stretches_to_a_batch: (M, B) => (H, M, B);
    a_middle_axis_stretches: (H, dim!(1), B) => (H, M, B);
    outer_axes_stretch: (dim!(1), M, dim!(1)) => (H, M, B);
    every_other_axis_stretches: (H, dim!(1), B, dim!(1)) => (H, M, B, H);
    missing_and_inner_axes_stretch: (B, dim!(1), H) => (H, H, B, M, H);
    axes_of_size_one_that_stay_do_not_matter: (dim!(1), H, dim!(1)) => (B, H, dim!(1));
    a_row_stretches_to_no_rows: (dim!(1), B) => (Empty, B);
    a_column_stretches_to_no_columns: (M, dim!(1)) => (M, Empty);
    nothing_stretches_to_nothing: (Empty,) => (M, Empty);
}

/// Every element is as near to the sum in f64 as the front page of the documentation says.
#[track_caller]
fn assert_within_the_bound<N: Dim, K: Dim, M: Dim>(roundings: usize) {
    let (n, k, m) = (N::SIZE, K::SIZE, M::SIZE);
    let (a, b) = (random::<(N, K), f32>(1), random::<(K, M), f32>(2));
    let exact = naive(a.as_slice(), b.as_slice(), [1, n, k, m]);
    let sizes = naive(a.map(f32::abs).as_slice(), b.map(f32::abs).as_slice(), [1, n, k, m]);
    let (at, bt): (Tensor<(K, N)>, Tensor<(M, K)>) = (a.t().to_tensor(), b.t().to_tensor());
    for c in [a.matmul(&b), a.matmul(bt.t()), at.t().matmul(&b), at.t().matmul(bt.t())] {
        for ((found, exact), size) in c.as_slice().iter().zip(&exact).zip(&sizes) {
            let error = (f64::from(*found) - exact).abs() / size;
            assert!(error <= roundings as f64 * 2_f64.powi(-24), "{n}x{k}x{m}: {error}");
        }
    }
}
#[test]
fn products_are_exact_to_the_bound_that_is_promised() {
    assert_within_the_bound::<dim!(5), dim!(100), dim!(7)>(100 + 2);
    assert_within_the_bound::<dim!(40), dim!(1000), dim!(33)>(128 + 8 + 2);
    assert_within_the_bound::<dim!(1), dim!(3000), dim!(50)>(128 + 24 + 2);
    // That of matrixmultiply.
    assert_within_the_bound::<dim!(300), dim!(3000), dim!(300)>(3000 + 2);
}
