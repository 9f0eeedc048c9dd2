//! The same numbers under another shape: `flatten` and `split`, `ravel` and `unravel`, `relabel`. None of them moves a number.
//!
//! Neighbouring axes merge and split again; there is no free reshape, so a reshape cannot pose as a transpose. The gradient of
//! each is its inverse.
use crate::array::Array;
use crate::dim::{Dim, Never, SameSize};
use crate::elem::Element;
use crate::numeral::{_1, Num, ToNumeral};
use crate::shape::{Is, Shape};
use core::ops::Mul;
use typenum::Prod;

/// The axes of `Self` merge into one.
///
/// ```
/// use shapeful::{Merge, Tensor, axes, dim};
/// axes! { Channels = 3; Height = 4; Width = 5; }
/// let row: Tensor<(dim!(60),)> = Tensor::<(<(Channels, Height, Width) as Merge>::Axis,)>::zeros();
/// ```
/// Generic code has to ask for it:
/// ```
/// use shapeful::{Array, Dim, Merge};
/// fn row<H: Dim, W: Dim>(image: &Array<(H, W)>) -> &Array<(<(H, W) as Merge>::Axis,)>
/// where
///     (H, W): Merge,
/// {
///     image.ravel()
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: the axes of {Self} cannot be merged",
    label = "an array of shape {Self}",
    note = "in generic code the sizes are not known, nor is their product, which is the new axis: ask for it by `where (C, H, W): Merge`",
    note = "lesson S67"
)]
pub trait Merge: Shape {
    /// The one axis: as long as all of them together.
    type Axis: Dim;
}
impl Merge for () {
    type Axis = _1;
}
impl<A: Dim> Merge for (A,) {
    type Axis = A;
}
macro_rules! merge { ($($first:ident ($($axis:ident)*) $product:ty;)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<$first: Dim, $($axis: Dim),*> Merge for ($first, $($axis),*)
    where
        ($($axis,)*): Merge,
        $first::Size: Mul<<<($($axis,)*) as Merge>::Axis as Dim>::Size>,
        $product: ToNumeral,
        Num<$product>: Dim,
    {
        type Axis = Num<$product>;
    }
)* } }
merge! {
    A (B) Prod<A::Size, <<(B,) as Merge>::Axis as Dim>::Size>;
    A (B C) Prod<A::Size, <<(B, C) as Merge>::Axis as Dim>::Size>;
    A (B C D) Prod<A::Size, <<(B, C, D) as Merge>::Axis as Dim>::Size>;
    A (B C D F) Prod<A::Size, <<(B, C, D, F) as Merge>::Axis as Dim>::Size>;
    A (B C D F G) Prod<A::Size, <<(B, C, D, F, G) as Merge>::Axis as Dim>::Size>;
}

/// `Self` with one more axis in front.
#[doc(hidden)]
pub trait Prepend<N>: Shape {
    /// The longer shape.
    type Out: Shape;
}

/// `Self` flattens: all axes but the first merge into one.
///
/// ```
/// use shapeful::{Flattens, Tensor, axes, dim};
/// axes! { Batch = 2; Channels = 3; Height = 4; Width = 5; }
/// let rows: Tensor<(Batch, dim!(60))> = Tensor::<<(Batch, Channels, Height, Width) as Flattens>::Out>::zeros();
/// ```
/// A tensor without axes has no first one:
/// ```compile_fail,E0277
/// # use shapeful::Tensor;
/// let x = Tensor::<()>::ones();
/// let rows = x.flatten();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} cannot be flattened",
    label = "an array of shape {Self}",
    note = "(N, C, H, W) -> (N, C*H*W): the first axis stays, and the others merge",
    note = "lesson S63"
)]
pub trait Flattens: Shape {
    /// The flat shape.
    type Out: Shape;
}

