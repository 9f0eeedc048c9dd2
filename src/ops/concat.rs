//! `a.concat(&b, axis)`: one array after the other along an axis, whose size is the sum of both.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::axis::{Axis, ByPosition, HasAxis, len_from};
use crate::dim::{Dim, Never};
use crate::elem::Element;
use crate::numeral::{Num, ToNumeral};
use crate::shape::Shape;
use core::ops::Add;
use typenum::Sum;

/// `Self` and `Rhs` differ at most in the axis at the position `At`, along which they are joined.
///
/// ```
/// use shapeful::{Axis, Concat, Tensor, axes, dim};
/// axes! { Batch = 64; Word = 50; Place = 5; }
/// type Joined<const P: usize> = <(Batch, Word) as Concat<(Batch, Place), Axis<P>>>::Out;
/// let both: Tensor<(Batch, dim!(55))> = Tensor::<Joined<1>>::zeros();
/// ```
/// Along the other axis the words would lie above the places:
/// ```compile_fail,E0277
/// # use shapeful::{Axis, Concat, Tensor, axes};
/// # axes! { Batch = 64; Word = 50; Place = 5; }
/// let both = Tensor::<<(Batch, Word) as Concat<(Batch, Place), Axis<0>>>::Out>::zeros();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: cannot concatenate {Self} and {Rhs} along {At}",
    label = "this array is {Rhs}",
    note = "(A, N) and (B, N) join along Axis<0> to (A+B, N): all other axes are the same in both",
    note = "lesson S70"
)]
pub trait Concat<Rhs, At>: Shape {
    /// The joined shape, whose axis is a number.
    type Out: Shape;
}
#[diagnostic::do_not_recommend]
impl<S, R, const P: usize> Concat<R, Axis<P>> for S
where
    S: HasAxis<Axis<P>, ByPosition>,
    R: HasAxis<Axis<P>, ByPosition, Removed = S::Removed>,
    Size<S::Axis>: Add<Size<R::Axis>>,
    Sum<Size<S::Axis>, Size<R::Axis>>: ToNumeral,
    Num<Sum<Size<S::Axis>, Size<R::Axis>>>: Dim,
{
    type Out = S::With<Num<Sum<Size<S::Axis>, Size<R::Axis>>>>;
}
#[diagnostic::do_not_recommend]
impl<S: Shape> Concat<Never, Never> for S {
    type Out = S;
}
type Size<A> = <A as Dim>::Size;

impl<S: Shape, E: Element> Array<S, E> {
    /// This array, then `rhs`, along an axis chosen by its name or position in this one.
    ///
    /// ```
    /// use shapeful::{Axis, Tensor, axes, dim};
    /// axes! { Batch = 2; Word = 2; Place = 1; }
    /// let words = Tensor::<(Batch, Word)>::from([[1.0, 2.0], [3.0, 4.0]]);
    /// let places = Tensor::<(Batch, Place)>::from([[5.0], [6.0]]);
    /// let both: Tensor<(Batch, dim!(3))> = words.concat(&places, Word);
    /// assert_eq!(both, [[1.0, 2.0, 5.0], [3.0, 4.0, 6.0]]);
    /// let twice: Tensor<(dim!(4), Word)> = words.concat(&words, Axis::<0>);
    /// assert_eq!(twice.row(2), words.row(0));
    /// ```
    pub fn concat<R: Shape, Which, UniquePosition, Out: Shape>(&self, rhs: &Array<R, E>, _axis: Which) -> Tensor<Out, E>
    where
        S: HasAxis<Which, UniquePosition>,
        S: Concat<R, <S as HasAxis<Which, UniquePosition>>::At, Out = Out>,
    {
        let mut out = Tensor::zeros();
        let (left, right) = (len_from::<S>(S::POSITION), len_from::<R>(S::POSITION));
        for (i, block) in out.as_mut_slice().chunks_exact_mut((left + right).max(1)).enumerate() {
            block[..left].copy_from_slice(&self.as_slice()[i * left..][..left]);
            block[left..].copy_from_slice(&rhs.as_slice()[i * right..][..right]);
        }
        out
    }
}

/// The gradients of [`Array::concat`]: each part of `dy` goes to the array it came from.
///
/// - Shapes: `dy: (A + B, D)` → `da: (A, D)`, `db: (B, D)` along the first axis, and so along any other.
///
/// ```
/// use shapeful::{Tensor, axes, dim, ops::concat_backward};
/// axes! { Word = 2; Place = 1; }
/// let dy = Tensor::<(dim!(3),)>::from([1.0, 2.0, 3.0]);
/// let (da, db): (Tensor<(Word,)>, Tensor<(Place,)>) = concat_backward(&dy, Word);
/// assert_eq!(da, [1.0, 2.0]);
/// assert_eq!(db, [3.0]);
/// ```
pub fn concat_backward<S, R: Shape, E: Element, Which, UniquePosition, Out: Shape>(
    dy: &Array<Out, E>,
    _axis: Which,
) -> (Tensor<S, E>, Tensor<R, E>)
where
    S: HasAxis<Which, UniquePosition>,
    S: Concat<R, <S as HasAxis<Which, UniquePosition>>::At, Out = Out>,
{
    let (mut da, mut db) = (Tensor::<S, E>::zeros(), Tensor::<R, E>::zeros());
    let (left, right) = (len_from::<S>(S::POSITION), len_from::<R>(S::POSITION));
    for (i, block) in dy.as_slice().chunks_exact((left + right).max(1)).enumerate() {
        da.as_mut_slice()[i * left..][..left].copy_from_slice(&block[..left]);
        db.as_mut_slice()[i * right..][..right].copy_from_slice(&block[left..]);
    }
    (da, db)
}
