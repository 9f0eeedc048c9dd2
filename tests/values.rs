//! What the operations compute, against loops over indices that anybody can check.
use proptest::prelude::*;
use shapeful::ops::*;
use shapeful::{Array, Axis, Labels, Shape, Tensor, axes, dim, span};

axes! { A = 2; B = 3; C = 4; D = 5; K = 6; One = 1; }

/// 0, 1, 2, …: every element is its own position.
fn count<S: Shape>() -> Tensor<S, f64> {
    let mut n = -1.0;
    Tensor::<S, f64>::from_fn(|_| {
        n += 1.0;
        n
    })
}

mod moving {
    use super::*;

    /// Every order of four axes, by position: `y[x[p], x[q], x[r], x[s]]` is where `x` was.
    #[test]
    fn permute_brings_every_element_to_its_place() {
        macro_rules! orders { ($($p:literal $q:literal $r:literal $s:literal;)*) => { $({
            let x = count::<(A, B, C, D)>();
            let y = x.permute((Axis::<$p>, Axis::<$q>, Axis::<$r>, Axis::<$s>));
            Tensor::<(A, B, C, D)>::from_fn(|index| {
                assert_eq!(y[[index[$p], index[$q], index[$r], index[$s]]], x[index]);
                0.0
            });
        })* } }
        orders! {
            0 1 2 3; 0 1 3 2; 0 2 1 3; 0 2 3 1; 0 3 1 2; 0 3 2 1; 1 0 2 3; 1 0 3 2; 1 2 0 3; 1 2 3 0; 1 3 0 2; 1 3 2 0;
            2 0 1 3; 2 0 3 1; 2 1 0 3; 2 1 3 0; 2 3 0 1; 2 3 1 0; 3 0 1 2; 3 0 2 1; 3 1 0 2; 3 1 2 0; 3 2 0 1; 3 2 1 0;
        }
    }
    #[test]
    fn permute_by_name_is_permute_by_position() {
        let x = count::<(A, B, C)>();
        assert_eq!(x.permute((C, A, B)), x.permute((Axis::<2>, Axis::<0>, Axis::<1>)));
        assert_eq!(x.permute((C, Axis::<0>, B)), x.permute((Axis::<2>, A, Axis::<1>)));
        let six = count::<(A, B, One, C, dim!(2), D)>();
        let y: Tensor<(D, dim!(2), C, One, B, A), f64> = six.permute((D, Axis::<4>, C, One, B, A));
        assert_eq!(y[[4, 1, 3, 0, 2, 1]], six[[1, 2, 0, 3, 1, 4]]);
    }
    #[test]
    fn transposes_exchange_the_last_two_axes() {
        let x = count::<(A, B, C)>();
        let y: Tensor<(A, C, B), f64> = x.t().to_tensor();
        assert_eq!(y, x.permute((A, C, B)));
        let x = count::<(A, B, C, D)>();
        assert_eq!(x.t().to_tensor(), x.permute((A, B, D, C)));
    }
    #[test]
    fn reshaping_moves_nothing() {
        let x = count::<(A, B, C, D)>();
        let flat: &Array<(A, dim!(60)), f64> = x.flatten();
        let vector: &Array<(dim!(120),), f64> = x.ravel();
        assert!(std::ptr::eq(flat.as_slice(), x.as_slice()) && std::ptr::eq(vector.as_slice(), x.as_slice()));
        assert!(std::ptr::eq(flat.split::<(B, C, D)>(), &*x));
        assert!(std::ptr::eq(vector.unravel::<(A, B, C, D)>(), &*x));
        let renamed: &Array<(dim!(2), dim!(3), dim!(4), dim!(5)), f64> = x.relabel();
        assert!(std::ptr::eq(renamed.as_slice(), x.as_slice()));
    }
    /// As spatial batch normalisation takes them. Going through a vector compares the length alone, so no type asks for the permute.
    #[test]
    fn channels_are_columns_only_once_they_are_last() {
        let images = Tensor::<(A, B, C, D), f64>::from_fn(|[_, channel, _, _]| channel as f64);
        let means = |rows: &Array<(dim!(40), B), f64>| rows.mean(Axis::<0>);
        assert_eq!(means(images.permute((A, C, D, B)).ravel().unravel()), [0.0, 1.0, 2.0]);
        assert_ne!(means(images.ravel().unravel()), [0.0, 1.0, 2.0]);
    }
    #[test]
    fn vectors_flatten_to_columns() {
        let column: &Array<(B, dim!(1)), f64> = &count::<(B,)>().flatten().to_tensor();
        assert_eq!(*column, [[0.0], [1.0], [2.0]]);
    }
}

