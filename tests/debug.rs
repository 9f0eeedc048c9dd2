//! What `{:?}` of an array or tensor prints: its type and shape, then its numbers as numpy shows them.
use shapeful::{Array, Tensor, axes, dim};
use std::fmt::Debug;

axes! { Batch = 64; Pixels = 784; Two = 2; Three = 3; Empty = 0; Many = 4_000_000_000; }

#[track_caller]
fn assert_prints(value: impl Debug, expected: &str) {
    let found = format!("{value:?}");
    assert!(found == expected, "found\n{found}\nexpected\n{expected}");
}
/// The numbers alone, without the line that names the shape.
fn table(value: impl Debug) -> String {
    format!("{value:?}").split_once('\n').unwrap().1.to_string()
}
fn row(numbers: [f32; 3]) -> String {
    table(Array::<(Three,)>::from(numbers))
}

#[test]
fn a_tensor_without_axes_is_printed_as_its_number() {
    assert_prints(Tensor::<()>::full(3.5), "Tensor<f32> ()\n3.5");
}
#[test]
fn a_vector_is_printed_on_one_line() {
    assert_prints(Tensor::<(Three,)>::from([1.0, 2.0, 3.0]), "Tensor<f32> (Three = 3,)\n[1.0 2.0 3.0]");
}
#[test]
fn a_matrix_is_printed_in_aligned_columns() {
    assert_prints(
        Tensor::<(Two, Three), f64>::from([[1.0, 2.5, -3.0], [4.0, 50.125, 600.0]]),
        "Tensor<f64> (Two = 2, Three = 3)
[[  1.000   2.500  -3.000]
 [  4.000  50.125 600.000]]",
    );
}
#[test]
fn matrices_stand_apart_by_an_empty_line() {
    assert_prints(
        Array::<(dim!(2), Two, Three)>::from_fn(|[i, j, k]| (6 * i + 3 * j + k) as f32),
        "Array<f32> (2, Two = 2, Three = 3)
[[[ 0.0  1.0  2.0]
  [ 3.0  4.0  5.0]]

 [[ 6.0  7.0  8.0]
  [ 9.0 10.0 11.0]]]",
    );
}
#[test]
fn batches_of_matrices_stand_apart_by_two_empty_lines() {
    assert_prints(
        Array::<(dim!(2), Two, dim!(1), dim!(2)), usize>::from_fn(|[i, j, k, l]| 4 * i + 2 * j + k + l),
        "Array<usize> (2, Two = 2, 1, 2)
[[[[0 1]]

  [[2 3]]]


 [[[4 5]]

  [[6 7]]]]",
    );
}
#[test]
fn axes_of_size_one_keep_their_brackets() {
    assert_prints(Array::<(dim!(1), dim!(1))>::ones(), "Array<f32> (1, 1)\n[[1.0]]");
    assert_prints(Array::<(Two, dim!(1)), u8>::from([[1], [200]]), "Array<u8> (Two = 2, 1)\n[[  1]\n [200]]");
}

