chapter! {
    /// The affine layer, `out = x · w + b`, and its three gradients.
    ///
    /// The rows of `x: (N, M)` are examples, the columns of `w: (M, D)` are outputs, and `b: (1, D)` is one row that every example
    /// gets. A gradient has the shape of what it is the gradient of: `dx: (N, M)`, `dw: (M, D)`, `db: (1, D)`, and `dout: (N, D)`.
    /// With the shapes written down each gradient has one formula:
    ///
    /// | wanted | shape | the one way to it |
    /// |---|---|---|
    /// | `dx` | `(N, M)` | `(N, D) · (D, M)` is `dout · wᵀ` |
    /// | `dw` | `(M, D)` | `(M, N) · (N, D)` is `xᵀ · dout` |
    /// | `db` | `(1, D)` | the sum of `dout` along `N`, which stays as an axis of size one |
    pub mod affine: "The affine layer";

    S48 dx_without_transpose "dx without the transpose"
    "`dx` has the shape of `x`, (Batch, Pixels). Of `dout: (Batch, Classes)` and `w: (Pixels, Classes)` one product has it: \
    (Batch, Classes) · (Classes, Pixels), which is `dx = dout · wᵀ`.";
}
