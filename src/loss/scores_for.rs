//! Which scores go with which labels.
use crate::dim::{Dim, Never};
use crate::shape::Shape;

/// `Self` are scores for labels of `N` on the axis `C`: one for each class, in a row for each example.
///
/// ```
/// use shapeful::{ScoresFor, axes};
/// axes! { Batch = 2; Time = 5; Classes = 10; }
/// fn fit<Scores: ScoresFor<N, C>, N, C>() {}
/// fit::<(Batch, Classes), Batch, Classes>();
/// ```
/// A loss that is a mean over examples is no loss for the steps of sequences:
/// ```compile_fail,E0277
/// # use shapeful::{ScoresFor, axes};
/// # axes! { Batch = 2; Time = 5; Classes = 10; }
/// # fn fit<Scores: ScoresFor<N, C>, N, C>() {}
/// fit::<(Batch, Time, Classes), (Batch, Time), Classes>();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: scores {Self} do not go with labels for {N} on the axis {C}",
    label = "the scores are {Self}",
    note = "x (N, C), y Labels<N, C>: one label for each example, and one score for each class",
    note = "for scores of every step, x (N, T, V) with Labels<(N, T), V>, the loss is `temporal_softmax_loss(&x, &y, &mask)`",
    note = "lesson S60"
)]
pub trait ScoresFor<N, C>: Shape {}
#[diagnostic::do_not_recommend]
impl<N: Dim, C: Dim> ScoresFor<N, C> for (N, C) {}
// With these nothing is said of scores of another rank before the labels are known; scores in rows are never undecided, since of the
// one impl for them rustc infers the labels.
macro_rules! undecided { ($(($($axis:ident)*))*) => { $(
    #[diagnostic::do_not_recommend]
    impl<$($axis: Dim),*> ScoresFor<Never<0>, Never<0>> for ($($axis,)*) {}
    #[diagnostic::do_not_recommend]
    impl<$($axis: Dim),*> ScoresFor<Never<1>, Never<1>> for ($($axis,)*) {}
)* } }
undecided! { () (A) (A B C) (A B C D) }
