//! One axis becomes several, `x.split_axis(Model, (Heads, Width))`, and several become one, `x.merge_axes((Heads, Width), Model)`. Neither
//! moves a number, and each is the gradient of the other.
use crate::array::Array;
use crate::axis::{Axis, ByPosition};
use crate::dim::{Dim, Never, SameSize};
use crate::elem::Element;
use crate::ops::reshape::Merge;
use crate::shape::Shape;

/// The axis `Which` of `Self` splits into the axes of `Parts`.
///
/// ```
/// use shapeful::{SplitAxis, Tensor, axes};
/// axes! { Batch = 2; Time = 5; Model = 12; Heads = 4; Width = 3; }
/// type Split<X> = <X as SplitAxis<Model, (Heads, Width), shapeful::Axis<2>>>::Out;
/// let heads: Tensor<(Batch, Time, Heads, Width)> = Tensor::<Split<(Batch, Time, Model)>>::zeros();
/// ```
/// Heads are parts of the model; the time is none:
/// ```compile_fail,E0277
/// # use shapeful::{Tensor, axes};
/// # axes! { Batch = 2; Time = 5; Model = 12; Heads = 4; Width = 3; }
/// let heads = Tensor::<(Batch, Time, Model)>::zeros().split_axis(Model, (Heads, Time, Width));
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: the axis {Which} of {Self} does not split into {Parts}",
    label = "does not split here",
    note = "(N, T, A*B) -> (N, T, A, B): one axis splits where it lies, and the sizes of its parts, slowest first, multiply to its size",
    note = "other axes are no parts of it: move them afterwards, by `permute`",
    note = "lesson S119"
)]
pub trait SplitAxis<Which, Parts, UniquePosition>: Shape {
    /// The shape with the parts in place of the axis.
    type Out: Shape;
}

/// The neighbouring axes `Parts` of `Self` merge into the one axis `Whole`.
///
/// ```
/// use shapeful::{MergeAxes, Tensor, axes};
/// axes! { Batch = 2; Time = 5; Model = 12; Heads = 4; Width = 3; }
/// type Merged<X> = <X as MergeAxes<(Heads, Width), Model, shapeful::Axis<2>>>::Out;
/// let whole: Tensor<(Batch, Time, Model)> = Tensor::<Merged<(Batch, Time, Heads, Width)>>::zeros();
/// ```
/// Axes that are not neighbours do not merge:
/// ```compile_fail,E0277
/// # use shapeful::{Tensor, axes};
/// # axes! { Batch = 2; Time = 5; Model = 12; Heads = 4; Width = 3; }
/// let whole = Tensor::<(Batch, Heads, Time, Width)>::zeros().merge_axes((Heads, Width), Model);
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: the axes {Parts} of {Self} do not merge into {Whole}",
    label = "do not merge here",
    note = "(N, T, A, B) -> (N, T, A*B): the axes are neighbours, in this order, and their sizes multiply to the size of the new one",
    note = "bring them side by side first, by `permute`",
    note = "lesson S120"
)]
pub trait MergeAxes<Parts, Whole, UniquePosition>: Shape {
    /// The shape with the one axis in place of the parts.
    type Out: Shape;
}

