//! Which scores go with which labels.
use crate::array::Array;
use crate::dim::{Dim, Never};
use crate::elem::Float;

/// `Self`, an array of shape `Scores`, are scores for labels of `N` on the axis `C`: one for each class, in a row for each example.
///
/// ```
/// use shapeful::{Array, ScoresFor, Shape, axes};
/// axes! { Batch = 2; Time = 5; Classes = 10; }
/// fn fit<Scores: Shape, N, C>() where Array<Scores>: ScoresFor<Scores, N, C> {}
/// fit::<(Batch, Classes), Batch, Classes>();
/// ```
/// A loss that is a mean over examples is no loss for the steps of sequences:
/// ```compile_fail,E0277
/// # use shapeful::{Array, ScoresFor, Shape, axes};
/// # axes! { Batch = 2; Time = 5; Classes = 10; }
/// # fn fit<Scores: Shape, N, C>() where Array<Scores>: ScoresFor<Scores, N, C> {}
/// fit::<(Batch, Time, Classes), (Batch, Time), Classes>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: scores {Scores} do not go with labels for {N} on the axis {C}",
    label = "the scores are {Scores}",
    note = "x (N, C), y Labels<N, C>: one label for each example, and one score for each class",
    note = "for scores of every step, x (N, T, V) with Labels<(N, T), V>, the loss is `temporal_softmax_loss(&x, &y, &mask)`",
    note = "lesson S60"
)]
// Of the array and not of its shape: of a `Self` that is not known yet rustc infers nothing, and `&Tensor::zeros()` may be the scores.
pub trait ScoresFor<Scores, N, C> {}
#[diagnostic::do_not_recommend]
impl<N: Dim, C: Dim, E: Float> ScoresFor<(N, C), N, C> for Array<(N, C), E> {}
// With these nothing is said of scores of another rank before the labels are known; scores in rows are never undecided, since of the
// one impl for them rustc infers the labels.
macro_rules! undecided { ($(($($axis:ident)*))*) => { $(
    #[diagnostic::do_not_recommend]
    impl<$($axis: Dim,)* E: Float> ScoresFor<($($axis,)*), Never<0>, Never<0>> for Array<($($axis,)*), E> {}
    #[diagnostic::do_not_recommend]
    impl<$($axis: Dim,)* E: Float> ScoresFor<($($axis,)*), Never<1>, Never<1>> for Array<($($axis,)*), E> {}
)* } }
undecided! { () (A) (A B C) (A B C D) }
