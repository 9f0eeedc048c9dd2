//! `x + b.broadcast()`: stretching is written out. Only axes of size `dim!(1)` and missing leading axes stretch.
use crate::array::Array;
#[cfg(feature = "alloc")]
use crate::array::Tensor;
use crate::dim::{Dim, Stretches};
use crate::elem::Element;
#[cfg(feature = "alloc")]
use crate::elem::Float;
#[cfg(feature = "alloc")]
use crate::kernel::loops::*;
#[cfg(feature = "alloc")]
use crate::kernel::reduce::AxisOf;
use crate::shape::Shape;

/// `Self` stretches to `Target`: compared from the last axis, each axis is the same or `dim!(1)`, and leading ones may be missing.
///
/// ```
/// use shapeful::{BroadcastsTo, axes, dim};
/// axes! { Batch = 64; Classes = 10; }
/// fn stretches<S: BroadcastsTo<(Batch, Classes)>>() {}
/// stretches::<(Classes,)>();
/// stretches::<(dim!(1), Classes)>();
/// stretches::<(Batch, dim!(1))>();
/// ```
/// Trailing axes are never missing:
/// ```compile_fail,E0277
/// # use shapeful::{BroadcastsTo, axes};
/// # axes! { Batch = 64; Classes = 10; }
/// # fn stretches<S: BroadcastsTo<(Batch, Classes)>>() {}
/// stretches::<(Batch,)>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: cannot broadcast {Self} to {Target}",
    label = "the shape to fill is {Target}",
    note = "axes are compared from the last: each must be the same axis or `dim!(1)`; leading axes may be missing",
    note = "to stretch along another axis, reduce with `_keepdims`, which leaves `dim!(1)` in its place",
    note = "lesson S17"
)]
pub trait BroadcastsTo<Target>: Shape {
    /// How far apart, in `Self`, neighbours along each axis of `Target` are: 0 along stretched ones.
    #[doc(hidden)]
    const STRIDES: [usize; 6];
}

macro_rules! broadcasts { ($(($($missing:ident)*) $($from:ident $to:ident)*;)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<$($missing: Dim,)* $($from: Dim + Stretches<$to>, $to: Dim),*> BroadcastsTo<($($missing,)* $($to,)*)> for ($($from,)*) {
        const STRIDES: [usize; 6] = strides(Self::DIMS, <($($missing,)* $($to,)*) as Shape>::RANK);
    }
)* } }
broadcasts! {
    () ;
    (P) ; (P Q) ; (P Q R) ; (P Q R T) ; (P Q R T U) ; (P Q R T U V) ;
    () A B; (P) A B; (P Q) A B; (P Q R) A B; (P Q R T) A B; (P Q R T U) A B;
    () A B C D; (P) A B C D; (P Q) A B C D; (P Q R) A B C D; (P Q R T) A B C D;
    () A B C D F G; (P) A B C D F G; (P Q) A B C D F G; (P Q R) A B C D F G;
    () A B C D F G H I; (P) A B C D F G H I; (P Q) A B C D F G H I;
    () A B C D F G H I J K; (P) A B C D F G H I J K;
    () A B C D F G H I J K L M;
}

const fn strides(dims: &[usize], rank: usize) -> [usize; 6] {
    let (mut strides, mut stride, mut axis) = ([0; 6], 1, dims.len());
    while axis > 0 {
        axis -= 1;
        // An axis of size 1 is never stepped along, whether it stretches or not.
        strides[rank - dims.len() + axis] = if dims[axis] == 1 { 0 } else { stride };
        stride *= dims[axis];
    }
    strides
}

