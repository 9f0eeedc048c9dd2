chapter! {
    /// One formula for all sizes.
    ///
    /// The formulas of this course never said 64 or 784: `dw = xᵀ · dout` is (M, N) · (N, D) -> (M, D) for every N, M and D. A generic
    /// function says the same. Each letter of the formula becomes a type parameter, and equal letters are equal axes:
    ///
    /// ```
    /// use shapeful::{Array, Dim, Tensor};
    /// fn dw<N: Dim, M: Dim, D: Dim>(x: &Array<(N, M)>, dout: &Array<(N, D)>) -> Tensor<(M, D)> {
    ///     x.t().matmul(dout)
    /// }
    /// ```
    ///
    /// It is checked once, for all sizes: `x.matmul(dout)` would not compile here either, with no batch and no data in sight. That
    /// makes it the strictest proof of a formula, since no two of its letters happen to have one size. What it needs is that
    /// every letter is declared as an axis, and that none is bound to one size in secret.
    pub mod generic: "Generic code";

    S96 generic_function_without_dim "A letter that is not declared an axis"
    "`fn f<N: Dim>(x: &Array<(N,)>)` reads as mathematics does: for every axis N, and every vector x of shape (N,). Without `: Dim` N \
    might be any type, also one that has no size. Here the largest of N-1 steps `x[i+1] - x[i]` is one number, whatever N is.";

    S97 generic_function_for_a_fixed_batch "A promise for every batch, kept for one"
    "`-> Tensor<(N, C)>` promises scores for every N that a caller may choose, and (Batch, C) is one of these. A letter on the right \
    of a formula comes from its left: N from the examples in (N, M) · (M, C) -> (N, C), or from the caller, as here. If only one \
    batch is meant, the type is (Batch, C) on both sides.";
}
