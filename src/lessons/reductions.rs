chapter! {
    /// Sums, means and maxima: an axis goes away.
    ///
    /// `Σ_c x[n, c]` has no c any more: what is summed over is no axis of the result. So the formula's left side decides: the
    /// axis to reduce over is the one that the result does not have. "For each example" keeps Batch, and reduces over the rest.
    ///
    /// | `x: (Batch, Classes)` | in numpy | shape | one number for each |
    /// |---|---|---|---|
    /// | `x.sum(Classes)` | `x.sum(axis=1)` | `(Batch,)` | example |
    /// | `x.sum_keepdims(Classes)` | `x.sum(axis=1, keepdims=True)` | `(Batch, 1)` | example, as a column |
    /// | `x.sum(Batch)` | `x.sum(axis=0)` | `(Classes,)` | class |
    /// | `x.sum_keepdims(Batch)` | `x.sum(axis=0, keepdims=True)` | `(1, Classes)` | class, as a row |
    /// | `x.sum_all()` | `x.sum()` | a number | |
    ///
    /// Keep the axis when the result meets x again in a broadcast. An axis is chosen by name, or by position, `Axis::<1>`.
    ///
    /// Backward is broadcasting's mirror: each of the numbers that were summed gets the gradient of their sum.
    pub mod reductions: "Reductions";

    S25 sum_over_an_axis_that_is_not_there "Only an axis that is there can be summed over"
    "`scores[n, c] = Σ_p x[n, p] · w[p, c]`: the product (Batch, Pixels) · (Pixels, Classes) has summed over the pixels \
    already, and n and c are left. `Σ_c scores[n, c]` is (Batch,).";

    S26 sum_over_a_name_that_is_there_twice "One name, two axes"
    "The Gram matrix `g[p, q] = Σ_n x[n, p] · x[n, q]` is (Pixels, Pixels), and a name does not say whether p or q is meant. A \
    position does: over Axis 0 it is `Σ_p g[p, q]`. Only because `g` is its own transpose the other sum is the same here.";

    S27 axis_position_out_of_range "Positions count from 0"
    "A matrix (Batch, Classes) has the axes 0 and 1: rank 2, last position 1. `Axis::<1>` is Classes, and \
    `scores.sum(Axis::<1>)` is `scores.sum(Classes)`, of shape (Batch,). The name is right at any rank; the position is not.";

    S28 softmax_sum_without_keepdims "The sums of a softmax are a column"
    "`p[n, c] = e[n, c] / Σ_k e[n, k]`: the divisor has no c, it is one number for each row, so it is a column (Batch, 1) and \
    stretches along the classes. Without `keepdims` it is (Batch,), and when there are as many examples as classes numpy \
    divides the columns by the sums of the rows.";

    S29 normalised_over_the_wrong_axis "Batch normalisation: a mean for each feature"
    "`centred[n, d] = x[n, d] - μ[d]` with `μ[d] = (1/N) Σ_n x[n, d]`: the mean runs over the batch, is (Features,), and \
    stretches along the batch. Centred so, each feature sums to 0. The mean over the features, a column (Batch, 1), is another \
    layer: layer normalisation.";

    S30 mean_over_the_wrong_axis "The result's axes are the ones to keep"
    "The mean image has a number for each pixel, `m[p] = (1/N) Σ_n images[n, p]`, so it keeps Pixels and n goes away: \
    `mean(Batch)`, (Pixels,). `mean(Pixels)` keeps the batch: how bright each image is. Write the type you want on the left, \
    and a wrong axis on the right does not compile.";

    S31 gradient_of_a_maximum_over_the_other_axis "The gradient of a maximum goes to the winner"
    "`y[n] = max_c s[n, c]` is (Batch,), and so is dy. Only the greatest score decides, so it gets everything: \
    `ds[n, c] = dy[n]` where `c = argmax_k s[n, k]`, and 0 elsewhere, of shape (Batch, Classes).";

    S32 argmax_over_the_batch "A prediction is a class for each example"
    "`predicted[n] = argmax_c scores[n, c]` is (Batch,), and its values are places on Classes, 0 to 9. Over the batch it is \
    another question, which example is the best cat, (Classes,), with values from 0 to 63. With 10 examples of 10 classes \
    numpy lets it pass for the first, and the accuracy is nonsense.";
}
