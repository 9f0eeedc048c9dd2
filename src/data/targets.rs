//! What should come out for an example: a class, many of them, or real numbers.
use crate::array::Tensor;
use crate::dim::Dim;
use crate::elem::Float;
use crate::labels::Labels;
use crate::shape::{AxisName, Shape, ShapeName};
use alloc::format;
use alloc::string::String;

/// What should come out for an example: a place on an axis of classes, several of them, or real numbers of some shape.
///
/// An axis `C` stands for classes, and a batch of them is `Labels<N, C>`; `Labels<(Time,), C>` for one class at each time, and a batch is
/// `Labels<(N, Time), C>`; a shape `(D,)` stands for numbers, `Tensor<(N, D)>`.
/// ```
/// use shapeful::data::Targets;
/// use shapeful::{Labels, Tensor, axes};
/// axes! { Batch = 2; Digits = 10; Time = 5; Words = 1000; Joints = 4; }
/// let classes: Labels<Batch, Digits> = <Digits as Targets>::Batch::<Batch>::default();
/// let texts: Labels<(Batch, Time), Words> = <Labels<(Time,), Words> as Targets>::Batch::<Batch>::default();
/// let angles: Tensor<(Batch, Joints)> = <(Joints,) as Targets>::Batch::<Batch>::default();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` says neither of which classes the targets are nor of which shape",
    label = "neither an axis nor a shape",
    note = "classes are on an axis, `Examples<(Pixels,), Digits>`, words at every time are `Labels<(Time,), Words>`; real targets have a shape, `Examples<(Pixels,), (Joints,)>`",
    note = "lesson S142"
)]
pub trait Targets<E: Float = f32>: 'static {
    /// How one is kept: `u32` for classes, the float type for real numbers.
    type Number: Copy + PartialEq + core::fmt::Debug + Send + Sync + 'static;
    /// `N` of them.
    type Batch<N: Dim>: Default;
    /// The numbers for one example: 1 for a class.
    const LEN: usize;
    /// What a number has to be.
    #[doc(hidden)]
    fn expected() -> String;
    /// What the targets are, in a word.
    #[doc(hidden)]
    fn kind() -> String;
    /// Takes in one number of a file.
    #[doc(hidden)]
    fn number(value: f64) -> Option<Self::Number>;
    /// Whether it may be kept.
    #[doc(hidden)]
    fn is_valid(number: Self::Number) -> bool;
    /// Writes the targets of the examples `which`, all of which have been found valid.
    #[doc(hidden)]
    fn load<N: Dim>(all: &[Self::Number], which: &[usize], batch: &mut Self::Batch<N>);
    /// The numbers of a batch.
    #[doc(hidden)]
    fn numbers<N: Dim>(batch: &Self::Batch<N>) -> &[Self::Number];
}

#[diagnostic::do_not_recommend]
impl<C: Dim, E: Float> Targets<E> for C {
    type Number = u32;
    type Batch<N: Dim> = Labels<N, C>;
    const LEN: usize = 1;
    fn expected() -> String {
        format!("a place on the axis {}, counted from 0", AxisName::of::<C>())
    }
    fn kind() -> String {
        format!("classes {}", AxisName::of::<C>())
    }
    fn number(value: f64) -> Option<u32> {
        let number = value as u32;
        (f64::from(number) == value && <C as Targets<E>>::is_valid(number)).then_some(number)
    }
    fn is_valid(number: u32) -> bool {
        (number as usize) < C::SIZE
    }
    fn load<N: Dim>(all: &[u32], which: &[usize], batch: &mut Labels<N, C>) {
        let places = batch.places_mut();
        assert_eq!(which.len(), places.len(), "a batch has as many positions as examples");
        for (place, &i) in places.iter_mut().zip(which) {
            *place = all[i];
        }
    }
    fn numbers<N: Dim>(batch: &Labels<N, C>) -> &[u32] {
        batch.as_slice()
    }
}

macro_rules! labels { ($(($($axis:ident)*))*) => { $(
    // A label for each place of an example, as for each word of a text.
    #[diagnostic::do_not_recommend]
    impl<E: Float, C: Dim, $($axis: Dim),*> Targets<E> for Labels<($($axis,)*), C> {
        type Number = u32;
        type Batch<N: Dim> = Labels<(N, $($axis,)*), C>;
        const LEN: usize = <($($axis,)*) as Shape>::LEN;
        fn expected() -> String {
            <C as Targets<E>>::expected()
        }
        fn kind() -> String {
            format!("{} classes {}", ShapeName::of::<($($axis,)*)>(), AxisName::of::<C>())
        }
        fn number(value: f64) -> Option<u32> {
            <C as Targets<E>>::number(value)
        }
        fn is_valid(number: u32) -> bool {
            <C as Targets<E>>::is_valid(number)
        }
        fn load<N: Dim>(all: &[u32], which: &[usize], batch: &mut Self::Batch<N>) {
            gather(all, <Self as Targets<E>>::LEN, which, batch.places_mut());
        }
        fn numbers<N: Dim>(batch: &Self::Batch<N>) -> &[u32] {
            batch.as_slice()
        }
    }
)* } }
labels! { (A) (A B) (A B D) }

macro_rules! real { ($(($($axis:ident)*))*) => { $(
    #[diagnostic::do_not_recommend]
    impl<E: Float, $($axis: Dim),*> Targets<E> for ($($axis,)*) {
        type Number = E;
        type Batch<N: Dim> = Tensor<(N, $($axis,)*), E>;
        const LEN: usize = <Self as Shape>::LEN;
        fn expected() -> String {
            finite_number::<E>()
        }
        fn kind() -> String {
            format!("targets {}", ShapeName::of::<Self>())
        }
        fn number(value: f64) -> Option<E> {
            finite(value)
        }
        fn is_valid(number: E) -> bool {
            number.to_f64().is_finite()
        }
        fn load<N: Dim>(all: &[E], which: &[usize], batch: &mut Self::Batch<N>) {
            gather(all, <Self as Shape>::LEN, which, batch.as_mut_slice());
        }
        fn numbers<N: Dim>(batch: &Self::Batch<N>) -> &[E] {
            batch.as_slice()
        }
    }
)* } }
real! { () (A) (A B) (A B C) (A B C D) (A B C D F) }

/// Copies the rows `which` of `width` numbers each.
pub(super) fn gather<T: Copy>(all: &[T], width: usize, which: &[usize], out: &mut [T]) {
    assert_eq!(which.len() * width, out.len(), "a batch has as many positions as examples");
    for (n, &i) in which.iter().enumerate() {
        out[n * width..][..width].copy_from_slice(&all[i * width..][..width]);
    }
}

/// What a number has to be.
pub(super) fn finite_number<E: Float>() -> String {
    format!("a finite number that {} can hold", E::TYPE)
}

/// The number in `E`, if it is one there: `1e300` is none in f32.
pub(super) fn finite<E: Float>(value: f64) -> Option<E> {
    let number = E::of(value);
    number.to_f64().is_finite().then_some(number)
}