#[test]
fn a_large_matrix_is_shortened_to_its_corners() {
    assert_prints(
        Tensor::<(Batch, Pixels)>::from_fn(|[i, j]| i as f32 + j as f32 / 1000.0),
        "Tensor<f32> (Batch = 64, Pixels = 784)
[[ 0.000  0.001  0.002 ...  0.781  0.782  0.783]
 [ 1.000  1.001  1.002 ...  1.781  1.782  1.783]
 [ 2.000  2.001  2.002 ...  2.781  2.782  2.783]
 ...
 [61.000 61.001 61.002 ... 61.781 61.782 61.783]
 [62.000 62.001 62.002 ... 62.781 62.782 62.783]
 [63.000 63.001 63.002 ... 63.781 63.782 63.783]]",
    );
}
#[test]
fn a_large_vector_is_shortened_to_its_ends() {
    assert_prints(
        Tensor::<(dim!(2000),), usize>::from_fn(|[i]| i),
        "Tensor<usize> (2000,)\n[   0    1    2 ... 1997 1998 1999]",
    );
}
#[test]
fn short_axes_of_a_large_tensor_are_printed_whole() {
    assert_prints(
        Tensor::<(dim!(300), dim!(7)), usize>::from_fn(|[i, j]| 10 * i + j),
        "Tensor<usize> (300, 7)
[[   0    1    2    3    4    5    6]
 [  10   11   12   13   14   15   16]
 [  20   21   22   23   24   25   26]
 ...
 [2970 2971 2972 2973 2974 2975 2976]
 [2980 2981 2982 2983 2984 2985 2986]
 [2990 2991 2992 2993 2994 2995 2996]]",
    );
}
#[test]
fn matrices_left_out_stand_apart_like_the_others() {
    assert_prints(
        Tensor::<(dim!(600), dim!(1), Two), bool>::from_fn(|[i, _, j]| i == 599 && j == 1),
        "Tensor<bool> (600, 1, Two = 2)
[[[false false]]

 [[false false]]

 [[false false]]

 ...

 [[false false]]

 [[false false]]

 [[false  true]]]",
    );
}
#[test]
fn a_thousand_elements_are_printed_whole_and_one_more_is_shortened() {
    assert!(!table(Tensor::<(dim!(1000),)>::zeros()).contains("..."));
    assert_eq!(table(Tensor::<(dim!(1001),)>::zeros()), "[0.0 0.0 0.0 ... 0.0 0.0 0.0]");
}
#[test]
fn elements_that_are_left_out_do_not_widen_the_columns() {
    let mut x = Tensor::<(dim!(2000),)>::ones();
    x[[1000]] = -1234.5678;
    assert_eq!(table(&*x), "[1.0 1.0 1.0 ... 1.0 1.0 1.0]");
}
#[test]
fn a_long_row_is_wrapped_within_80_letters() {
    assert_prints(
        Tensor::<(Two, dim!(20))>::from_fn(|[i, j]| i as f32 + j as f32 / 100.0 - 0.0001),
        "Tensor<f32> (Two = 2, 20)
[[-0.0001  0.0099  0.0199  0.0299  0.0399  0.0499  0.0599  0.0699  0.0799
   0.0899  0.0999  0.1099  0.1199  0.1299  0.1399  0.1499  0.1599  0.1699
   0.1799  0.1899]
 [ 0.9999  1.0099  1.0199  1.0299  1.0399  1.0499  1.0599  1.0699  1.0799
   1.0899  1.0999  1.1099  1.1199  1.1299  1.1399  1.1499  1.1599  1.1699
   1.1799  1.1899]]",
    );
    let longest = |text: String| text.lines().map(str::len).max().unwrap();
    assert!((70..=80).contains(&longest(table(Tensor::<(dim!(999),), usize>::from_fn(|[i]| i)))));
    assert!((70..=80).contains(&longest(table(Tensor::<(Two, Two, dim!(100)), bool>::zeros()))));
}

