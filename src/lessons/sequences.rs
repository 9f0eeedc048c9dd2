chapter! {
    /// Words in order: recurrent steps, gates, heads and masks.
    ///
    /// A batch of sequences is `x: (N, T, D)`: `x[n, t]` is step t of sequence n. A recurrent layer takes one step after the other,
    ///
    /// - RNN: `h' = tanh(x[t] · Wx + h · Wh + b)`, (N, D) · (D, H) + (N, H) · (H, H) + (H,) -> (N, H);
    /// - LSTM: `a = x[t] · Wx + h · Wh + b` has four such blocks side by side, (N, 4H), so Wx is (D, 4H), Wh (H, 4H) and b (4H,).
    ///
    /// Attention takes all steps at once: `softmax(q · kᵀ / √W) · v` is (N, S, W) · (N, W, T) -> (N, S, T), softmax along the keys T,
    /// and (N, S, T) · (N, T, W) -> (N, S, W).
    ///
    /// In one text T queries meet T keys, T may equal N, and 4H splits in two orders: sizes alone say little. Give every axis its
    /// name, queries and keys different ones, and follow one number where an axis is split.
    pub mod sequences: "Sequences";

    S90 time_major_given_to_batch_major "Time first, batch first"
    "A step takes `x[:, t]` of (N, T, D), which is (N, D), one word of each sequence. Of (T, N, D) the same cut would be all words of \
    sequence t, and the model would run over examples as if they were time; with N = T = 20 every size agrees. The repair moves \
    the numbers: `y[n, t, d] = x[t, n, d]`.";

    S91 lstm_weights_for_one_gate "Weights for one gate out of four"
    "`a = x · Wx + h · Wh + b` holds the gates i, f, o and g side by side: (N, D) · (D, 4H) + (N, H) · (H, 4H) + (4H,) -> (N, 4H). \
    The Wx of an RNN is (D, H), and its product (N, H) is one block of four. Backward the same widths return: `dWx = xᵀ · da`, (D, \
    N) · (N, 4H) -> (D, 4H).";

    silent S92 gates_interleaved "Gates interleaved"
    "In `a: (N, 4H)` unit h of gate k is column `k·H + h`: the blocks i, f, o, g lie one after the other, and `i = a[:, :H]`, `f = \
    a[:, H:2H]`, `o = a[:, 2H:3H]`, `g = a[:, 3H:]`. As a split that is (N, 4, H). Split as (N, H, 4), gate k gets the columns `4·h + \
    k`, which belong to all four. A net trained that way works; weights of a net that has blocks do not fit it.";

    S93 heads_split_before_time "Heads split before the time"
    "A head is a part of the model axis, `m = head·Width + w`, so that axis splits where it lies, (N, T, E) -> (N, T, Heads, Width), \
    and then the axes move: (N, Heads, T, Width). PyTorch's `x.view(N, heads, T, width)` has the same shape in one step, and its head \
    0 is all features of the first T/heads words. `split` is for rows, (N, M); an axis of any array is split by its name: \
    `x.split_axis(Model, (Heads, Width))`.";

    S94 attention_without_transpose "Queries times keys"
    "Every query meets every key, `scores[n, s, t] = Σ_w q[n, s, w]·k[n, t, w]`, and the sum runs over the width, so that is the inner \
    axis: (N, S, W) · (N, W, T) -> (N, S, T). `k.t()` exchanges the last two axes, and the batch stays. Backward: `dq = dscores · k`, \
    (N, S, T) · (N, T, W), and `dk = dscoresᵀ · q`, (N, T, S) · (N, S, W).";

    S95 attention_mask_of_the_other_side "A mask of the other side"
    "`mask[s, t]` says whether query s may look at key t, so it is (S, T), as each table of the scores (N, S, T) is, and it stretches \
    along the batch. The softmax then runs along the keys, T. With S = T the transposed mask fits in numpy too: a mask that hides \
    the future then hides the past.";
}