mod joining {
    use super::*;

    #[test]
    fn concat_puts_one_after_the_other_along_any_axis() {
        let (x, y) = (count::<(A, B, C)>(), count::<(A, D, C)>() + 100.0);
        let joined: Tensor<(A, dim!(8), C), f64> = x.concat(&y, B);
        Tensor::<(A, dim!(8), C)>::from_fn(|[a, b, c]| {
            assert_eq!(joined[[a, b, c]], if b < 3 { x[[a, b, c]] } else { y[[a, b - 3, c]] });
            0.0
        });
        let (x, y) = (count::<(D, B)>(), count::<(K, B)>());
        let joined: Tensor<(dim!(11), B), f64> = x.concat(&y, Axis::<0>);
        assert!(joined.rows().take(5).eq(x.rows()) && joined.rows().skip(5).eq(y.rows()));
        let nothing = Tensor::<(D, dim!(0)), f64>::zeros();
        assert_eq!(*x.concat(&nothing, B).relabel::<(D, B)>(), *x);
    }
    #[test]
    fn stack_makes_rows() {
        let (x, y) = (count::<(A, B)>(), count::<(A, B)>() + 10.0);
        let both: Tensor<(dim!(3), A, B), f64> = stack([&x, &y, &x]);
        assert!(both.rows().eq([&*x, &*y, &*x]));
    }
    #[test]
    fn slice_cuts_any_axis() {
        let x = count::<(A, D, C)>();
        let part: Tensor<(A, dim!(2), C), f64> = x.slice(D, span!(2..4));
        Tensor::<(A, dim!(2), C)>::from_fn(|[a, d, c]| {
            assert_eq!(part[[a, d, c]], x[[a, d + 2, c]]);
            0.0
        });
        assert_eq!(x.slice(Axis::<2>, span!(3..4))[[1, 4, 0]], x[[1, 4, 3]]);
        assert_eq!(*x.slice(A, span!(0..2)).relabel::<(A, D, C)>(), *x);
        assert!(x.slice(D, span!(5..5)).as_slice().is_empty());
        let spread: Tensor<(A, D, C), f64> = slice_backward(&part, D, span!(2..4));
        assert_eq!(spread.slice(D, span!(2..4)), part);
        assert_eq!(spread.sum_all(), part.sum_all());
    }
    #[test]
    fn select_takes_rows_and_gather_takes_one_of_each_row() {
        let x = count::<(D, B, C)>();
        let picked = Labels::<K, D>::new([4, 0, 0, 3, 1, 4]).unwrap();
        let y: Tensor<(K, B, C), f64> = x.select(&picked);
        assert!(y.rows().zip(picked.iter()).all(|(y, place)| y == x.row(place)));
        let counts: Tensor<(D, B, C), f64> = select_backward(&Tensor::ones(), &picked);
        assert_eq!(counts.mean(Axis::<1>).mean(Axis::<1>), [2.0, 1.0, 0.0, 1.0, 2.0]);
        let table = count::<(B, C)>();
        let columns = Labels::<B, C>::new([3, 0, 2]).unwrap();
        assert_eq!(table.gather(&columns), [3.0, 4.0, 10.0]);
    }
}

/// Every reduction, along every axis of a rank-3 shape, against a loop over the lines.
mod reducing {
    use super::*;

    type Cube = (A, B, C);
    fn cube(values: &[f64]) -> Tensor<Cube, f64> {
        Tensor::from_slice(values).unwrap()
    }
    fn close(a: f64, b: f64) -> bool {
        a == b || (a - b).abs() <= 1e-12 * (1.0 + a.abs().max(b.abs()))
    }
    fn greatest(line: &[f64]) -> f64 {
        line.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }
    fn mean(line: &[f64]) -> f64 {
        line.iter().sum::<f64>() / line.len() as f64
    }
    fn variance(line: &[f64]) -> f64 {
        line.iter().map(|x| (x - mean(line)).powi(2)).sum::<f64>() / line.len() as f64
    }
    fn logsumexp(line: &[f64]) -> f64 {
        greatest(line) + line.iter().map(|x| (x - greatest(line)).exp()).sum::<f64>().ln()
    }
    fn place(line: &[f64], value: f64) -> usize {
        line.iter().position(|&x| x == value).unwrap()
    }
    fn least(line: &[f64]) -> f64 {
        line.iter().copied().fold(f64::INFINITY, f64::min)
    }