// One line for every place of two or more neighbours in a shape: its position, the axes before, the neighbours with their positions, and
// the axes after.
macro_rules! neighbours { ($($at:literal ($($before:ident)*) ($($part:ident $place:literal)*) ($($after:ident)*);)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<Whole: Dim, $($before: Dim,)* $($part: Dim,)* $($after: Dim),*> SplitAxis<Whole, ($($part),*), Axis<$at>>
        for ($($before,)* Whole, $($after),*)
    where
        ($($part),*): Merge<Axis: SameSize<Whole>>,
    {
        type Out = ($($before,)* $($part,)* $($after,)*);
    }
    #[diagnostic::do_not_recommend]
    impl<Whole: Dim, $($before: Dim,)* $($part: Dim,)* $($after: Dim),*> SplitAxis<Axis<$at>, ($($part),*), ByPosition>
        for ($($before,)* Whole, $($after),*)
    where
        ($($part),*): Merge<Axis: SameSize<Whole>>,
    {
        type Out = ($($before,)* $($part,)* $($after,)*);
    }
    #[diagnostic::do_not_recommend]
    impl<Whole: Dim, $($before: Dim,)* $($part: Dim,)* $($after: Dim),*> MergeAxes<($($part),*), Whole, Axis<$at>>
        for ($($before,)* $($part,)* $($after,)*)
    where
        ($($part),*): Merge<Axis: SameSize<Whole>>,
    {
        type Out = ($($before,)* Whole, $($after),*);
    }
    #[diagnostic::do_not_recommend]
    impl<Whole: Dim, $($before: Dim,)* $($part: Dim,)* $($after: Dim),*> MergeAxes<($(Axis<$place>),*), Whole, ByPosition>
        for ($($before,)* $($part,)* $($after,)*)
    where
        ($($part),*): Merge<Axis: SameSize<Whole>>,
    {
        type Out = ($($before,)* Whole, $($after),*);
    }
)* } }
neighbours! {
    0 () (A 0 B 1) ();
    0 () (A 0 B 1) (C);
    1 (A) (B 1 C 2) ();
    0 () (A 0 B 1 C 2) ();
    0 () (A 0 B 1) (C D);
    1 (A) (B 1 C 2) (D);
    2 (A B) (C 2 D 3) ();
    0 () (A 0 B 1 C 2) (D);
    1 (A) (B 1 C 2 D 3) ();
    0 () (A 0 B 1 C 2 D 3) ();
    0 () (A 0 B 1) (C D F);
    1 (A) (B 1 C 2) (D F);
    2 (A B) (C 2 D 3) (F);
    3 (A B C) (D 3 F 4) ();
    0 () (A 0 B 1 C 2) (D F);
    1 (A) (B 1 C 2 D 3) (F);
    2 (A B) (C 2 D 3 F 4) ();
    0 () (A 0 B 1 C 2 D 3) (F);
    1 (A) (B 1 C 2 D 3 F 4) ();
    0 () (A 0 B 1 C 2 D 3 F 4) ();
    0 () (A 0 B 1) (C D F G);
    1 (A) (B 1 C 2) (D F G);
    2 (A B) (C 2 D 3) (F G);
    3 (A B C) (D 3 F 4) (G);
    4 (A B C D) (F 4 G 5) ();
    0 () (A 0 B 1 C 2) (D F G);
    1 (A) (B 1 C 2 D 3) (F G);
    2 (A B) (C 2 D 3 F 4) (G);
    3 (A B C) (D 3 F 4 G 5) ();
    0 () (A 0 B 1 C 2 D 3) (F G);
    1 (A) (B 1 C 2 D 3 F 4) (G);
    2 (A B) (C 2 D 3 F 4 G 5) ();
    0 () (A 0 B 1 C 2 D 3 F 4) (G);
    1 (A) (B 1 C 2 D 3 F 4 G 5) ();
    0 () (A 0 B 1 C 2 D 3 F 4 G 5) ();
}

// With these no error is found before the last argument is known, so the lesson names all axes.
macro_rules! undecided { ($($nth:literal)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<S: Shape, Which> SplitAxis<Which, Never<$nth>, Never> for S {
        type Out = S;
    }
    #[diagnostic::do_not_recommend]
    impl<S: Shape, Parts> MergeAxes<Parts, Never<$nth>, Never> for S {
        type Out = S;
    }
)* } }
undecided! { 0 1 }

