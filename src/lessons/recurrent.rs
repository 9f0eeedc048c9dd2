chapter! {
    /// Recurrent layers and the loss of texts: what belongs to a sequence, to a step, to a gate.
    ///
    /// A batch of texts is `words: Labels<(N, T), V>`. A table `w: (V, D)` makes vectors of them, `x: (N, T, D)`; a recurrent layer goes over these
    /// from step to step with a state `h: (N, H)`, and gives all its states, `h: (N, T, H)`; an affine layer makes scores of each, `(N, T, V)`;
    /// and the loss asks at every step for the next word.
    ///
    /// - RNN: `h[t] = tanh(x[t]·Wx + h[t−1]·Wh + b)`, Wx (D, H), Wh (H, H), b (1, H);
    /// - LSTM: four such blocks, i, f, o, g: `c[t] = f·c[t−1] + i·g`, `h[t] = o·tanh c[t]`, Wx (D, 4, H), Wh (H, 4, H), b (1, 4, H);
    /// - GRU: three, r, z, n: `h[t] = (1 − z)·n + z·h[t−1]`, Wx (D, 3, H), Wh (H, 3, H), and two biases (1, 3, H).
    ///
    /// All steps share their weights, so their gradients are sums over all steps: `dWx = Σ_t x[t]ᵀ·da[t]`, (D, N) · (N, H) at each. The state's
    /// gradient comes from two sides, from the step's own output and from the step after it: `dh[t] + da[t+1]·Whᵀ`.
    pub mod recurrent: "Recurrent networks";

    S111 time_major_sequences_in_an_rnn "The state has a row for each sequence"
    "`x[:, t]` is one step of every sequence, (N, D), and the state has a row for each of them, (N, H): `x[:, t]·Wx + h·Wh` is (N, D) · \
    (D, H) + (N, H) · (H, H) -> (N, H). Data that comes with the time first, (T, N, D), as PyTorch has it unless `batch_first=True`, would be T \
    sequences of N steps; it is turned by `x.permute((Batch, Time, Features))`.";

    S112 rnn_weights_in_an_lstm "Each gate has weights of its own"
    "`a = x·Wx + h·Wh + b` of an LSTM is four blocks, and they are an axis: (N, D) · (D, 4, H) -> (N, 4, H), the gates i, f, o and g in this order. \
    The course writes (D, 4H) for it, with the blocks side by side; that is the same memory, and `wx.flatten()` is that matrix. With an axis \
    of its own no gate can be cut where it does not lie, as in S92.";

    S113 lstm_weights_in_a_gru "Three blocks and two biases"
    "A GRU has no cells: `r, z = σ(a₀ + s₀), σ(a₁ + s₁)`, `n = tanh(a₂ + r·s₂)` and `h' = (1 − z)·n + z·h`, with `a = x·Wx + bx` and `s = h·Wh + bh`, \
    both (N, 3, H). The reset gate r scales `s₂`, bias and all, so `bh` is not one with `bx`. Some books have `z` and `1 − z` exchanged.";

    S114 features_of_an_image_as_a_state "What an image tells a sentence"
    "The features of an image are (N, F), and the state before the first word is (N, H); `h0 = features·w + b`, (N, F) · (F, H) -> (N, H), makes one of \
    the other. Backward the state's gradient `dh0: (N, H)` goes on into that layer, `dw = featuresᵀ·dh0`: it is no loose end.";

    S115 time_major_sequences_in_a_layer "What a layer takes, and what it gives"
    "`Lstm<D, H>` takes every (N, T, D), of any batch and any length, and so also (T, N, D), whose first axis it takes for the batch. A type says \
    what one writes down: with `h: Tensor<(Batch, Time, Hidden)>` the exchange is an error; without, it trains, over N instead of T.";

    S116 words_of_another_vocabulary "Words are places on an axis"
    "`out[n, t] = w[words[n, t]]`: a word is a row of the table, so the words' axis is the table's first, V. Two vocabularies of one size are \
    two axes. Backward every place adds to the row of its word, `dw[v] = Σ dout[n, t]` where `words[n, t] = v`.";

    S117 mask_with_axes_exchanged "A mask has the shape of what it masks"
    "`L = (1/N) Σ_n Σ_t mask[n, t]·(logsumexp(x[n, t]) − x[n, t, y[n, t]])`: one bit for each word, (N, T). With N = T the transposed mask would \
    hide words that count, and count the filling. The loss is a mean over the batch and a sum over the time.";

    silent S118 words_that_are_given_to_be_guessed "The word that is given, and the one that is asked for"
    "What goes in is the caption without its last word, `captions[:, :-1]`, and what is asked for is the caption without its first, `captions[:, 1:]`: at \
    step t the words 0 to t are known, and word t+1 is to be told. Both are `Labels<(N, T), V>`, and no type can tell one from the other. A \
    model that is asked for what it is given learns to copy, its loss falls to 0, and it cannot write.";
}
