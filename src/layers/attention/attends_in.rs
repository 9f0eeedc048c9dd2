//! Which sequences attend to which.
use crate::dim::{Dim, Never};
use crate::kernel::attend::AttentionSizes;
use crate::shape::Shape;

/// Queries `Self` attend to `Keys` with `Values` in a [`MultiHeadAttention`](crate::MultiHeadAttention) of so many `Heads` over the axis `Model`.
///
/// ```
/// use shapeful::{AttendsIn, Tensor, axes};
/// axes! { Batch = 2; Queries = 7; Keys = 5; Model = 12; Heads = 4; }
/// type Scores<Q> = <Q as AttendsIn<(Batch, Keys, Model), (Batch, Keys, Model), Model, Heads>>::Scores;
/// let scores: Tensor<(Batch, Heads, Queries, Keys)> = Tensor::<Scores<(Batch, Queries, Model)>>::zeros();
/// ```
/// Sequences with the time first are not those of a batch with the examples first:
/// ```compile_fail,E0277
/// # use shapeful::{AttendsIn, Tensor, axes};
/// # axes! { Batch = 2; Queries = 7; Keys = 5; Model = 12; Heads = 4; }
/// # type Scores<Q> = <Q as AttendsIn<(Batch, Keys, Model), (Batch, Keys, Model), Model, Heads>>::Scores;
/// let scores = Tensor::<Scores<(Queries, Batch, Model)>>::zeros();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: a query {Self} does not attend to a key {Keys} with a value {Values} in an attention over {Model}",
    label = "the query is {Self}",
    note = "query (N, S, E), key (N, T, E), value (N, T, E) -> (N, S, E): one batch, keys that each have a value, and the width of the layer",
    note = "a memory of another width goes through a Linear<Width, E> first; (T, N, E) becomes (N, T, E) by `permute`",
    note = "lesson S125"
)]
pub trait AttendsIn<Keys, Values, Model, Heads>: Shape {
    /// The shape of the scores and weights: queries by keys, in every head.
    type Scores: Shape;
    #[doc(hidden)]
    const SIZES: AttentionSizes;
}
#[diagnostic::do_not_recommend]
impl<N: Dim, S: Dim, T: Dim, M: Dim, H: Dim> AttendsIn<(N, T, M), (N, T, M), M, H> for (N, S, M) {
    type Scores = (N, H, S, T);
    const SIZES: AttentionSizes = AttentionSizes {
        n: N::SIZE,
        heads: H::SIZE,
        s: S::SIZE,
        t: T::SIZE,
        w: M::SIZE / if H::SIZE == 0 { 1 } else { H::SIZE },
        v: M::SIZE / if H::SIZE == 0 { 1 } else { H::SIZE },
    };
}
// With these no error is found before the last argument is known, so the lesson names all shapes.
macro_rules! undecided { ($($nth:literal)*) => { $(
    #[diagnostic::do_not_recommend]
    impl<S: Shape, Keys, M, H> AttendsIn<Keys, Never<$nth>, M, H> for S {
        type Scores = S;
        const SIZES: AttentionSizes = AttentionSizes::NONE;
    }
)* } }
undecided! { 0 1 }
