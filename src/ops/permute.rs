//! `x.permute((Batch, Height, Width, Channels))`: the axes in another order, and the numbers moved with them.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::axis::HasAxis;
use crate::dim::{Dim, Equal, Never};
use crate::elem::Element;
use crate::shape::Shape;
use core::ops::Add;
use typenum::{Sum, U1, U3, U7, U15, U31, U63};

/// `Order` names every axis of `Self` exactly once.
///
/// ```
/// use shapeful::{Permute, Tensor, axes};
/// axes! { Channels = 3; Height = 4; Width = 5; }
/// type Order = (Height, Width, Channels);
/// let channels_last: Tensor<Order> = Tensor::<<(Channels, Height, Width) as Permute<Order, _>>::Out>::zeros();
/// ```
/// An axis that is listed twice takes the place of another one:
/// ```compile_fail,E0277
/// # use shapeful::{Tensor, axes};
/// # axes! { Channels = 3; Height = 4; Width = 5; }
/// let x = Tensor::<(Channels, Height, Width)>::ones().permute((Height, Height, Channels));
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} cannot be permuted to the order {Order}",
    label = "not an order of the axes of {Self}",
    note = "the order lists every axis once, by name or by position: `x.permute((Width, Height))`, `x.permute((Axis::<1>, Axis::<0>))`",
    note = "lesson S68"
)]
pub trait Permute<Order, UniquePositions>: Shape {
    /// The shape with its axes in that order.
    type Out: Shape;
    /// For each axis of `Out`, its position in `Self`.
    #[doc(hidden)]
    const FROM: &'static [usize];
}

macro_rules! permute { ($($all:ident: $($axis:ident $which:ident $at:ident),*;)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<$($axis: Dim, $which, $at),*> Permute<($($which,)*), ($($at,)*)> for ($($axis,)*)
    where
        $(Self: HasAxis<$which, $at>,)*
        ($(<Self as HasAxis<$which, $at>>::Bit,)*): AddsUpTo<$all>,
    {
        type Out = ($(<Self as HasAxis<$which, $at>>::Axis,)*);
        const FROM: &'static [usize] = &[$(<Self as HasAxis<$which, $at>>::POSITION),*];
    }
)* } }
permute! {
    U1: A P PA;
    U3: A P PA, B Q QA;
    U7: A P PA, B Q QA, C R RA;
    U15: A P PA, B Q QA, C R RA, D T TA;
    U31: A P PA, B Q QA, C R RA, D T TA, F U UA;
    U63: A P PA, B Q QA, C R RA, D T TA, F U UA, G V VA;
}

// With one impl for each rank rustc would say only that the ranks differ.
#[diagnostic::do_not_recommend]
impl<S: Shape> Permute<Never, Never> for S {
    type Out = S;
    const FROM: &'static [usize] = &[];
}

/// The numbers of a tuple add up to `Total`. Powers of two of r positions add up to 2^r − 1 only if no position comes twice.
#[doc(hidden)]
pub trait AddsUpTo<Total> {}
impl<A: Equal<Total>, Total> AddsUpTo<Total> for (A,) {}
macro_rules! adds_up { ($($first:ident $second:ident $($rest:ident)*;)*) => { $(
    impl<$first: Add<$second>, $second, $($rest,)* Total> AddsUpTo<Total> for ($first, $second, $($rest),*)
    where
        (Sum<$first, $second>, $($rest),*): AddsUpTo<Total>,
    {
    }
)* } }
adds_up! { A B; A B C; A B C D; A B C D F; A B C D F G; }

impl<S: Shape, E: Element> Array<S, E> {
    /// The array with its axes in another order, given by name or by position.
    ///
    /// The gradient is moved back by the inverse order.
    /// ```
    /// use shapeful::{Axis, Tensor, axes};
    /// axes! { Batch = 2; Channels = 3; Height = 4; Width = 5; }
    /// let images = Tensor::<(Batch, Channels, Height, Width)>::from_fn(|[n, c, h, w]| (n + 10 * c + 100 * h + 1000 * w) as f32);
    /// let channels_last: Tensor<(Batch, Height, Width, Channels)> = images.permute((Batch, Height, Width, Channels));
    /// assert_eq!(channels_last[[1, 3, 4, 2]], images[[1, 2, 3, 4]]);
    /// assert_eq!(channels_last.permute((Axis::<0>, Axis::<3>, Axis::<1>, Axis::<2>)), images);
    /// ```
    pub fn permute<Order, UniquePositions, Out: Shape>(&self, _order: Order) -> Tensor<Out, E>
    where
        S: Permute<Order, UniquePositions, Out = Out>,
    {
        let mut strides = [1; 6];
        for axis in (1..S::RANK).rev() {
            strides[axis - 1] = strides[axis] * S::DIMS[axis];
        }
        let from = self.as_slice();
        Tensor::from_fn(|index: Out::Index| {
            let offset: usize = index.as_ref().iter().zip(S::FROM).map(|(place, &axis)| place * strides[axis]).sum();
            from[offset]
        })
    }
}
