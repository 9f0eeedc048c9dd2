chapter! {
    /// Adding what has fewer numbers to what has more: each is used many times.
    ///
    /// numpy does so silently. It writes the two shapes right-aligned, puts 1 where an axis is missing, and repeats along every
    /// axis of size 1, of either operand. That is what a bias wants: `(64, 10) + (10,)`. It is also what nobody wants:
    /// `(64, 1) - (64,)` is `(64, 64)`, the program runs, and learns something else.
    ///
    /// Here `+`, `-`, `*` and `/` take equal shapes, element by element. Stretching is written, `&x + b.broadcast()`, and only
    /// the operand with the word stretches, to exactly the other one's shape. The rule is numpy's: axes are compared from the
    /// last, missing leading axes are filled in, and an axis of one place, `dim!(1)`, repeats.
    ///
    /// | operand | in (N, C) its element (n, c) is | so it has |
    /// |---|---|---|
    /// | row `(1, C)` or `(C,)` | `b[c]` | a number for each class |
    /// | column `(N, 1)` | `m[n]` | a number for each example |
    ///
    /// What a number is used for many times forward, it gets many gradients for backward, and they add up: the gradient of
    /// stretching along an axis is the sum along it.
    pub mod broadcasting: "Broadcasting";

    S16 bias_added_without_broadcast "A bias is the same for every row, and that is written"
    "`out[n, c] = scores[n, c] + b[0, c]`: (N, C) and a row (1, C), which repeats along n. One word in the program says so, and \
    one formula in its gradient: `db[0, c] = Σ_n dout[n, c]`, again (1, C).";

    S17 bias_as_a_column "A row has a number for each column"
    "Read the index off: the bias of class c does not depend on the example, so it is `b[0, c]`, a row (1, Classes). A column \
    (K, 1) is `b[k, 0]`, a number for each row of the result, and the result (Batch, Classes) has 64 rows, not 10.";

    S18 column_minus_vector "A column minus a vector is a table"
    "To numpy (64,) is a row, so predictions (64, 1) minus targets (64,) is `e[i, j] = p[i] - t[j]`, (64, 64): all pairs. The \
    mean of its squares is least when every `p[i]` is the mean of all targets, which is what such a net learns. The errors are \
    `e[n] = p[n] - t[n]`, (Batch,): take the axis of one place away first, as `p[:, 0]` does in numpy.";

    S19 vector_minus_column "Say the shape where the data come in"
    "In numpy (4,) - (4, 1) is (4, 4), and the error shows up far from here, in a product of the backward pass, or not at all. \
    With the targets as a column, like the output `l2: (4, 1)`, every later shape is right: `l2_error = y - l2` is (4, 1), and \
    for `l1: (4, H)` the gradient `l1ᵀ · l2_error`, (H, 4) · (4, 1), has the shape of the weights, (H, 1).";

    S20 correct_scores_not_a_column "What does not depend on the class is a column"
    "The hinge loss compares all scores of a row with its correct one: `margin[n, j] = s[n, j] - s[n, y[n]] + 1`. The middle \
    term has no j, so it is a column, (Batch, 1), and stretches along the classes; `gather` gives it as (Batch,), which would \
    be a row.";

    S21 named_axis_of_size_one_stretched "Only an axis that says so stretches"
    "A name is a promise that its places mean something: Sources = 1 today may be 2 tomorrow, and then (2, C) does not add to \
    (N, C). Say now what becomes of that axis, for example its sum: `out[n, c] = scores[n, c] + Σ_s prior[s, c]`, (Sources, C) \
    to (C,), which is right for any number of sources.";

    S22 accumulated_into_the_smaller_operand "What is added to keeps its shape"
    "`db += …` leaves db at (1, Classes), so what is added has that shape too; (Batch, Classes) has to be summed first, not \
    squeezed: `db[0, c] += Σ_n dout[n, c]`.";

    S23 pairwise_differences "All pairs: multiply out the square"
    "The distances of Test and Train images are a table (Test, Train), and `|a[i] - b[j]|² = |a[i]|² - 2 a[i]·b[j] + |b[j]|²`: \
    a column (Test, 1), a product (Test, Pixels) · (Pixels, Train), and a row (Train,). Differences element by element would \
    need 500 · 500 · 3072 numbers; with as many test as training images numpy subtracts image i from image i and says nothing.";

    S24 unnamed_shapes_differ "Reading numbers"
    "Without names an axis is its size, printed digit by digit: `_7<_8<_4>>` is 784 = 28 · 28, the pixels of MNIST, and \
    `_3<_0<_7<_2>>>` is 3072 = 3 · 32 · 32, those of CIFAR-10. The mean image is the mean of these images, \
    `m[0, p] = (1/N) Σ_n x[n, p]`, a row (1, 784), and stretches along the batch.";
}
