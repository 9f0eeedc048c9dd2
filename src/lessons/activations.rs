chapter! {
    /// From the last affine layer to the loss, and the first step back.
    ///
    /// An activation works number by number and changes no shape: `dx = dout * slope`, with `dx`, `dout` and the slope of the shape
    /// of `x`. What the slope is computed from is kept by forward: the input or the output, and they may differ in shape from
    /// each other as soon as a layer comes between.
    ///
    /// The loss makes one number of `scores: (N, C)`. Backward starts there, with `dscores: (N, C)`. For the softmax loss, where
    /// `p[n, c] = exp(s[n, c]) / Σ_j exp(s[n, j])` and `y[n]` is the true class of example n:
    ///
    /// - `L = -(1/N) Σ_n ln p[n, y[n]]`, of which every example reads one probability;
    /// - `dscores[n, c] = (p[n, c] - 1)/N` where `c = y[n]`, and `p[n, c]/N` elsewhere.
    ///
    /// The labels are neither a column nor a table. They are N places on the axis of the classes, `Labels<N, C>`. Picking by a
    /// place is an operation like any other, and backward it becomes adding at that place.
    ///
    /// Two lessons here are silent: both programs have all their shapes right, and compute something else.
    pub mod activations: "Activations, losses and labels";

    S56 affine_relu_backward_with_the_input_for_the_output "The input in place of the output"
    "With `out = max(0, x · w + b)` of shape (Batch, Hidden), the ReLU lets `dout[n, h]` through where `out[n, h] > 0`: \
    `dz = dout * (out > 0)`, all three (Batch, Hidden). Then `dx = dz · wᵀ`, `dw = xᵀ · dz` and `db = Σ_n dz`, so backward needs \
    `out`, `x` and `w`. `x: (Batch, Pixels)` has no number to go with each number of `dout`.";

    S57 labels_as_a_column "Labels as a column"
    "The hinge loss `(1/N) Σ_n Σ_{j≠y[n]} max(0, s[n, j] - s[n, y[n]] + 1)` reads `scores: (N, C)` at one place of each row, \
    so the labels are N whole numbers from 0 to C-1, not a column (N, 1). In numpy a column makes `scores[arange(N), y]` a table \
    (N, N), a score for every pair of examples. Scores that are all 0 have C-1 margins of 1: here the loss is 9.";

    S58 labels_one_hot "Labels as one-hot rows"
    "One-hot rows `t: (N, C)`, with `t[n, c] = 1` where `c = y[n]`, belong to the gradient, `dscores = (p - t)/N`, whose shape they \
    have. The loss `-(1/N) Σ_n ln p[n, y[n]]` needs the place of the one: `y = argmax of t` along the classes, (N, C) -> (N,).";

    S59 table_instead_of_picks "A table instead of one score per row"
    "`correct[n] = s[n, y[n]]` is one score of each row: (N, C) picked by `Labels<N, C>` gives (N,), and that is `gather`. \
    Whole rows are `select`: (V, D) picked by `Labels<K, V>` gives (K, D), and the places lie on the first axis. Numpy's \
    `scores[:, y]` takes whole columns, which is a table (N, N) with the wanted scores on its diagonal.";

    S60 labels_for_other_classes "Labels of other classes"
    "A label is a place on an axis, and it has to be the axis of the scores: (N, C) goes with `Labels<N, C>`. Class 57 of 100 has \
    no score among 10, so the last layer has to have as many outputs as there are classes. With 100 of them and equal scores the \
    loss is ln 100 = 4.6.";

    silent S61 softmax_over_the_batch "Softmax over the batch"
    "The probabilities of one example sum to 1 over the classes: `p[n, c] = exp(s[n, c]) / Σ_j exp(s[n, j])`, where n stands still \
    in the sum and j runs along C. Over the batch it would be `Σ_m exp(s[m, c])`, and examples would compete for a class. Both are \
    (N, C) -> (N, C), so read the axis, and check a number: equal scores cost ln C, here ln 4, and not ln N.";

    silent S62 repeated_words_lost "Repeated words lost"
    "An embedding picks rows, `out[t] = w[x[t]]`: (V, D) and T words give (T, D). A word that stands at several places reaches the \
    loss through all of them, so its gradient is the sum, `dw[v] = Σ dout[t] over all t where x[t] = v`. Numpy's `dW[x] += dout` \
    keeps one of them, `np.add.at(dW, x, dout)` adds them all, and both are (V, D); here `select_backward` adds.";
}
