//! The patches that tile an image, as a size.
use crate::dim::Dim;
use crate::numeral::_0;
use crate::ops::divided::Divided;
use crate::ops::reshape::Merge;
use crate::shape::Shape;

/// A side of an image is a whole number of patches of side `Patch`.
///
/// - Errors: a patch that does not divide the side does not compile (lesson S126).
///
/// A side of 32 is eight patches of 4:
/// ```
/// use shapeful::{HasPatches, Tensor, dim};
/// let side: Tensor<(dim!(8),)> = Tensor::<(<dim!(32) as HasPatches<dim!(4)>>::Count,)>::zeros();
/// ```
/// Patches of 5 leave two pixels:
/// ```compile_fail,E0277
/// # use shapeful::{HasPatches, Tensor, dim};
/// let side = Tensor::<(<dim!(32) as HasPatches<dim!(5)>>::Count,)>::zeros();
/// ```
pub trait HasPatches<Patch>: Dim {
    /// The number of patches along the side.
    type Count: Dim;
}
// Not `do_not_recommend`: the lessons are those of the bounds, and it would hide them.
impl<Side: Dim, P: Dim> HasPatches<P> for Side
where
    Side: Divided<P>,
    Side::Remainder: DividesSide<P, Side>,
{
    type Count = Side::Quotient;
}

/// `Self`, what is left of the side behind the last patch, is 0.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "shape mismatch: patches of {Patch} do not tile {Side}, because {Side} / {Patch} leaves {Self}",
    label = "patches of {Patch} do not tile this",
    note = "(N, C, H, W) -> (N, H/P * W/P, E): the patches lie side by side, and every pixel is in one of them",
    note = "take a patch whose side divides height and width, or pad or crop the images",
    note = "lesson S126"
)]
pub trait DividesSide<Patch, Side> {}
#[diagnostic::do_not_recommend]
impl<P, Side> DividesSide<P, Side> for _0 {}

/// Images `Self` with so many `Channels` become sequences of patches, each a vector of the axis `Model`.
///
/// ```
/// use shapeful::{IntoPatches, Tensor, axes, dim};
/// axes! { Batch = 2; Channels = 3; Height = 32; Width = 24; Model = 10; }
/// type Sequence<X> = <X as IntoPatches<Channels, dim!(4), Model>>::Out;
/// let words: Tensor<(Batch, dim!(48), Model)> = Tensor::<Sequence<(Batch, Channels, Height, Width)>>::zeros();
/// ```
/// Images with the channels last are none:
/// ```compile_fail,E0277
/// # use shapeful::{IntoPatches, Tensor, axes, dim};
/// # axes! { Batch = 2; Channels = 3; Height = 32; Width = 24; Model = 10; }
/// # type Sequence<X> = <X as IntoPatches<Channels, dim!(4), Model>>::Out;
/// let words = Tensor::<Sequence<(Batch, Height, Width, Channels)>>::zeros();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: {Self} are not images with {Channels}, of which patches of {Patch} are cut",
    label = "not images with {Channels}",
    note = "(N, C, H, W) -> (N, H/P * W/P, E): the channels come before height and width, and are those of the layer",
    note = "lesson S127"
)]
pub trait IntoPatches<Channels, Patch, Model>: Shape {
    /// The shape of the sequences: `(N, H/P · W/P, E)`.
    type Out: Shape;
    /// The patches before they are embedded: `(N, H/P, W/P, C, P, P)`.
    #[doc(hidden)]
    type Cut: Shape;
}
// Not `do_not_recommend`: the lessons on sides that patches do not tile are those of the bounds.
impl<N: Dim, C: Dim, H: Dim, W: Dim, P: Dim, M: Dim> IntoPatches<C, P, M> for (N, C, H, W)
where
    H: HasPatches<P>,
    W: HasPatches<P>,
    (H::Count, W::Count): Merge,
{
    type Out = (N, <(H::Count, W::Count) as Merge>::Axis, M);
    type Cut = (N, H::Count, W::Count, C, P, P);
}
