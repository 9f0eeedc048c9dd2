//! Axes: numbers written `dim!`, names declared with `axes!`, and the way from typenum to decimal numerals and back.
use shapeful::{Array, Dim, Num, Shape, Tensor, axes, dim};
use std::any::{TypeId, type_name};
use typenum::{Diff, Prod, Sum, U1, U2, U3, U7, U10, U28, U784, U1000, U1024};

/// The number that a numeral shows: its type's name is the crate's path, which has no digits, and `_7<_8<_4>>`.
fn shown<N: Dim>() -> String {
    type_name::<N>().chars().filter(char::is_ascii_digit).collect()
}
fn same<A: 'static, B: 'static>() -> bool {
    TypeId::of::<A>() == TypeId::of::<B>()
}

mod elsewhere {
    pub const CHANNELS: usize = 3;
    pub mod deeper {
        pub const HEIGHT: usize = 32;
    }
}
const SIDE: usize = 28;
const fn squared(n: usize) -> usize {
    n * n
}
struct Config;
impl Config {
    const HIDDEN: usize = 100;
}

macro_rules! numbers { ($($test:ident: $($number:literal)*;)*) => { $(
    #[test]
    fn $test() {
        $({
            type Number = dim!($number);
            assert_eq!(Number::SIZE, $number);
            assert_eq!(Number::NAME, None);
            assert_eq!(shown::<Number>(), Number::SIZE.to_string());
            assert!(same::<Num<<Number as Dim>::Size>, Number>(), "{} does not come back from typenum", Number::SIZE);
        })*
    }
)* } }
numbers! {
    small_numbers_are_read_shown_and_come_back_from_typenum:
        0 1 2 3 4 5 6 7 8 9 10 11 12 19 20 21 99 100 101 109 110 111 999 1000 1001;
    powers_of_two_and_their_neighbours_are_read_shown_and_come_back_from_typenum:
        15 16 17 31 32 33 63 64 65 127 128 129 255 256 257 511 512 513 1023 1024 1025 2047 2048 2049 4095 4096 4097
        65_535 65_536 65_537 1_048_575 1_048_576 1_048_577 2_147_483_647 2_147_483_648 2_147_483_649;
    powers_of_ten_and_their_neighbours_are_read_shown_and_come_back_from_typenum:
        9_999 10_000 10_001 99_999 100_000 100_001 999_999 1_000_000 1_000_001 9_999_999 10_000_000 10_000_001
        99_999_999 100_000_000 100_000_001 999_999_999 1_000_000_000 1_000_000_001;
    numbers_with_inner_zeros_and_all_ten_digits_are_read_shown_and_come_back_from_typenum:
        784 3072 30_070 70_007 102_030 1_234_567_890;
    the_greatest_numbers_are_read_shown_and_come_back_from_typenum:
        4_294_967_294 4_294_967_295 4_294_967_296 9_999_999_999;
}

#[test]
fn a_number_may_be_a_constant_or_an_expression_of_constants() {
    assert_eq!(<dim!(SIDE)>::SIZE, 28);
    assert_eq!(<dim!(SIDE * SIDE)>::SIZE, 784);
    assert_eq!(<dim!(squared(SIDE) / 2 + 1)>::SIZE, 393);
    assert_eq!(<dim!(elsewhere::CHANNELS * elsewhere::deeper::HEIGHT.pow(2))>::SIZE, 3072);
    assert_eq!(<dim!(Config::HIDDEN)>::SIZE, 100);
    assert_eq!(<dim!(u8::MAX as usize)>::SIZE, 255);
    assert_eq!(<dim!(size_of::<[f32; 5]>())>::SIZE, 20);
}

#[test]
fn one_number_is_one_type_however_it_is_written() {
    assert!(same::<dim!(784), dim!(SIDE * SIDE)>());
    assert!(same::<dim!(1_000), dim!(0x3E8)>());
    assert!(same::<dim!(784), shapeful::_7<shapeful::_8<shapeful::_4>>>());
    assert!(!same::<dim!(12), dim!(21)>());
    assert!(!same::<dim!(1), dim!(10)>());
}

#[test]
fn a_typenum_number_becomes_its_numeral() {
    assert!(same::<Num<U784>, dim!(784)>());
    assert!(same::<Num<typenum::U0>, dim!(0)>());
    assert!(same::<Num<typenum::U1>, dim!(1)>());
    assert!(same::<Num<typenum::U10>, dim!(10)>());
    assert!(same::<Num<typenum::U1073741824>, dim!(1 << 30)>());
}

