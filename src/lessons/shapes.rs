chapter! {
    /// What an axis is, what a shape is, and how numbers come in and go out.
    ///
    /// An axis is a direction in which numbers are counted, and has so many places. `axes! { Batch = 64; Pixels = 784; }`
    /// declares two, and gives each a name that says what is counted. A shape is a list of axes, written as a tuple:
    /// `(Batch, Pixels)` is 64 rows of 784 numbers, stored row by row. How many axes there are is the rank: `()` is one number,
    /// `(Pixels,)` a vector, `(Batch, Pixels)` a matrix.
    ///
    /// An axis is known by its name. Two axes of 100 places with two names are two axes, and what fits by chance does not
    /// compile. An axis without a name, `dim!(100)`, is known by its size alone.
    ///
    /// Shape and kind of number make up the type: a `Tensor<(Batch, Pixels)>` holds f32, a `Tensor<(Batch, Pixels), f64>` f64.
    /// So a shape is checked by writing it down. Where you are in doubt, write `let x: Tensor<(Batch, Pixels)> = …`, and the
    /// compiler says whether it is so; that is the method of the whole course.
    pub mod shapes: "Axes and shapes";

    S01 shape_that_is_no_tuple "A shape is a tuple"
    "A shape is a list of axes, and a list of one is a list still: `(Batch,)`, with a comma, as numpy writes `(64,)`. The rank \
    is the length of the list: 0 for a number `()`, 1 for a vector `(Batch,)`, 2 for a matrix `(Batch, Pixels)`.";

    S02 axis_that_is_a_float "Axes inside the shape, the type of number after it"
    "The shape says where numbers stand, and the element type what stands there: 64 places with one f32 each are \
    `Tensor<(Batch,), f32>`, of 64 · 4 bytes. `f32` may be left out.";

    S03 axis_of_a_size_known_at_run_time "A size is known before the program runs"
    "A shape is part of a type, and types are settled by the compiler: the size of an axis is a constant. How much data there \
    is may become known later, as it only decides how often the code runs: 60 000 = 937 · 64 + 32 images are 937 batches of \
    shape (64, 784) and one of shape (32, 784).";

    S04 axis_of_a_size_that_is_too_large "How long an axis can be"
    "A tensor has as many elements as the product of its sizes, and an f32 takes 4 bytes: 10¹⁰ places are 40 gigabytes, more \
    than most machines have. So much data goes through the same code part by part: 10¹⁰ = 10⁴ · 10⁶, ten thousand times \
    `(dim!(1_000_000),)`.";

    S05 shape_of_seven_axes "Six axes are the most"
    "Two neighbours that are always used together can be one axis: place (i, j) of (2, 3) is place 3·i + j of (6,), and no \
    number moves. (2, 3, 4, 5, 6, 7, 8) becomes (6, 4, 5, 6, 7, 8), with as many elements.";

    S06 nested_array_of_other_sizes "The brackets of a table are its axes"
    "The outer brackets are the first axis, the inner ones the last: (Rows, Columns) = (2, 3) is written as 2 brackets of 3 \
    numbers. They are stored row by row, so element (i, j) is number 3·i + j, counted from 0.";

    S07 integers_for_floats "1 is not 1.0"
    "Nearly everything that follows has fractions: the mean over the rows of (2, 3) is `m[j] = (x[0, j] + x[1, j]) / 2`, and \
    its halves do not fit into integers. Where a language converts silently, either the type changes behind your back or the \
    fraction is lost.";

    S08 element_type_that_is_not_held "A label is a place, not a quantity"
    "The true class of example n is a place on another axis: `0 ≤ y[n] < Classes`. `Labels<Batch, Classes>` has the shape \
    (Batch,), checks this once for every label, and has no place for -1; sums and products of labels mean nothing, and there \
    are none.";

    S09 relu_of_pixels "Bytes become floats before they are computed with"
    "Gradients need real numbers: `relu(x) = max(0, x)` has a slope, and a byte has no smaller step than 1. Scaling is \
    elementwise, `x[n, p] = pixels[n, p] / 255`, from 0 to 1, and keeps the shape (Batch, Pixels).";

    S10 element_with_one_index_too_few "An index for every axis"
    "Each index takes one axis away. `x: (Batch, Pixels)` with two indices is a number `x[[n, p]]: ()`; with one it is a row, \
    `x.row(n): (Pixels,)`; and all rows together are x again.";

    S11 rows_of_a_number "A loss is a number, and a number has no rows"
    "Losses lose their axes one by one: scores (Batch, Classes), one loss for each example (Batch,), their mean (). Rows lie \
    along the first axis, and () has none: its only element is `loss.item()`.";

    S12 item_of_a_vector "From one loss for each example to the loss"
    "What is minimised is one number, the mean `L = (1/N) Σ_n losses[n]`: (Batch,) summed along Batch is (). Only then there is \
    one element to take. Its gradient goes back to every example alike: `dlosses[n] = 1/N`, of shape (Batch,).";

    S13 input_by_value "Lend the input: backward reads it again"
    "Forward is `out = max(0, x)`, backward is `dx = dout` where `x > 0` and 0 elsewhere: x is read twice, and all four are \
    (Batch, Hidden). So a function borrows what it reads, `&x`. It asks for an `&Array`, which is a tensor's numbers, wherever \
    they lie; an `&Tensor` is one, as a `&String` is a `&str`.";

    S14 table_without_a_shape "Sizes are no names"
    "The brackets say 2 and 3, but (Rows, Columns), (Batch, Features) and (2, 3) all have these sizes, and differ in what may \
    be done with them. The `_` in `Tensor<_, f64>` is where the shape is missing: write it down once, where the numbers come \
    in, and every later shape follows from it.";

    S15 sum_of_f32_and_f64 "f32 and f64 do not mix"
    "An f32 has 24 significant bits, an f64 53. Both operands are (Batch,), but a silent conversion would hide which digits are \
    left: 0.1 as an f32 is 0.100000001… as an f64. Train in f32; check gradients in f64, since `(f(x + h) - f(x - h)) / 2h` \
    subtracts nearly equal numbers.";
}
