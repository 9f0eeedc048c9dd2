chapter! {
    /// What a loss takes, what an optimizer keeps, and what weights begin with.
    ///
    /// A loss is one number, and the gradient that it gives has the shape of what it is the loss of. So a loss of two arrays, element by
    /// element, takes two of one shape:
    ///
    /// ```text
    /// predictions: S, targets: S  ->  loss: (), dpredictions: S
    /// ```
    ///
    /// From there on everything has the shape of a parameter: `dw` as w, and so each average that an optimizer keeps. What no shape tells
    /// is the unit of a number: logit or probability, mean or sum. Three lessons here are about that; a quick look at the first loss shows
    /// all three, since who knows nothing pays ln 2 for a yes or no, and ln C for one of C classes.
    pub mod training: "Training";

    S129 column_of_predictions_and_vector_of_targets "Targets against a column of predictions"
    "`L = (1/N)·Σ_n (p_n - t_n)²` pairs each prediction with its target: N terms. (N, 1) minus (N,) is (N, N) in numpy and PyTorch, all \
    pairs, and the mean of N² terms is least when every p is the mean of all t. So the loss falls, and stops too early. Here the two \
    have one shape, and `dp = 2·(p - t)/N` has it too.";

    S130 divergence_with_examples_in_columns "A divergence of distributions in rows"
    "`KL(t‖p) = (1/N)·Σ_n Σ_c t[n, c]·(ln t[n, c] - ln p[n, c])`: row n of both is a distribution over the classes, so both are (N, C). \
    With N = C the transposed targets would fit, and pair the class of one example with another example.";

    S131 labels_of_a_binary_loss_as_a_vector "Labels for one logit each"
    "`L = (1/N)·Σ_n -y_n·ln σ(x_n) - (1 - y_n)·ln(1 - σ(x_n))` has one label for each logit. `Linear<Pixels, dim!(1)>` gives logits (N, 1), \
    so the labels are (N, 1). Labels (N,) would be stretched to (N, N) in numpy, and every logit would be pulled towards all labels.";

    silent S132 probabilities_for_logits "Probabilities where logits belong"
    "A loss with logits in its name takes the sigmoid itself: `L = max(x, 0) - x·y + ln(1 + e^-|x|)`, `dx = σ(x) - y`. A probability p is \
    from 0 to 1, and σ(p) from 0.5 to 0.73: nobody is ever sure, and a net trained that way learns slowly and badly. Its first loss \
    is not ln 2 but 0.72, half of -ln σ(0.5) - ln(1 - σ(0.5)).";

    silent S133 probabilities_for_log_probabilities "Probabilities where their logarithms belong"
    "`KL(t‖p) = Σ t·(ln t - ln p)` is given `x = ln p`, whose gradient is `dx = -t/N`. With p for ln p the terms are `t·(ln t - p)`, which \
    are negative, and a divergence never is: `Σ t·ln(p/t) ≤ ln Σ p = 0`. A negative loss is the sign.";

    silent S134 sum_with_the_learning_rate_of_the_mean "Sum and mean"
    "The gradient of `Σ_n L_n` is N times that of `(1/N)·Σ_n L_n`. A step is `lr·dw`, so a rate that was found for the mean is N times too \
    large for the sum; and with the sum the last, smaller batch of an epoch takes a shorter step. A loss here says `Mean` or `Sum` \
    where it is called, and its page what the mean is taken over.";

    S135 weights_drawn_for_a_bias "Weights have a fan-in, a bias has none"
    "`y_d = Σ_m x_m·w[m, d]` adds up M products, so `Var(y) = M·Var(x)·Var(w)`, and ReLU halves the square: `Var(w) = 2/M` keeps the size of \
    signals from layer to layer. M is the fan-in: the rows of w (M, D), and C·HH·WW for filters (F, C, HH, WW). A bias is added once, \
    for each output, and begins at 0.";

    S136 features_for_a_gram_matrix "Style is a Gram matrix"
    "`G[n, c, k] = Σ_h Σ_w F[n, c, h, w]·F[n, k, h, w] / (C·H·W)`: the sum over all places leaves (N, C, C). A style has therefore no place \
    in the image, and images of other sizes have styles of the same shape. Backward: `dF = (dG + dGᵀ)·F / (C·H·W)`, with F as (C, \
    H·W).";

    S137 average_of_adam_of_the_bias "An average for each weight"
    "Adam divides each step by the root of an average of squares, `w -= lr·m/(√v + ε)`, element by element: m and v have the shape of w. \
    For a whole model they are two more values of its type, and `Adam::new(&model, lr)` makes them.";

    S138 weights_and_images_of_a_classifier_exchanged "W first, X second"
    "The course's functions take `(W, X, y, reg)`, with W (D, C) and X (N, D), and the scores are `X · W`, (N, D) · (D, C) -> (N, C). The \
    compiler goes from left to right: it takes the first argument for W, and wants a second one whose columns are the rows of the \
    first. For square W and X of one size numpy sees nothing.";
}
