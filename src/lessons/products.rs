chapter! {
    /// The matrix product: inner axes meet, outer axes stay.
    ///
    /// `c[n, m] = Σ_k a[n, k] · b[k, m]`, or in shapes `(N, K) · (K, M) → (N, M)`. The last axis of the left factor and the
    /// first of the right one are the same axis, and go away in the sum. The rows come from the left, the columns from the
    /// right. That is all there is to know, and it can be read backward: to get `(N, M)` out of two factors that share K, put
    /// the one with N on the left and the one with M on the right, and transpose each so that its K is inside.
    ///
    /// | product | shapes | in words |
    /// |---|---|---|
    /// | `a.matmul(&b)` | `(N, K) · (K, M) → (N, M)` | rows by columns |
    /// | `a.matmul(&v)` | `(N, K) · (K,) → (N,)` | rows by a vector |
    /// | `a.matmul(&b)` | `(B, N, K) · (B, K, M) → (B, N, M)` | for each of a batch |
    /// | `u.dot(&v)` | `(K,)`, `(K,)` → a number | one row by one column |
    /// | `u.outer(&v)` | `(N,)`, `(M,) → (N, M)` | each by each, nothing is summed |
    ///
    /// `.t()` exchanges the axes, `(a · b)ᵀ = bᵀ · aᵀ`, and moves nothing. "Meet" is meant by name: two axes of 100 places with
    /// different names do not, and this is what catches the wrong transpose of a square matrix.
    pub mod products: "Products";

    S33 unnamed_sizes_differ "Inner axes meet"
    "`c[i, j] = Σ_n a[n, i] · b[n, j]` sums over the 64 places that both factors have, so these have to be inside: (784, 64) · \
    (64, 10) is (784, 10), which is `aᵀ · b`. As they stand, (64, 784) · (64, 10), 784 would meet 64.";

    S34 vector_times_vector "Two products of two vectors"
    "Of (K,) and (K,) one product sums, `a · b = Σ_k a[k] · b[k]`, a number: how similar they are. The other keeps all pairs, \
    `o[i, j] = a[i] · b[j]`, (K, K). A matrix product would have to guess, so each has its own name.";

    S35 batch_of_matrices_times_one_matrix "One matrix for a whole batch"
    "`h[n, t, j] = Σ_m x[n, t, m] · w[m, j]`: w has no n, so each sequence n, (Time, Features), is multiplied by the same \
    (Features, Hidden). Written out, w stretches to (Batch, Features, Hidden); backward its gradient is the sum over the \
    batch, `dw = Σ_n x[n]ᵀ · dh[n]`, (Features, Hidden).";

    S36 product_of_f32_and_f64 "One element type in a product"
    "`scores[n, c] = Σ_p x[n, p] · w[p, c]` rounds 784 times, in one type: (Batch, Pixels) of f64 by (Pixels, Classes) of f64. \
    A mixed sum would take the memory of f64 for the accuracy of f32. Choose where the numbers come in, and convert there.";

    S37 factor_by_value "The factors forward are the factors backward"
    "`scores = x · w` has the gradients `dx = dscores · wᵀ` and `dw = xᵀ · dscores`: each factor is needed for the other's \
    gradient. So a product borrows them, `x.matmul(&w)`, and a transpose is a view, `w.t(): (Classes, Pixels)`.";

    S38 pixels_in_a_product "Scale the input: its size is the gradient's size"
    "`dw = xᵀ · dscores`, (Pixels, Batch) · (Batch, Classes), grows with x: with bytes up to 255 each step is 255 times as long \
    as with `x = pixels / 255`, and no usual learning rate fits. The shape stays (Batch, Pixels); the elements become floats.";

    S39 vector_transposed "A vector is neither a row nor a column"
    "A transpose exchanges two axes, and (Features,) has one. What a column by a row would give, (D, 1) · (1, D), is the outer \
    product: `table[i, j] = v[i] · v[j]`, (Features, Features). In numpy `v.T` is `v`, and `v.dot(v.T)` the number \
    `Σ_i v[i]²`.";

    S40 outer_product_of_matrices "A gradient is a sum of outer products"
    "One example gives `dw[p, c] = x[p] · dout[c]`, the outer product of (Pixels,) and (Classes,). A batch gives their sum, \
    `dw[p, c] = Σ_n x[n, p] · dout[n, c]`, which is the matrix product (Pixels, Batch) · (Batch, Classes) = `xᵀ · dout`.";

    S41 dot_product_of_different_axes "A sum has one index"
    "`a · b = Σ_p a[p] · b[p]`: the same p in both, so both vectors lie along the same axis, (Pixels,) and (Pixels,). Pixel 7 \
    times hidden unit 7 has no meaning, even with 100 of each. Between different axes stands a matrix, `aᵀ · w · b` with \
    `w: (Pixels, Hidden)`.";

    S42 identity_that_is_not_square "What the identity gives back has the same axis"
    "`I · x = x`: (P, K) · (K, M) is (P, M), and to be x again it needs P = K, the same axis and not only the same number. \
    Pixels to Hidden is a change of what is counted, and needs weights.";

    S43 product_annotated_transposed "Rows from the left, columns from the right"
    "`scores = x · w` is (Batch, Pixels) · (Pixels, Classes) = (Batch, Classes). Its transpose (Classes, Batch) is another \
    product, with the factors exchanged and each transposed: `(x · w)ᵀ = wᵀ · xᵀ`, (Classes, Pixels) · (Pixels, Batch).";
}
