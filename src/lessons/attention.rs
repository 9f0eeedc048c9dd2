chapter! {
    /// Queries, keys and values; heads and masks; images as sequences.
    ///
    /// Attention is two products with a softmax between them, and three sequences go in: queries q of S words, keys k and values v of T
    /// words. Every head of every example is on its own:
    ///
    /// - `scores = q · kᵀ / √W`, (S, W) · (W, T) -> (S, T): each query with each key, summed over the width;
    /// - `weights = softmax(scores)` along T: what a query may not look at is -∞ before, and 0 after;
    /// - `out = weights · v`, (S, T) · (T, V) -> (S, V): for each query a mean of the values.
    ///
    /// Heads are blocks of the model axis, `E = Heads·Width`, so a sequence (N, S, E) has them as (N, S, Heads, Width), and attention wants
    /// them as (N, Heads, S, Width). In self-attention S is T, and only names tell the two sides of a table (S, T) apart.
    pub mod attention: "Attention";

    S119 model_axis_split_into_time_and_heads "What is no part of an axis"
    "One axis splits where it lies, (N, T, E) -> (N, T, Heads, Width), with `m = head·Width + w` and `E = Heads·Width`. The time is an axis \
    of its own already; that the heads come before it, (N, Heads, T, Width), is a second step, which moves numbers: `permute`. The \
    gradient goes back the same way: moved back, and merged.";

    S120 heads_merged_before_they_move_back "Axes that are no neighbours"
    "After attention the heads lie first, (N, Heads, T, Width), and the output of word t is spread over all of them. (N, Heads, T, Width) -> \
    (N, T, Heads, Width) brings it together, and then neighbours merge: (N, T, E). PyTorch's `out.reshape(N, T, E)` of the first shape \
    is the mistake of many, and trains; its `transpose(1, 2)` before it is what is missing.";

    S121 keys_transposed_before_attention "Keys that are transposed already"
    "`scores[s, t] = Σ_w q[s, w]·k[t, w]`: the transpose is in the formula `q·kᵀ`, not in the keys, which are rows like the queries, (N, H, \
    T, W). All three sequences are given as they come out of their projections. Queries and keys are of one width W; keys and values are of \
    one length T.";

    S122 attention_backward_without_the_weights "What backward needs of forward"
    "`out = weights · v` has the gradients `dv = weightsᵀ · dout`, (T, S) · (S, V), and `dweights = dout · vᵀ`, (S, V) · (V, T); through the \
    softmax, `dscores = weights·(dweights - Σ_t dweights·weights)`, it needs the weights again. So these are kept, (N, H, S, T), and the \
    output is not.";

    S123 mask_of_keys_by_queries "A mask that hides the past"
    "`mask[s, t]` is whether query s may look at key t, so it is (S, T); the same for all heads and examples. In a text S is T, so only \
    names show that a table is transposed, and a causal mask that is transposed shows each word the future alone. Which keys are \
    padding depends on the example, and not on the query: `KeyMask(&present)`, (N, T).";

    S124 heads_that_do_not_divide_the_model "Heads of unequal width"
    "The model axis is cut into H blocks of one width, `E = H·W`, so H divides E: 12 = 4·3. More heads are narrower heads, and as many \
    parameters: (E, E) for the queries, whatever H is. The scores are divided by √W, the root of the width of one head.";

    S125 memory_of_another_width "A memory that is no sequence of the model"
    "In cross-attention queries (N, S, E) come from one sequence, and keys and values (N, T, E) from another, the memory. S and T may differ; the \
    batch N and the width E are one, since `Wk` is (E, E). Image features (N, R, D) become a memory by a projection `Linear<D, E>`, \
    (N, R, D) -> (N, R, E), which is trained like all else.";

    S126 patches_that_do_not_tile "Patches that leave a rest"
    "Patches of side P tile an image if P divides height and width: (N, C, H, W) -> (N, H/P · W/P, E). 28 = 4·7 is four patches of 7; three \
    patches of 8 leave four rows. Each patch is C·P·P pixels, and one matrix (C·P·P, E) makes all of them words.";

    S127 patches_of_images_with_the_channels_last "Channels among the pixels"
    "Weights of a patch are `w[c, i, j, e]`, in the order channels, rows, columns, and so its pixels are taken: from images (N, C, H, W). Of \
    images (N, H, W, C) a patch of the same three numbers would be other pixels. The repair moves the numbers: `permute`.";

    silent S128 heads_interleaved "Heads interleaved"
    "In (N, T, E) head h is the columns from `h·W` on, so `m = h·W + w`, and the split is (Heads, Width): the first axis is the slow one. Split \
    as (Width, Heads), head h has the columns `h, h + H, h + 2H, …`. A model that is trained that way works; weights of a model that \
    has blocks do not fit it.";
}