/// `(N, M)` splits: its second axis becomes the axes of `Axes`.
///
/// ```
/// use shapeful::{Split, Tensor, axes};
/// axes! { Batch = 2; Features = 12; Heads = 4; Width = 3; }
/// let heads: Tensor<(Batch, Heads, Width)> = Tensor::<<(Batch, Features) as Split<(Heads, Width)>>::Out>::zeros();
/// ```
/// Four heads of 4 are not 12 features:
/// ```compile_fail,E0277
/// # use shapeful::{Tensor, axes};
/// # axes! { Batch = 2; Features = 12; Heads = 4; }
/// let x = Tensor::<(Batch, Features)>::ones();
/// let heads = x.split::<(Heads, Heads)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: the second axis of {Self} does not split into {Axes}",
    label = "an array of shape {Self}",
    note = "(N, C*H*W) -> (N, C, H, W): of two axes the second splits, and the sizes of the new ones multiply to its size",
    note = "lesson S64"
)]
pub trait Split<Axes>: Shape {
    /// The shape with the axis split.
    type Out: Shape;
}
#[diagnostic::do_not_recommend]
impl<N: Dim, M: Dim + SameSize<Axes::Axis>, Axes: Merge + Prepend<N>> Split<Axes> for (N, M) {
    type Out = <Axes as Prepend<N>>::Out;
}

#[diagnostic::do_not_recommend]
impl<S: Shape> Split<Never> for S {
    type Out = S;
}

/// `(L,)` is as long as all axes of `Target` together.
///
/// ```
/// use shapeful::{Unravel, axes};
/// axes! { Pixels = 12; Height = 4; Width = 3; }
/// fn unravels<S: Unravel<Target>, Target>() {}
/// unravels::<(Pixels,), (Height, Width)>();
/// ```
/// The sizes have to multiply to the length:
/// ```compile_fail,E0277
/// # use shapeful::{Unravel, axes};
/// # axes! { Pixels = 12; Height = 4; Width = 3; }
/// # fn unravels<S: Unravel<Target>, Target>() {}
/// unravels::<(Pixels,), (Height, Height)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} does not unravel into {Target}",
    label = "an array of shape {Self}",
    note = "(A*B,) -> (A, B): the sizes of the new axes multiply to the length of the vector",
    note = "lesson S65"
)]
pub trait Unravel<Target>: Shape {}
#[diagnostic::do_not_recommend]
impl<L: Dim + SameSize<Target::Axis>, Target: Merge> Unravel<Target> for (L,) {}
#[diagnostic::do_not_recommend]
impl<S: Shape> Unravel<Never> for S {}

/// `Self` and `Target` have the same sizes, under other names.
///
/// ```
/// use shapeful::{Relabel, axes};
/// axes! { Batch = 64; Pixels = 784; Examples = 64; Features = 784; }
/// fn relabels<S: Relabel<Target>, Target>() {}
/// relabels::<(Batch, Pixels), (Examples, Features)>();
/// ```
/// A new name does not move an axis:
/// ```compile_fail,E0277
/// # use shapeful::{Relabel, axes};
/// # axes! { Batch = 64; Pixels = 784; Examples = 64; Features = 784; }
/// # fn relabels<S: Relabel<Target>, Target>() {}
/// relabels::<(Batch, Pixels), (Features, Examples)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} cannot be relabelled {Target}, because the sizes differ",
    label = "an array of shape {Self}",
    note = "relabelling gives every axis a new name and keeps its size; it merges, splits and moves nothing",
    note = "axes move by `.t()` and `permute`, merge by `flatten`, and split by `split`",
    note = "lesson S66"
)]
pub trait Relabel<Target>: Shape {}
// With one impl for each rank rustc would say only that the ranks differ.
#[diagnostic::do_not_recommend]
impl<S: Shape> Relabel<Never> for S {}

