//! The numbers: how they get in and out of `Array` and `Tensor`, and how they lie in memory.
use rand::{SeedableRng, rngs::SmallRng};
use shapeful::{Array, Element, Error, Shape, ShapeName, Tensor, axes, dim};
use std::borrow::Borrow;
use std::panic::{AssertUnwindSafe, catch_unwind};

axes! { Batch = 2; Pixels = 3; Empty = 0; }
type Table = (Batch, Pixels);
const COUNTED: [f32; 6] = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0];

fn rng() -> SmallRng {
    SmallRng::seed_from_u64(42)
}
/// What a panic of `f` says.
fn panic_of<T>(f: impl FnOnce() -> T) -> String {
    let payload = catch_unwind(AssertUnwindSafe(|| drop(f()))).expect_err("no panic");
    payload.downcast_ref::<String>().cloned().unwrap_or_else(|| payload.downcast_ref::<&str>().unwrap().to_string())
}

/// Each test runs on arrays and on tensors.
macro_rules! on_both { ($(fn $test:ident<$Owner:ident>() $body:block)*) => { $(
    mod $test {
        use super::*;
        #[test]
        fn of_an_array() {
            use Array as $Owner;
            $body
        }
        #[test]
        fn of_a_tensor() {
            use Tensor as $Owner;
            $body
        }
    }
)* } }
on_both! {
    fn zeros_ones_and_full_hold_one_value<Owner>() {
        assert_eq!(Owner::<Table>::zeros().as_slice(), [0.0; 6]);
        assert_eq!(Owner::<Table>::default().as_slice(), [0.0; 6]);
        assert_eq!(Owner::<Table>::ones().as_slice(), [1.0; 6]);
        assert_eq!(Owner::<Table>::full(-2.5).as_slice(), [-2.5; 6]);
        assert_eq!(Owner::<Table, f64>::ones().as_slice(), [1.0_f64; 6]);
        assert_eq!(Owner::<Table, usize>::full(7).as_slice(), [7; 6]);
        assert_eq!(Owner::<Table, bool>::zeros().as_slice(), [false; 6]);
        assert_eq!(Owner::<Table, u8>::full(255).as_slice(), [255; 6]);
        assert_eq!(Owner::<Table, u32>::full(u32::MAX).as_slice(), [u32::MAX; 6]);
    }
    fn from_fn_knows_every_position<Owner>() {
        assert_eq!(Owner::<Table>::from_fn(|[i, j]| (3 * i + j) as f32).as_slice(), COUNTED);
        assert_eq!(Owner::<(), usize>::from_fn(|[]| 5).as_slice(), [5]);
        let mut next = 0;
        type Deep = (dim!(2), dim!(3), dim!(2), dim!(1), dim!(2), dim!(3));
        let deep = Owner::<Deep, usize>::from_fn(|[a, b, c, d, e, f]| {
            next += 1;
            assert_eq!(((((a * 3 + b) * 2 + c) + d) * 2 + e) * 3 + f, next - 1);
            next
        });
        assert_eq!((deep[[0; 6]], deep[[1, 2, 1, 0, 1, 2]]), (1, 72));
    }
    fn fill_and_fill_with_overwrite<Owner>() {
        let mut x = Owner::<Table>::ones();
        x.fill(3.0);
        assert_eq!(x.as_slice(), [3.0; 6]);
        x.fill_with(|[i, j]| (3 * i + j) as f32);
        assert_eq!(x.as_slice(), COUNTED);
    }
    fn the_identity_has_ones_on_its_diagonal<Owner>() {
        assert_eq!(Owner::<(Pixels, Pixels)>::identity(), [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);
        assert_eq!(Owner::<(dim!(1), dim!(1)), f64>::identity().as_slice(), [1.0]);
        assert_eq!(Owner::<(Empty, Empty)>::identity().as_slice(), [0.0; 0]);
    }
    fn a_slice_of_the_right_length_is_copied_row_by_row<Owner>() {
        let x = Owner::<Table>::from_slice(&COUNTED).unwrap();
        assert_eq!(x, [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]);
        assert_eq!(x, Owner::<Table>::try_from(&COUNTED[..]).unwrap());
        let mut y = Owner::<Table>::zeros();
        y.copy_from_slice(&COUNTED).unwrap();
        assert_eq!(x, y);
    }
    fn a_slice_of_a_wrong_length_is_an_error_with_the_axes_and_both_lengths<Owner>() {
        let error = Owner::<Table>::from_slice(&COUNTED[..5]).err().unwrap();
        assert_eq!(error, Error::Length { shape: ShapeName::of::<Table>(), expected: 6, found: 5 });
        assert_eq!(error.to_string(), "(Batch = 2, Pixels = 3) holds 6 numbers, and 5 were given");
        let error = Owner::<Table>::try_from(&COUNTED[..0]).err().unwrap();
        assert_eq!(error.to_string(), "(Batch = 2, Pixels = 3) holds 6 numbers, and 0 were given");
        let error = Owner::<(dim!(4),)>::from_slice(&COUNTED).err().unwrap();
        assert_eq!(error.to_string(), "(4,) holds 4 numbers, and 6 were given");
        let error = Owner::<()>::from_slice(&COUNTED).err().unwrap();
        assert_eq!(error.to_string(), "() holds 1 numbers, and 6 were given");
        let error = Owner::<(Empty, Pixels)>::from_slice(&[1.0]).err().unwrap();
        assert_eq!(error.to_string(), "(Empty = 0, Pixels = 3) holds 0 numbers, and 1 were given");
        let mut x = Owner::<Table>::ones();
        assert!(x.copy_from_slice(&[0.0; 7]).is_err());
        assert_eq!(x.as_slice(), [1.0; 6]);
    }
    fn nested_arrays_go_in_and_come_out_at_every_rank<Owner>() {
        assert_eq!(Owner::<(Pixels,)>::from([1.0, 2.0, 3.0]).to_nested::<[f32; 3]>(), [1.0, 2.0, 3.0]);
        let nested = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
        assert_eq!(Owner::<Table>::from(nested).to_nested::<[[f32; 3]; 2]>(), nested);
        let nested = [[[1_usize, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]];
        let x = Owner::<(dim!(2), Batch, Pixels), usize>::from(nested);
        assert_eq!(x.as_slice(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        assert_eq!(x.to_nested::<[[[usize; 3]; 2]; 2]>(), nested);
        let nested = [[[[1.0], [2.0]], [[3.0], [4.0]], [[5.0], [6.0]]]];
        let x = Owner::<(dim!(1), Pixels, Batch, dim!(1)), f64>::from(nested);
        assert_eq!(x.to_nested::<[[[[f64; 1]; 2]; 3]; 1]>(), nested);
        let nested = [[[[[1_u8, 2], [3, 4]]], [[[5, 6], [7, 8]]], [[[9, 10], [11, 12]]]]];
        let x = Owner::<(dim!(1), Pixels, dim!(1), Batch, Batch), u8>::from(nested);
        assert_eq!(x.to_nested::<[[[[[u8; 2]; 2]; 1]; 3]; 1]>(), nested);
        let nested = [[[[[[true, false], [false, true]]]], [[[[true, true], [false, false]]]]]];
        let x = Owner::<(dim!(1), Batch, dim!(1), dim!(1), Batch, Batch), bool>::from(nested);
        assert_eq!(x.to_nested::<[[[[[[bool; 2]; 2]; 1]; 1]; 2]; 1]>(), nested);
    }
    fn nested_arrays_may_be_empty_at_any_depth<Owner>() {
        let nothing: [[f32; 0]; 3] = Owner::<(Pixels, Empty)>::from([[0.0; 0]; 3]).to_nested();
        assert_eq!(nothing, [[0.0; 0]; 3]);
        let nothing: [[f32; 3]; 0] = Owner::<(Empty, Pixels)>::from([[0.0; 3]; 0]).to_nested();
        assert_eq!(nothing, [[0.0; 3]; 0]);
        let nothing: [[[f32; 2]; 0]; 3] = Owner::<(Pixels, Empty, Batch)>::from([[[0.0; 2]; 0]; 3]).to_nested();
        assert_eq!(nothing, [[[0.0; 2]; 0]; 3]);
    }
    fn a_nested_array_is_compared_element_by_element<Owner>() {
        let x = Owner::<Table>::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
        assert_eq!(x, [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
        assert_ne!(x, [[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]]);
        assert_ne!(x, [[f32::NAN, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    }
    fn a_tensor_without_axes_is_one_number<Owner>() {
        let mut x = Owner::<()>::full(2.0);
        assert_eq!((x.item(), x[[]], x.as_slice().len()), (2.0, 2.0, 1));
        x[[]] = 3.0;
        assert_eq!(x.clone().item(), 3.0);
        assert_eq!(x, Owner::<()>::from_slice(&[3.0]).unwrap());
    }
    fn elements_are_read_and_changed_by_position<Owner>() {
        let mut x = Owner::<Table>::from_slice(&COUNTED).unwrap();
        assert_eq!((x[[0, 0]], x[[0, 2]], x[[1, 0]], x[[1, 2]]), (0.0, 2.0, 3.0, 5.0));
        x[[1, 1]] += 10.0;
        assert_eq!(x, [[0.0, 1.0, 2.0], [3.0, 14.0, 5.0]]);
    }
    fn a_position_outside_is_a_panic_that_names_the_shape<Owner>() {
        let mut x = Owner::<Table>::zeros();
        assert_eq!(panic_of(|| x[[2, 0]]), "position [2, 0] lies outside (Batch = 2, Pixels = 3)");
        assert_eq!(panic_of(|| x[[0, 3]]), "position [0, 3] lies outside (Batch = 2, Pixels = 3)");
        assert!(panic_of(|| x[[usize::MAX, 2]]).ends_with("2] lies outside (Batch = 2, Pixels = 3)"));
        assert_eq!(panic_of(|| x[[0, 3]] = 1.0), "position [0, 3] lies outside (Batch = 2, Pixels = 3)");
        assert_eq!(panic_of(|| Owner::<(Empty,)>::zeros()[[0]]), "position [0] lies outside (Empty = 0,)");
    }
    fn rows_are_read_and_changed_along_the_first_axis<Owner>() {
        let mut x = Owner::<Table>::from_slice(&COUNTED).unwrap();
        assert_eq!(x.row(1), &Array::<(Pixels,)>::from([3.0, 4.0, 5.0]));
        x.row_mut(0).fill(9.0);
        assert_eq!(x, [[9.0, 9.0, 9.0], [3.0, 4.0, 5.0]]);
        for (i, row) in x.rows_mut().enumerate() {
            row[[2]] = i as f32;
        }
        assert_eq!(x, [[9.0, 9.0, 0.0], [3.0, 4.0, 1.0]]);
        assert_eq!(x.rows().len(), 2);
        assert_eq!(x.rows().map(|row| row[[0]]).collect::<Vec<_>>(), [9.0, 3.0]);
        assert_eq!(x.rows().rev().map(|row| row[[0]]).collect::<Vec<_>>(), [3.0, 9.0]);
        let deep = Owner::<(Pixels, Batch, Batch), usize>::from_fn(|[i, j, k]| 100 * i + 10 * j + k);
        assert_eq!(deep.row(2).row(1).row(0).item(), 210);
    }
    fn a_row_outside_is_a_panic_that_names_the_shape<Owner>() {
        let mut x = Owner::<Table>::zeros();
        assert_eq!(panic_of(|| x.row(2).as_slice().len()), "there is no row 2 in (Batch = 2, Pixels = 3)");
        assert_eq!(panic_of(|| x.row_mut(7).fill(0.0)), "there is no row 7 in (Batch = 2, Pixels = 3)");
        let nothing = Owner::<(Empty, Pixels)>::zeros();
        assert_eq!(panic_of(|| nothing.row(0).as_slice().len()), "there is no row 0 in (Empty = 0, Pixels = 3)");
    }
    fn an_axis_of_size_zero_is_a_clean_nothing<Owner>() {
        let mut x = Owner::<(Pixels, Empty)>::from_fn(|_| unreachable!("there is no element"));
        x.fill(1.0);
        x += 1.0;
        assert_eq!(x.as_slice(), [0.0; 0]);
        assert_eq!(x.clone(), Owner::<(Pixels, Empty)>::from_slice(&[]).unwrap());
        assert_eq!((x.sum_all(), x.rows().len()), (0.0, 3));
        assert_eq!(x.rows_mut().len(), 3);
        assert_eq!(x.row(2).as_slice(), [0.0; 0]);
        x.row_mut(2).fill(1.0);
        let mut y = Owner::<(Empty, Pixels)>::ones();
        assert_eq!(y.rows().len(), 0);
        assert_eq!(y.rows_mut().len(), 0);
        assert_eq!(Owner::<(Empty, Empty, Empty), u8>::full(1).rows().len(), 0);
        assert_eq!(Owner::<(Empty,)>::normal(0.0, 1.0, &mut rng()).as_slice(), [0.0; 0]);
    }
    fn a_clone_is_equal_and_separate<Owner>() {
        let x = Owner::<Table>::from_slice(&COUNTED).unwrap();
        let mut y = x.clone();
        assert_eq!(x, y);
        y[[0, 0]] = 7.0;
        assert_ne!(x, y);
        y.clone_from(&x);
        assert_eq!(x, y);
        assert_ne!(Owner::<Table>::full(f32::NAN), Owner::<Table>::full(f32::NAN));
        assert_eq!(Owner::<Table>::full(-0.0), Owner::<Table>::zeros());
    }
    fn the_same_seed_gives_the_same_numbers<Owner>() {
        let draw = |rng: &mut SmallRng| Owner::<(dim!(50),)>::normal(0.0, 1.0, rng);
        assert_eq!(draw(&mut rng()), draw(&mut rng()));
        let draw = |rng: &mut SmallRng| Owner::<(dim!(50),), f64>::uniform(0.0, 1.0, rng);
        assert_eq!(draw(&mut rng()), draw(&mut rng()));
        let draw = |rng: &mut SmallRng| Owner::<(dim!(50),), u32>::random(rng, rand_distr::StandardUniform);
        assert_eq!(draw(&mut rng()), draw(&mut rng()));
        assert_ne!(draw(&mut rng()), draw(&mut SmallRng::seed_from_u64(43)));
        let mut generator = rng();
        assert_ne!(draw(&mut generator), draw(&mut generator));
    }
    fn normal_numbers_have_the_mean_spread_and_tails_asked_for<Owner>() {
        let x = Owner::<(dim!(20_000),), f64>::normal(3.0, 2.0, &mut rng());
        let (mean, spread) = mean_and_deviation(x.as_slice());
        assert!((mean - 3.0).abs() < 0.06 && (spread - 2.0).abs() < 0.04, "{mean} ± {spread}");
        let within = x.as_slice().iter().filter(|&&x| (x - 3.0).abs() < 2.0).count() as f64 / 20_000.0;
        assert!((within - 0.6827).abs() < 0.015, "{within} within one standard deviation");
    }
    fn uniform_numbers_fill_their_interval<Owner>() {
        let x = Owner::<(dim!(20_000),)>::uniform(-1.0, 3.0, &mut rng());
        assert!(x.as_slice().iter().all(|x| (-1.0..3.0).contains(x)));
        let (mean, spread) = mean_and_deviation(&x.as_slice().iter().map(|&x| x.into()).collect::<Vec<_>>());
        assert!((mean - 1.0).abs() < 0.04 && (spread - 4.0 / 12_f64.sqrt()).abs() < 0.02, "{mean} ± {spread}");
        for quarter in 0..4 {
            let low = quarter as f32 - 1.0;
            let share = x.as_slice().iter().filter(|x| (low..low + 1.0).contains(x)).count() as f64 / 20_000.0;
            assert!((share - 0.25).abs() < 0.015, "{share} in quarter {quarter}");
        }
    }
    fn slices_see_and_change_the_elements<Owner>() {
        let mut x = Owner::<Table>::zeros();
        x.as_mut_slice().copy_from_slice(&COUNTED);
        assert_eq!(x.as_slice(), COUNTED);
        assert_eq!(x.as_slice().as_ptr().cast(), &raw const x[[0, 0]]);
        let bits: &[u32] = bytemuck::cast_slice(x.as_slice());
        assert_eq!(bits[1], 1.0_f32.to_bits());
    }
}
fn mean_and_deviation(x: &[f64]) -> (f64, f64) {
    let mean = x.iter().sum::<f64>() / x.len() as f64;
    (mean, (x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / x.len() as f64).sqrt())
}

#[test]
fn a_tensor_and_its_array_are_compared_either_way() {
    let (mut array, tensor) = (Array::<Table>::ones(), Tensor::<Table>::ones());
    assert!(array == tensor);
    assert!(tensor == array);
    array[[1, 2]] = 0.0;
    assert!(array != tensor);
    assert!(tensor != array);
}

#[test]
fn a_tensor_is_lent_as_its_array() {
    fn sum(x: impl AsRef<Array<Table>>) -> f32 {
        x.as_ref().sum_all()
    }
    fn same(x: &impl Borrow<Array<Table>>, y: &Array<Table>) -> bool {
        std::ptr::eq(x.borrow(), y)
    }
    let mut x = Tensor::<Table>::ones();
    assert_eq!(sum(x.clone()), 6.0);
    assert!(same(&x, &x));
    let array: &mut Array<Table> = &mut x;
    array.fill(2.0);
    assert_eq!(x.as_slice(), [2.0; 6]);
    assert_eq!(x.row(1).to_tensor(), Tensor::<(Pixels,)>::full(2.0));
}

#[test]
fn a_vector_is_taken_over_and_given_back_without_copying() {
    let elements = COUNTED.to_vec();
    let place = elements.as_ptr();
    let x = Tensor::<Table>::try_from(elements).unwrap();
    assert_eq!((x.as_slice(), x.as_slice().as_ptr()), (&COUNTED[..], place));
    let boxed = x.into_boxed();
    assert_eq!(boxed.as_slice().as_ptr(), place);
    let elements = Tensor::from(boxed).into_vec();
    assert_eq!((&elements[..], elements.as_ptr(), elements.capacity()), (&COUNTED[..], place, 6));
}

#[test]
fn a_vector_with_spare_capacity_or_without_elements_is_taken_over_too() {
    let mut elements = Vec::with_capacity(100);
    elements.extend(COUNTED);
    assert_eq!(Tensor::<Table>::try_from(elements).unwrap().into_vec(), COUNTED);
    assert_eq!(Tensor::<(Empty, Pixels)>::try_from(vec![]).unwrap().into_vec(), [0.0; 0]);
    assert_eq!(Tensor::<(), f64>::try_from(vec![1.5]).unwrap().into_vec(), [1.5]);
}

#[test]
fn a_vector_of_a_wrong_length_is_an_error() {
    let error = Tensor::<Table>::try_from(vec![0.0; 7]).unwrap_err();
    assert_eq!(error, Error::Length { shape: ShapeName::of::<Table>(), expected: 6, found: 7 });
    let _: &dyn std::error::Error = &error;
}

#[test]
fn a_slice_seen_as_an_array_is_the_same_memory() {
    let mut elements = COUNTED;
    let table = Array::<Table>::from_slice_ref(&elements).unwrap();
    assert_eq!((table.as_slice().as_ptr(), table[[1, 0]]), (elements.as_ptr(), 3.0));
    Array::<Table>::from_slice_mut(&mut elements).unwrap()[[1, 0]] = 30.0;
    assert_eq!(elements[3], 30.0);
    let nothing = Array::<(Pixels, Empty)>::from_slice_ref(&elements[..0]).unwrap();
    assert_eq!(nothing.rows().len(), 3);
}

#[test]
fn a_slice_of_a_wrong_length_is_not_seen_as_an_array() {
    let error = Array::<Table>::from_slice_ref(&COUNTED[1..]).unwrap_err();
    assert_eq!(error, Error::Length { shape: ShapeName::of::<Table>(), expected: 6, found: 5 });
    assert_eq!(
        Array::<Table>::from_slice_mut(&mut [0.0; 7]).unwrap_err().to_string(),
        "(Batch = 2, Pixels = 3) holds 6 numbers, and 7 were given"
    );
}

#[test]
fn an_array_is_its_elements_and_nothing_else() {
    fn check<S: Shape, E: Element>() {
        assert_eq!(size_of::<Array<S, E>>(), S::LEN * size_of::<E>());
        assert_eq!(align_of::<Array<S, E>>(), align_of::<E>());
        assert_eq!(size_of::<Tensor<S, E>>(), size_of::<usize>());
        assert_eq!(size_of::<Option<Tensor<S, E>>>(), size_of::<usize>());
    }
    fn check_elements<S: Shape>() {
        check::<S, f32>();
        check::<S, f64>();
        check::<S, usize>();
        check::<S, u32>();
        check::<S, u8>();
        check::<S, bool>();
    }
    check_elements::<()>();
    check_elements::<(dim!(7),)>();
    check_elements::<Table>();
    check_elements::<(Empty, Pixels)>();
    check_elements::<(Pixels, Empty, Batch)>();
    check_elements::<(dim!(3), dim!(1), dim!(2), dim!(5), dim!(1), dim!(9))>();
    check_elements::<(dim!(1025), dim!(3072))>();
}

#[test]
fn arrays_and_tensors_are_sent_and_shared_between_threads() {
    fn check<T: Send + Sync + Clone + Default + 'static>() {}
    fn check_generic<S: Shape, E: Element>() {
        check::<Array<S, E>>();
        check::<Tensor<S, E>>();
    }
    check_generic::<Table, f32>();
    let x = Tensor::<Table>::ones();
    let sums = std::thread::scope(|scope| {
        let rows: Vec<_> = x.rows().map(|row| scope.spawn(move || row.sum_all())).collect();
        rows.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(sums, [3.0, 3.0]);
}

#[test]
fn zeroed_memory_is_an_array() {
    type Wide = (dim!(1024), dim!(1024));
    let boxed: Box<Array<Wide>> = bytemuck::zeroed_box();
    assert!(boxed.as_slice().iter().all(|&x| x == 0.0));
    assert_eq!(<Array<Table, bool> as bytemuck::Zeroable>::zeroed().as_slice(), [false; 6]);
}

#[test]
fn an_array_lives_in_a_static_a_field_or_a_constant_size_buffer() {
    static TABLE: std::sync::LazyLock<Array<Table>> = std::sync::LazyLock::new(Array::ones);
    struct Model {
        w: Array<Table>,
        b: Array<(Pixels,)>,
    }
    let model = Model { w: TABLE.clone(), b: Array::zeros() };
    assert_eq!(size_of::<Model>(), 9 * 4);
    assert_eq!(model.w.sum_all() + model.b.sum_all(), 6.0);
}
