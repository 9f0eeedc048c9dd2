//! A model axis as heads of one width.
use crate::dim::{Dim, Never};
use crate::numeral::{_0, _1};
use crate::ops::divided::Divided;

/// A model axis `Self` is so many `Heads` of one width.
///
/// - Errors: heads that do not divide it do not compile (lesson S124).
/// - `Batch` decides nothing. With it a layer asks for its heads once its input is known, and a network that has a layer with wrong heads is
///   told so, instead of that it is no layer.
///
/// Four heads of 3 are 12:
/// ```
/// use shapeful::{HasHeads, Tensor, axes, dim};
/// axes! { Model = 12; Heads = 4; }
/// let width: Tensor<(dim!(3),)> = Tensor::<(<Model as HasHeads<Heads>>::Width,)>::zeros();
/// ```
/// Five heads leave two numbers without one:
/// ```compile_fail,E0277
/// # use shapeful::{HasHeads, Tensor, axes, dim};
/// # axes! { Model = 12; }
/// let width = Tensor::<(<Model as HasHeads<dim!(5)>>::Width,)>::zeros();
/// ```
pub trait HasHeads<Heads, Batch = _1>: Dim {
    /// The width of a head.
    type Width: Dim;
}
// Not `do_not_recommend`: the lessons are those of the bounds, and it would hide them.
impl<M: Dim, H: Dim, N> HasHeads<H, N> for M
where
    M: Divided<H>,
    M::Remainder: DividesModel<H, M, N>,
{
    type Width = M::Quotient;
}

/// `Self`, what is left of the model axis behind the last head, is 0.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Heads} does not divide {Model}, because {Model} / {Heads} leaves {Self}",
    label = "{Model} / {Heads} is no whole number",
    note = "E = Heads * Width: each head has its own block of the model axis, and all blocks are of one width",
    note = "take a number of heads that divides the model axis, or a model axis that is a multiple of it",
    note = "lesson S124"
)]
pub trait DividesModel<Heads, Model, Batch> {}
#[diagnostic::do_not_recommend]
impl<H, M, N: Dim> DividesModel<H, M, N> for _0 {}
#[diagnostic::do_not_recommend]
impl<Left, H, M> DividesModel<H, M, Never<0>> for Left {}
#[diagnostic::do_not_recommend]
impl<Left, H, M> DividesModel<H, M, Never<1>> for Left {}