macro_rules! ranks { ($(($($axis:ident $new:ident)*))*) => { $(
    #[diagnostic::do_not_recommend]
    impl<N: Dim, $($axis: Dim),*> Prepend<N> for ($($axis,)*) {
        type Out = (N, $($axis,)*);
    }
    #[diagnostic::do_not_recommend]
    impl<N: Dim, $($axis: Dim),*> Flattens for (N, $($axis,)*)
    where
        ($($axis,)*): Merge,
    {
        type Out = (N, <($($axis,)*) as Merge>::Axis);
    }
    #[diagnostic::do_not_recommend]
    impl<N: Dim + SameSize<M>, M: Dim, $($axis: Dim + SameSize<$new>, $new: Dim),*> Relabel<(M, $($new,)*)> for (N, $($axis,)*) {}
)* } }
ranks! { () (A A2) (A A2 B B2) (A A2 B B2 C C2) (A A2 B B2 C C2 D D2) (A A2 B B2 C C2 D D2 F F2) }

impl<S: Shape, E: Element> Array<S, E> {
    /// Merges all axes but the first: `(N, C, H, W)` → `(N, C·H·W)`.
    ///
    /// Neighbours merge in the order they lie in, so an image stays one row; nothing moves, and [`split`](Array::split) undoes it.
    /// ```
    /// use shapeful::{Array, Tensor, axes, dim};
    /// axes! { Batch = 2; Channels = 3; Height = 4; Width = 5; }
    /// let images = Tensor::<(Batch, Channels, Height, Width)>::from_fn(|[n, c, h, w]| (n + c + h + w) as f32);
    /// let rows: &Array<(Batch, dim!(60))> = images.flatten();
    /// assert_eq!(rows[[1, 20]], images[[1, 1, 0, 0]]);
    /// assert_eq!(*rows.split::<(Channels, Height, Width)>(), images);
    /// ```
    pub fn flatten<T: Flattens>(&self) -> &Array<T::Out, E>
    where
        S: Is<T>,
    {
        self.reinterpret()
    }
    /// Splits the second axis into several: `(N, C·H·W)` → `(N, C, H, W)`, the inverse of [`flatten`](Array::flatten).
    ///
    /// ```
    /// use shapeful::{Array, Tensor, axes, dim};
    /// axes! { Batch = 2; Heads = 4; Width = 3; }
    /// let x = Tensor::<(Batch, dim!(12))>::from_fn(|[_, j]| j as f32);
    /// let heads: &Array<(Batch, Heads, Width)> = x.split::<(Heads, Width)>();
    /// assert_eq!(heads[[0, 1, 0]], 3.0);
    /// ```
    pub fn split<NewAxes>(&self) -> &Array<S::Out, E>
    where
        S: Split<NewAxes>,
    {
        self.reinterpret()
    }
    /// All elements as a vector: `(A, B)` → `(A·B,)`.
    ///
    /// ```
    /// use shapeful::{Array, Tensor, dim};
    /// let x = Tensor::<(dim!(2), dim!(3))>::ones();
    /// let v: &Array<(dim!(6),)> = x.ravel();
    /// assert_eq!(v.dot(v), 6.0);
    /// ```
    pub fn ravel<T: Merge>(&self) -> &Array<(T::Axis,), E>
    where
        S: Is<T>,
    {
        self.reinterpret()
    }
    /// A vector as an array of another shape, row by row: `(A·B,)` → `(A, B)`, the inverse of [`ravel`](Array::ravel).
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let v = Tensor::<(dim!(4),)>::from([1.0, 2.0, 3.0, 4.0]);
    /// assert_eq!(*v.unravel::<(dim!(2), dim!(2))>(), [[1.0, 2.0], [3.0, 4.0]]);
    /// ```
    pub fn unravel<NewShape: Shape>(&self) -> &Array<NewShape, E>
    where
        S: Unravel<NewShape>,
    {
        self.reinterpret()
    }
    /// The same array with other names for its axes. Sizes are checked one by one.
    ///
    /// ```
    /// use shapeful::{Array, Tensor, axes, dim};
    /// axes! { Batch = 2; Features = 60; }
    /// let computed = Tensor::<(Batch, dim!(60))>::zeros();
    /// let named: &Array<(Batch, Features)> = computed.relabel();
    /// ```
    pub fn relabel<NewShape: Shape>(&self) -> &Array<NewShape, E>
    where
        S: Relabel<NewShape>,
    {
        self.reinterpret()
    }
}