impl<S: Shape, E: Element> Array<S, E> {
    /// Splits one axis, given by name or by position, into several: `(N, T, E)` → `(N, T, Heads, Width)`.
    ///
    /// Place `e` of the axis becomes row `e / Width`, column `e % Width`; no number moves, and [`merge_axes`](Array::merge_axes) undoes it.
    ///
    /// The heads of attention: the model splits where it lies, and then the axes move.
    /// ```
    /// use shapeful::{Array, Axis, Tensor, axes};
    /// axes! { Batch = 2; Time = 5; Model = 12; Heads = 4; Width = 3; }
    /// let x = Tensor::<(Batch, Time, Model)>::from_fn(|[_, t, m]| (100 * t + m) as f32);
    /// let split: &Array<(Batch, Time, Heads, Width)> = x.split_axis(Model, (Heads, Width));
    /// assert_eq!(split[[0, 2, 1, 0]], 203.0);
    /// assert_eq!(split, x.split_axis(Axis::<2>, (Heads, Width)));
    /// let heads: Tensor<(Batch, Heads, Time, Width)> = split.permute((Batch, Heads, Time, Width));
    /// assert_eq!(heads[[0, 1, 2, 0]], 203.0);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn split_axis<Which, Parts, At, Out: Shape>(&self, _axis: Which, _parts: Parts) -> &Array<Out, E> where S: SplitAxis<Which, Parts, At, Out = Out> {
        self.reinterpret()
    }
    /// Merges neighbouring axes, given by name or by position, into one: `(N, T, Heads, Width)` → `(N, T, E)`, the inverse of
    /// [`split_axis`](Array::split_axis).
    ///
    /// ```
    /// use shapeful::{Array, Axis, Tensor, axes};
    /// axes! { Batch = 2; Time = 5; Model = 12; Heads = 4; Width = 3; }
    /// let heads = Tensor::<(Batch, Time, Heads, Width)>::from_fn(|[_, t, h, w]| (100 * t + 3 * h + w) as f32);
    /// let x: &Array<(Batch, Time, Model)> = heads.merge_axes((Heads, Width), Model);
    /// assert_eq!(x[[1, 2, 7]], 207.0);
    /// assert_eq!(x, heads.merge_axes((Axis::<2>, Axis::<3>), Model));
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn merge_axes<Parts, Whole, At, Out: Shape>(&self, _parts: Parts, _whole: Whole) -> &Array<Out, E> where S: MergeAxes<Parts, Whole, At, Out = Out> {
        self.reinterpret()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Array, Axis, axes};

    axes! { Two = 2; Three = 3; Five = 5; Six = 6; Ten = 10; Thirty = 30; }

    #[test]
    fn at_every_place_and_back() {
        let x = Array::<(Six, Five, Ten)>::from_fn(|[i, j, k]| (50 * i + 10 * j + k) as f32);
        let first: &Array<(Two, Three, Five, Ten)> = x.split_axis(Six, (Two, Three));
        assert_eq!(first[[1, 2, 4, 9]], x[[5, 4, 9]]);
        let last: &Array<(Six, Five, Two, Five)> = x.split_axis(Ten, (Two, Five));
        assert_eq!(last[[5, 4, 1, 3]], x[[5, 4, 8]]);
        assert_eq!(*last.merge_axes((Two, Five), Ten), x);
        let merged: &Array<(Thirty, Ten)> = x.merge_axes((Six, Five), Thirty);
        assert_eq!(*merged.split_axis(Thirty, (Six, Five)), x);
    }
    #[test]
    fn into_three_parts_and_by_position() {
        let x = Array::<(Two, Thirty)>::from_fn(|[i, j]| (30 * i + j) as f32);
        let split: &Array<(Two, Two, Three, Five)> = x.split_axis(Thirty, (Two, Three, Five));
        assert_eq!(split[[1, 1, 2, 4]], 59.0);
        let back: &Array<(Two, Thirty)> = split.merge_axes((Axis::<1>, Axis::<2>, Axis::<3>), Thirty);
        assert_eq!(*back, x);
    }
}
