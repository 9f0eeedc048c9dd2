chapter! {
    /// The affine layer, `out = x · w + b`, and its three gradients.
    ///
    /// The rows of `x: (N, M)` are examples, the columns of `w: (M, D)` are outputs, and `b: (1, D)` is one row that every
    /// example gets. A gradient has the shape of what it is the gradient of: `dx: (N, M)`, `dw: (M, D)`, `db: (1, D)`, and
    /// `dout: (N, D)`. With the shapes written down each gradient has one formula:
    ///
    /// | wanted | shape | the one way to it |
    /// |---|---|---|
    /// | `dx` | `(N, M)` | `(N, D) · (D, M)` is `dout · wᵀ` |
    /// | `dw` | `(M, D)` | `(M, N) · (N, D)` is `xᵀ · dout` |
    /// | `db` | `(1, D)` | the sum of `dout` along `N`, which stays as an axis of size one |
    ///
    /// The chain rule says the same. `out[n, d] = Σ_m x[n, m] · w[m, d] + b[0, d]`, and `dout[n, d]` is how much the loss grows
    /// with `out[n, d]`. A number's gradient sums over all outputs that it has a part in: `w[m, d]` is in column d of every
    /// example, times `x[n, m]`, so `dw[m, d] = Σ_n x[n, m] · dout[n, d]`. The axis that is summed over is the one that the
    /// result does not have, and it is inside: `xᵀ · dout`.
    ///
    /// Of the 36 products of `x`, `w`, `dout` and their transposes, with named axes exactly one has the shape of `dx`, and
    /// exactly one that of `dw`. With bare sizes that is so only while all sizes differ.
    pub mod affine: "The affine layer";

    S44 affine_weights_stored_outputs_first "Weights are stored inputs first"
    "`out = x · w + b`: (Batch, Pixels) · (Pixels, Classes) + (1, Classes), so w has a row for each input and a column for each \
    output. PyTorch stores (Classes, Pixels) and computes `x · wᵀ`; weights that come from there are transposed once, \
    `w.t().to_tensor()`.";

    S45 affine_input_with_examples_in_columns "Each example is a row"
    "Some courses have examples as columns, `out = w · x + b` with `x: (M, N)` and `w: (D, M)`. Transposed that is our \
    `outᵀ = xᵀ · wᵀ + bᵀ`, (N, M) · (M, D) + (1, D): the same layer, but never half of one convention and half of the other.";

    S46 affine_bias_as_a_vector "The bias is a row of the output"
    "`out[n, d] = (x · w)[n, d] + b[0, d]`: the 1 in `b: (1, Classes)` stands where the examples are, and says that all of them \
    share this row. So its gradient is as easy to read: from (Batch, Classes) to (1, Classes), Batch is summed and stays as 1.";

    S47 dw_without_transpose "dw without the transpose"
    "`dw` has the shape of `w`, (Pixels, Classes). Of `x: (Batch, Pixels)` and `dout: (Batch, Classes)` one product has it: \
    (Pixels, Batch) · (Batch, Classes), which is `dw = xᵀ · dout`. Batch is inside: every example adds its part.";

    S48 dx_without_transpose "dx without the transpose"
    "`dx` has the shape of `x`, (Batch, Pixels). Of `dout: (Batch, Classes)` and `w: (Pixels, Classes)` one product has it: \
    (Batch, Classes) · (Classes, Pixels), which is `dx = dout · wᵀ`.";

    S49 dx_without_transpose_square "Square weights: sizes fit, names do not"
    "When both axes of w have 100 places, `dout · w` and `dout · wᵀ` are both (64, 100), and no check of sizes can choose. The \
    formula can: `dx[n, p] = Σ_h dout[n, h] · w[p, h]` sums over Hidden, so Hidden meets Hidden: (Batch, Hidden) · (Hidden, \
    Pixels). Here `w[p, h] = p`, and `dx[0, 99]` is 100 · 99; without the transpose it would be 4950, the same for every \
    pixel.";

    S50 dw_with_the_shape_of_dout "One number for each weight"
    "A gradient says how much the loss changes with each parameter, `ΔL ≈ Σ_m Σ_d dw[m, d] · Δw[m, d]`: it pairs with w number \
    by number, so it is (Pixels, Classes). It is not (Batch, Classes), as `dout` is: the batch has been summed over in \
    `xᵀ · dout`.";

    S51 bias_summed_over_classes "db: count the paths"
    "`b[0, c]` is added in column c of every row, so it reaches the loss by N paths, one for each example, and gets a gradient \
    by each: `db[0, c] = Σ_n dout[n, c]`, from (Batch, Classes) to (1, Classes). A sum over the classes, (Batch, 1), would be \
    the gradient of an offset for each example.";

    S52 bias_gradient_as_a_number "db is not one number"
    "`np.sum(dout)` is `Σ_n Σ_c dout[n, c]`, the gradient of one offset that all classes share. With Classes = 1 that is all \
    there is, (1, 1), which is why the habit survives. With ten classes and a softmax every row of dout sums to 0: the number \
    is 0, and the biases never learn.";

    S53 bias_gradient_not_summed "Every example pulls at the same bias"
    "A step `b -= lr · db` pairs b and db number by number, (1, Classes) and (1, Classes), so the 64 rows of \
    `dout: (Batch, Classes)` are summed first. In numpy `b = b - lr * dout` makes b a (64, 10): from then on each place in the \
    batch has a bias of its own.";

    S54 affine_backward_dout_and_x_exchanged "What comes in stands first"
    "Backward goes from the output to the inputs: given `dout: (N, D)`, and the `x: (N, M)` and `w: (M, D)` that went forward, \
    it gives `dx: (N, M)`, `dw: (M, D)`, `db: (1, D)`. `dout` has the shape of `x · w`: columns of w, so Classes. Where forward left a cache it is no other: \
    `dout` is what forward gave, for `h: (N, T, H)` a `dh: (N, T, H)`, and all else comes out of the cache.";

    S55 step_with_the_gradient_of_the_bias "A step pairs equal shapes"
    "`w[m, d] -= lr · dw[m, d]`: each weight has a gradient of its own, (Pixels, Classes) both. With `db: (1, Classes)` numpy \
    stretches the row over all 784 rows of w: all pixels move alike, which is no gradient of anything in w.";
}