    macro_rules! along {
        ($x:ident, $axis:expr, $lines:expr) => {{
            let x = &$x;
            for (i, line) in $lines.into_iter().enumerate() {
                let line: Vec<f64> = line;
                prop_assert!(close(x.sum($axis).as_slice()[i], line.iter().sum()));
                prop_assert!(close(x.mean($axis).as_slice()[i], mean(&line)));
                prop_assert!(close(x.var($axis).as_slice()[i], variance(&line)));
                prop_assert!(close(x.logsumexp($axis).as_slice()[i], logsumexp(&line)));
                prop_assert_eq!(x.max($axis).as_slice()[i], greatest(&line));
                prop_assert_eq!(x.min($axis).as_slice()[i], least(&line));
                prop_assert_eq!(x.argmax($axis).as_slice()[i], place(&line, greatest(&line)));
                prop_assert_eq!(x.argmin($axis).as_slice()[i], place(&line, least(&line)));
            }
            let shares = x.softmax($axis);
            let expected = (x - x.logsumexp_keepdims($axis).broadcast()).exp();
            prop_assert!(shares.as_slice().iter().zip(expected.as_slice()).all(|(&a, &b)| close(a, b)));
            prop_assert!(shares.sum($axis).as_slice().iter().all(|&sum| close(sum, 1.0)));
            prop_assert!(x.sum($axis).as_slice() == x.sum_keepdims($axis).as_slice());
            prop_assert!(x.argmax($axis).as_slice() == x.argmax_keepdims($axis).as_slice());
        }};
    }

    proptest! {
        #[test]
        fn agrees_with_loops_over_lines(values in prop::collection::vec(-50.0..50.0, 24)) {
            let x = cube(&values);
            let line = |of: &dyn Fn(usize) -> [usize; 3], size: usize| (0..size).map(|k| x[of(k)]).collect::<Vec<f64>>();
            along!(x, A, (0..12).map(|i| line(&|k| [k, i / 4, i % 4], 2)));
            along!(x, Axis::<1>, (0..8).map(|i| line(&|k| [i / 4, k, i % 4], 3)));
            along!(x, C, (0..6).map(|i| line(&|k| [i / 3, i % 3, k], 4)));
            prop_assert!(close(x.sum_all(), values.iter().sum()) && close(x.var_all(), variance(&values)));
            prop_assert!(close(x.logsumexp_all(), logsumexp(&values)) && close(x.mean_all(), mean(&values)));
            prop_assert_eq!((x.max_all(), x.min_all()), (greatest(&values), least(&values)));
            prop_assert_eq!(x[x.argmax_all()], greatest(&values));
        }
        #[test]
        fn softmax_and_its_loss_do_not_feel_a_shift(values in prop::collection::vec(-50.0..50.0, 12), shift in -1e3..1e3_f64) {
            let x = Tensor::<(B, C), f64>::from_slice(&values).unwrap();
            let labels = Labels::<B, C>::new([3, 0, 1]).unwrap();
            let shifted = &x + shift;
            let (softmax, same) = (x.softmax(C), shifted.softmax(C));
            prop_assert!(softmax.as_slice().iter().zip(same.as_slice()).all(|(a, b)| (a - b).abs() < 1e-11));
            let (loss, same) = (shapeful::softmax_loss(&x, &labels).0, shapeful::softmax_loss(&shifted, &labels).0);
            prop_assert!((loss - same).abs() < 1e-10 * (1.0 + loss.abs()));
        }
    }
}

/// Every function of one number, against std.
mod elementwise {
    use super::*;

    proptest! {
        #[test]
        fn agrees_with_std(values in prop::collection::vec(-20.0..20.0_f64, 15), exponent in -4..5_i32) {
            let x = Tensor::<(B, D), f64>::from_slice(&values).unwrap();
            let check = |y: Tensor<(B, D), f64>, f: &dyn Fn(f64) -> f64| {
                let close = |a: f64, b: f64| a == b || (a - b).abs() <= 1e-13 * a.abs().max(b.abs());
                y.as_slice().iter().zip(&values).all(|(&y, &x)| close(y, f(x)))
            };
            prop_assert!(check(x.exp(), &f64::exp) && check(x.tanh(), &f64::tanh) && check(x.abs(), &f64::abs));
            prop_assert!(check(x.abs().ln(), &|x| x.abs().ln()) && check(x.abs().sqrt(), &|x| x.abs().sqrt()));
            prop_assert!(check(x.powi(exponent), &|x| x.powi(exponent)) && check(x.relu(), &|x| x.max(0.0)));
            prop_assert!(check(x.sigmoid(), &|x| 1.0 / (1.0 + (-x).exp())));
            prop_assert!(check(x.clamp(-3.0, 7.0), &|x| x.clamp(-3.0, 7.0)) && check(-&x, &|x| -x));
        }
    }
}