#[test]
fn as_many_decimals_are_printed_as_the_numbers_have_but_four_at_most() {
    assert_eq!(row([1.0, 2.0, -30.0]), "[  1.0   2.0 -30.0]");
    assert_eq!(row([0.1, 0.2, 0.7]), "[0.1 0.2 0.7]");
    assert_eq!(row([0.25, 1.0, 10.0]), "[ 0.25  1.00 10.00]");
    assert_eq!(row([1.0 / 3.0, 2.0 / 3.0, 1.0]), "[0.3333 0.6667 1.0000]");
    assert_eq!(row([0.001, 0.0001, 0.0]), "[0.0010 0.0001 0.0000]");
    assert_eq!(row([1e7, 16_777_216.0, -1.0]), "[10000000.0 16777216.0       -1.0]");
}
#[test]
fn a_precision_may_be_asked_for() {
    assert_eq!(format!("{:.2?}", Array::<(Two,)>::from([1.0, 2.0 / 3.0])), "Array<f32> (Two = 2,)\n[1.00 0.67]");
    assert_eq!(format!("{:.0?}", Array::<(Two,)>::from([1.0, 2.0 / 3.0])), "Array<f32> (Two = 2,)\n[1 1]");
    assert_eq!(format!("{:.1?}", Array::<(Two,), bool>::zeros()), "Array<bool> (Two = 2,)\n[false false]");
}
#[test]
fn a_number_that_would_look_like_zero_or_be_too_long_makes_all_scientific() {
    assert_eq!(row([1.0, 2.5e-5, -3.0]), "[ 1.0000e0 2.5000e-5 -3.0000e0]");
    assert_eq!(row([1.0, 2.5e9, -3.0]), "[ 1.0000e0  2.5000e9 -3.0000e0]");
    assert_eq!(row([1e20, -1e-20, 0.0]), "[  1.0000e20 -1.0000e-20    0.0000e0]");
    assert_eq!(row([1e-5, 2e-5, 3e-5]), "[1.0000e-5 2.0000e-5 3.0000e-5]");
    assert_eq!(row([1.2345e-4, 2e-4, 9e-4]), "[1.2345e-4 2.0000e-4 9.0000e-4]");
    let x = Array::<(Two,), f64>::from([f64::MAX, f64::MIN_POSITIVE]);
    assert_eq!(table(x), "[ 1.7977e308 2.2251e-308]");
}
#[test]
fn nan_and_infinity_are_printed_among_other_numbers() {
    assert_prints(
        Tensor::<(Two, Three)>::from([[1.0, f32::NAN, -3.0], [4.0, f32::INFINITY, f32::NEG_INFINITY]]),
        "Tensor<f32> (Two = 2, Three = 3)
[[ 1.0  NaN -3.0]
 [ 4.0  inf -inf]]",
    );
    assert_eq!(row([f32::NAN; 3]), "[NaN NaN NaN]");
    assert_eq!(row([f32::NAN, 1e-9, 1.0]), "[      NaN 1.0000e-9  1.0000e0]");
}
#[test]
fn zeros_are_printed_with_their_sign() {
    assert_eq!(row([0.0, -0.0, 0.0]), "[ 0.0 -0.0  0.0]");
}
#[test]
fn masks_are_printed_in_whole_words() {
    assert_prints(
        Tensor::<(Two, Three), bool>::from([[true, false, true], [false, true, true]]),
        "Tensor<bool> (Two = 2, Three = 3)
[[ true false  true]
 [false  true  true]]",
    );
}
#[test]
fn indices_and_bytes_are_printed_in_aligned_columns() {
    assert_eq!(table(Array::<(Two, Two), usize>::from([[1, 20], [300, 4000]])), "[[   1   20]\n [ 300 4000]]");
    assert_eq!(table(Array::<(Three,), u32>::from([7, 0, u32::MAX])), "[         7          0 4294967295]");
}
#[test]
fn a_tensor_without_elements_is_printed_as_empty_brackets() {
    assert_prints(Tensor::<(Empty, Three)>::zeros(), "Tensor<f32> (Empty = 0, Three = 3)\n[]");
    assert_prints(Tensor::<(Many, Empty)>::zeros(), "Tensor<f32> (Many = 4000000000, Empty = 0)\n[]");
    assert_prints(Array::<(dim!(0),), bool>::zeros(), "Array<bool> (0,)\n[]");
}
#[test]
fn a_field_is_printed_within_its_struct() {
    #[derive(Debug)]
    #[expect(dead_code, reason = "read by Debug")]
    struct Linear {
        w: Tensor<(Two, Two)>,
        b: Array<(Two,)>,
    }
    assert_eq!(
        format!("{:#?}", Linear { w: Tensor::identity(), b: Array::zeros() }),
        "Linear {
    w: Tensor<f32> (Two = 2, Two = 2)
    [[1.0 0.0]
     [0.0 1.0]],
    b: Array<f32> (Two = 2,)
    [0.0 0.0],
}"
    );
}
