//! `stack([&a, &b])`: arrays of one shape as the rows of a new first axis. Its gradient is that axis's rows.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Element;
use crate::numeral::{Num, ToNumeral};
use crate::ops::reshape::Prepend;
use crate::shape::Shape;
use typenum::{Const, ToUInt, U};

/// `K` arrays of the shape `Self` stack.
///
/// ```
/// use shapeful::{Stack, Tensor, axes, dim};
/// axes! { Height = 4; Width = 5; }
/// let images: Tensor<(dim!(3), Height, Width)> = Tensor::<<(Height, Width) as Stack<3>>::Out>::zeros();
/// ```
/// With six axes there is no room for a seventh:
/// ```compile_fail,E0277
/// # use shapeful::{Tensor, dim, stack};
/// let x = Tensor::<(dim!(1), dim!(1), dim!(1), dim!(1), dim!(1), dim!(1))>::ones();
/// let y = stack([&x, &x]);
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: arrays of shape {Self} do not stack",
    label = "arrays of shape {Self}",
    note = "K arrays of shape (A, B) stack to (K, A, B): at most 1024 arrays, of rank five at most",
    note = "axes that need not stay apart merge first: `a.flatten()`, `a.ravel()`",
    note = "lesson S71"
)]
pub trait Stack<const K: usize>: Shape {
    /// The shape with the new axis in front: it is a number.
    type Out: Shape;
}
#[diagnostic::do_not_recommend]
impl<S, const K: usize> Stack<K> for S
where
    Const<K>: ToUInt,
    U<K>: ToNumeral,
    Num<U<K>>: Dim,
    S: Prepend<Num<U<K>>>,
{
    type Out = <S as Prepend<Num<U<K>>>>::Out;
}

/// The arrays as rows of one: `K` arrays `(A, B)` → `(K, A, B)`. The gradient of the result comes back row by row.
///
/// ```
/// use shapeful::{Tensor, axes, dim, ops::stack};
/// axes! { Pixels = 2; }
/// let (a, b) = (Tensor::<(Pixels,)>::from([1.0, 2.0]), Tensor::<(Pixels,)>::from([3.0, 4.0]));
/// let both: Tensor<(dim!(2), Pixels)> = stack([&a, &b]);
/// assert_eq!(both, [[1.0, 2.0], [3.0, 4.0]]);
/// assert_eq!(*both.row(1), b);
/// ```
pub fn stack<S, Out: Shape, E: Element, const K: usize>(arrays: [&Array<S, E>; K]) -> Tensor<Out, E>
where
    S: Stack<K, Out = Out>,
{
    let mut out = Tensor::zeros();
    for (row, array) in out.as_mut_slice().chunks_exact_mut(S::LEN.max(1)).zip(arrays) {
        row.copy_from_slice(array.as_slice());
    }
    out
}
