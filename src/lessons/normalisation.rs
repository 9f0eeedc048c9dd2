chapter! {
    /// Numbers that are put on one scale, and numbers that are left out.
    ///
    /// A normalisation takes out a mean and divides by a deviation, `x̂ = (x - mean)/√(var + ε)`, and then gives every feature a scale and
    /// a shift of its own, `out = γ * x̂ + β`. Which numbers share a mean is the whole difference:
    ///
    /// ```text
    ///               x             mean, var over   one mean for each    gamma, beta
    /// batch norm    (N, D)        N                feature: (D,)        (D,)
    /// of images     (N, C, H, W)  N, H, W          channel: (C,)        (C,)
    /// layer norm    (N, D)        D                example: (N,)        (D,)
    /// group norm    (N, C, H, W)  C/G, H, W        group: (N, G)        (1, C, 1, 1)
    /// ```
    ///
    /// Batch norm alone looks at other examples, so in use, where there may be one alone, it takes the running statistics instead; and
    /// dropout drops in training alone. Training and use are types here, `Train` and `Eval`: what goes forward in `Eval` keeps
    /// nothing, and cannot go backward.
    pub mod normalisation: "Normalisation and dropout";

    S103 eval_has_no_backward "Backward from a model in use"
    "In training the mean and the variance are functions of the batch, and `dx = γ/√(var + ε) * (dout - mean(dout) - x̂ * mean(dout * x̂))`, \
    with means over N, goes through both of them. In use they are constants, the running statistics: that pass keeps neither mean nor variance of its \
    batch, (D,) each, and `NotKept` stands in their place.";

    S104 groups_that_do_not_divide "Groups of a norm that do not divide the channels"
    "Group norm views (N, C, H, W) as (N, G, C/G, H, W) and takes its statistics over the last three axes: (N, G). C/G is a whole number, so G is \
    a divisor of C. With G = 1 it is layer norm over a whole image, with G = C every channel is by itself.";

    S105 gamma_of_the_batch "A scale for every example"
    "`out[n, d] = γ[d] * x̂[n, d] + β[d]`: the scale belongs to the feature d, as the weights of the next layer do, and serves batches of any size. So \
    `dγ[d] = Σ_n dout[n, d] * x̂[n, d]` is (D,), as γ is. With N = D numpy would stretch a γ of the batch along the features \
    without a word.";

    S106 norm_over_the_wrong_features "A norm for the features of another layer"
    "A norm changes no shape: (N, H) -> (N, H), with γ, β and both running statistics of shape (H,). After `x · w: (N, D) · (D, H)` there are H \
    features.";

    S107 layer_norm_cache_in_batch_norm "What one norm keeps, given to another"
    "Backward needs the statistics of its own forward: the means of layer norm are (N,), those of batch norm (D,). Where N = D the shapes agree, and \
    the gradient would be wrong without a word; so what is kept says what it was kept by.";

    S108 key_used_twice "One key for two masks"
    "Dropout of two layers is independent: `P(mask1 and mask2) = p * p`. The same random numbers twice give the same places twice, `P = p`, and the \
    layers see the same half of a network fall silent. A key is used up by its use; `split` makes two of one.";

    S109 probability_to_keep_or_to_drop "Kept or dropped"
    "`mask = (u < p)/p` with u uniform in [0, 1) keeps with the probability p, and `E[x * mask] = x`. The course calls p the probability to keep, \
    PyTorch the probability to drop; for p = 0.8 one keeps four fifths and the other one fifth. Scalars have no shape to tell them \
    apart, but they can have a type.";

    silent S110 statistics_of_the_wrong_axis "The statistics of the wrong axis"
    "Batch norm: `mean[d] = (1/N) Σ_n x[n, d]`, one for each feature. Layer norm: `mean[n] = (1/D) Σ_d x[n, d]`, one for each example. Both leave \
    (N, D) as it is, so read the axis, and check a number: after batch norm every column of x̂ adds up to 0, after layer norm every row does.";
}