/// An operand that stretches to the shape of the other one. Nothing is copied.
///
/// Made by [`Array::broadcast`].
///
/// ```
/// use shapeful::{Broadcast, Tensor, axes};
/// axes! { Batch = 2; Classes = 3; }
/// let weights = Tensor::<(Classes,)>::from([1.0, 2.0, 3.0]);
/// let per_class: Broadcast<(Classes,)> = weights.broadcast();
/// assert_eq!(Tensor::<(Batch, Classes)>::ones() * per_class, [[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]);
/// ```
pub struct Broadcast<'a, S: Shape, E: Element = f32>(pub(crate) &'a Array<S, E>);
impl<S: Shape, E: Element> core::fmt::Debug for Broadcast<'_, S, E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Broadcast of {:?}", self.0)
    }
}
impl<S: Shape, E: Element> Copy for Broadcast<'_, S, E> {}
impl<S: Shape, E: Element> Clone for Broadcast<'_, S, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: Shape, E: Element> Array<S, E> {
    /// Lets this operand stretch to the other one's shape in `+`, `-`, `*` or `/`.
    ///
    /// ```
    /// use shapeful::{Tensor, axes, dim};
    /// axes! { Batch = 2; Classes = 3; }
    /// let scores = Tensor::<(Batch, Classes)>::zeros();
    /// let b = Tensor::<(dim!(1), Classes)>::from([[1.0, 2.0, 3.0]]);
    /// assert_eq!((&scores + b.broadcast()).as_slice(), [1.0, 2.0, 3.0, 1.0, 2.0, 3.0]);
    /// ```
    /// Without the word it does not compile:
    /// ```compile_fail
    /// # use shapeful::{Tensor, axes, dim};
    /// # axes! { Batch = 2; Classes = 3; }
    /// # let scores = Tensor::<(Batch, Classes)>::zeros();
    /// # let b = Tensor::<(dim!(1), Classes)>::zeros();
    /// let y = &scores + &b;
    /// ```
    pub fn broadcast(&self) -> Broadcast<'_, S, E> {
        Broadcast(self)
    }
}
impl<S: Shape, E: Element> Broadcast<'_, S, E> {
    /// The stretched array, written out.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let row = Tensor::<(dim!(2),)>::from([1.0, 2.0]);
    /// let rows: Tensor<(dim!(3), dim!(2))> = row.broadcast().to_tensor();
    /// assert_eq!(rows.as_slice(), [1.0, 2.0, 1.0, 2.0, 1.0, 2.0]);
    /// ```
    #[cfg(feature = "alloc")]
    pub fn to_tensor<NewShape: Shape>(&self) -> Tensor<NewShape, E>
    where
        S: BroadcastsTo<NewShape>,
    {
        let mut out = Tensor::zeros();
        zip_broadcast(&mut out, self.0, |_, x| x);
        out
    }
}

/// `target[i] = f(target[i], source[i])`, with the source stretched.
#[inline]
pub(crate) fn zip_broadcast<S, T, E, F>(target: &mut Array<T, E>, source: &Array<S, F>, f: impl Fn(E, F) -> E)
where
    S: BroadcastsTo<T>,
    T: Shape,
    E: Element,
    F: Element,
{
    let (source, row) = (source.as_slice(), T::DIMS.last().copied().unwrap_or(1));
    let step = if T::RANK == 0 { 0 } else { S::STRIDES[T::RANK - 1] };
    let mut index = T::ORIGIN;
    for part in target.as_mut_slice().chunks_exact_mut(row.max(1)) {
        let start: usize = index.as_ref().iter().zip(S::STRIDES).map(|(place, stride)| place * stride).sum();
        if step == 0 {
            part.iter_mut().for_each(|y| *y = f(*y, source[start]));
        } else {
            part.iter_mut().zip(&source[start..][..row]).for_each(|(y, &x)| *y = f(*y, x));
        }
        let outer = index.as_ref().len().saturating_sub(1);
        crate::construct::advance(&mut index.as_mut()[..outer], T::DIMS);
    }
}

/// The gradient of broadcasting: `dx[i] = Σ dy[j]` over the places `j` that `x[i]` was stretched to.
///
/// - Shapes: `dy: T` → `dx: S`, where `S` stretches to `T`.
///
/// ```
/// use shapeful::{Tensor, axes, dim, ops::broadcast_backward};
/// axes! { Batch = 2; Classes = 3; }
/// let dy = Tensor::<(Batch, Classes)>::ones();
/// let db: Tensor<(dim!(1), Classes)> = broadcast_backward(&dy);
/// assert_eq!(db.as_slice(), [2.0, 2.0, 2.0]);
/// ```
#[cfg(feature = "alloc")]
pub fn broadcast_backward<S: BroadcastsTo<T>, T: Shape, E: Float>(dy: &Array<T, E>) -> Tensor<S, E> {
    let (mut sums, mut outer) = (dy.as_slice().to_vec(), 1);
    for axis in 0..T::RANK {
        let inner = T::DIMS[axis + 1..].iter().product();
        if S::STRIDES[axis] == 0 {
            let along = AxisOf { outer, size: T::DIMS[axis], inner };
            let mut reduced = alloc::vec![E::ZERO; outer * inner];
            E::Loops::sum_along(&sums, along, &mut reduced);
            sums = reduced;
        } else {
            outer *= T::DIMS[axis];
        }
    }
    Tensor::try_from(sums).unwrap_or_else(|_| unreachable!("what is left after summing the stretched axes is S"))
}