#[test]
fn arithmetic_in_typenum_comes_back_as_a_numeral() {
    assert!(same::<Num<Prod<U28, U28>>, dim!(784)>());
    assert!(same::<Num<Prod<U3, U1024>>, dim!(3072)>());
    assert!(same::<Num<Prod<U1000, Prod<U1000, U1000>>>, dim!(1_000_000_000)>());
    assert!(same::<Num<Sum<U784, U1>>, dim!(785)>());
    assert!(same::<Num<Sum<U1024, U1000>>, dim!(2024)>());
    assert!(same::<Num<Diff<U10, U10>>, dim!(0)>());
    assert!(same::<Num<Prod<typenum::U0, U784>>, dim!(0)>());
    assert!(same::<Num<Diff<Prod<U2, Sum<U7, U3>>, U1>>, dim!(19)>());
}

axes! {
    /// Images in one mini-batch.
    pub Batch = 64;
    pub(crate) Pixels = SIDE * SIDE;
    #[allow(dead_code, reason = "attributes go onto the axis")]
    #[derive(PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
    Classes = 10;
    Channels = elsewhere::CHANNELS;
    Nothing = 0;
}
mod library {
    shapeful::axes! { pub Batch = 64; pub(super) Hidden = super::Config::HIDDEN; }
    pub mod inner {
        shapeful::axes! { pub(in crate::library) Secret = 2; }
    }
    pub fn secret() -> usize {
        <inner::Secret as shapeful::Dim>::SIZE
    }
}

#[test]
fn a_named_axis_knows_its_name_and_size() {
    assert_eq!((Batch::NAME, Batch::SIZE), (Some("Batch"), 64));
    assert_eq!((Pixels::NAME, Pixels::SIZE), (Some("Pixels"), 784));
    assert_eq!((Classes::NAME, Classes::SIZE), (Some("Classes"), 10));
    assert_eq!((Channels::NAME, Channels::SIZE), (Some("Channels"), 3));
    assert_eq!((Nothing::NAME, Nothing::SIZE), (Some("Nothing"), 0));
    assert_eq!((library::Hidden::NAME, library::Hidden::SIZE), (Some("Hidden"), 100));
    assert_eq!(library::secret(), 2);
}

#[test]
fn an_axis_is_a_value_that_can_be_copied_and_printed() {
    let (axis, copy) = (Batch, Batch);
    assert_eq!(format!("{axis:?} {copy:?}"), "Batch Batch");
    assert_eq!(<Classes as Default>::default(), Classes);
    assert_eq!(size_of::<Batch>(), 0);
}

#[test]
fn axes_of_one_name_and_size_are_different_types_in_different_modules() {
    assert!(!same::<Batch, library::Batch>());
    assert!(same::<<Batch as Dim>::Size, <library::Batch as Dim>::Size>());
}

#[test]
fn axes_can_be_declared_inside_a_function() {
    const WIDTH: usize = 5;
    axes! { Batch = WIDTH + 1; }
    assert_eq!(Batch::SIZE, 6);
    assert_eq!(self::Batch::SIZE, 64);
    assert_eq!(Tensor::<(Batch, dim!(WIDTH))>::ones().sum_all(), 30.0);
}

#[test]
fn no_axes_at_all_can_be_declared() {
    axes! {}
}

#[test]
fn the_size_of_a_named_axis_comes_back_as_a_numeral() {
    assert!(same::<Num<<Pixels as Dim>::Size>, dim!(784)>());
    assert!(same::<Num<<Nothing as Dim>::Size>, dim!(0)>());
}

#[test]
fn a_shape_is_the_list_of_its_axes() {
    type Images = (Batch, Channels, dim!(28), dim!(SIDE));
    assert_eq!(Images::RANK, 4);
    assert_eq!(Images::DIMS, [64, 3, 28, 28]);
    assert_eq!(
        Images::AXES.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["Batch = 64", "Channels = 3", "28", "28"]
    );
    assert_eq!(Images::LEN, 64 * 3 * 784);
    assert_eq!(<() as Shape>::LEN, 1);
    assert_eq!(<(Batch, Nothing)>::LEN, 0);
    assert_eq!(<(Batch,)>::LEN, 64);
    assert_eq!(<(dim!(1), dim!(2), dim!(3), dim!(4), dim!(5), dim!(6))>::LEN, 720);
}

fn logits<N: Dim, D: Dim, C: Dim>(x: &Array<(N, D)>, w: &Array<(D, C)>, b: &Array<(C,)>) -> Tensor<(N, C)> {
    x.matmul(w) + b.broadcast()
}
fn size<N: Dim>() -> usize {
    Tensor::<(N,)>::ones().sum_all() as usize
}

#[test]
fn generic_code_needs_no_bound_but_dim() {
    let (x, w, b) = (Tensor::<(Batch, Pixels)>::ones(), Tensor::<(Pixels, Classes)>::full(0.5), Tensor::ones());
    assert_eq!(logits(&x, &w, &b), Tensor::<(Batch, Classes)>::full(393.0));
    assert_eq!(
        (size::<Batch>(), size::<dim!(784)>(), size::<Num<Sum<U784, U1>>>(), size::<Nothing>()),
        (64, 784, 785, 0)
    );
}
