chapter! {
    /// Operations that compute nothing, and still go wrong.
    ///
    /// The numbers of `x: (N, C, H, W)` lie in one row: `x[n, c, h, w]` is at the place `((n·C + c)·H + h)·W + w`, and the last axis
    /// runs fastest. From that all rules of this chapter follow:
    ///
    /// - *Merging and splitting* neighbours leaves every number where it is: (N, C, H, W) and (N, C·H·W) are two views of one row.
    /// - *Moving* axes, by `.t()` or `permute`, takes every number to another place. No reshape can do that.
    /// - *Joining and cutting*, by `concat`, `stack` and `slice`, adds sizes; merging multiplies them.
    ///
    /// Backward each has an inverse that brings the gradient to the shape of the input: `split` of `flatten`, the inverse order of a
    /// permutation, the cut of a join; a cut puts zeros where nothing was taken. When in doubt, follow one number: write down its
    /// place before and after.
    pub mod reshaping: "Reshaping";

    S63 flatten_a_number "Flattening a number"
    "`flatten` keeps the first axis and merges the others: (N, C, H, W) -> (N, C·H·W), and (N,) -> (N, 1). A number has the shape \
    (), with no first axis to keep. As a vector it is (1,): the product of no sizes is 1, and `ravel` merges all axes.";

    S64 split_into_sizes_that_do_not_multiply "Sizes that do not multiply"
    "`split` undoes `flatten`: (N, C·H·W) -> (N, C, H, W), where `images[n, c, h, w] = rows[n, (c·H + h)·W + w]`. So the new sizes \
    multiply to the old one: 1024 = 32·32 is an image of one channel, and three channels need rows of 3·32·32 = 3072.";

    S65 unravel_to_another_length "A table that a vector does not fill"
    "`unravel` fills a table row by row, (A·B,) -> (A, B): place i of the vector becomes row i / B, column i % B. Twelve numbers \
    are 3·4, and `table[1, 0] = v[4]`; 3·5 would be fifteen. Its gradient is `ravel`, (A, B) -> (A·B,).";

    S66 reshape_used_as_a_transpose "A reshape in place of a transpose"
    "A transpose moves numbers: `xᵀ[j, i] = x[i, j]`, (N, M) -> (M, N). A reshape moves none: as (Pixels, Batch) the first row would \
    be the first 64 pixels of image 0, and not pixel 0 of 64 images. Numpy's `x.reshape(M, N)` does just that. `relabel` compares \
    sizes and no names, so with N = M it would exchange the names alone: it is for axes that were computed.";

    S67 flatten_in_generic_code "A product that generic code cannot name"
    "The merged axis is as long as the product, (N, C, H, W) -> (N, C·H·W). With C, H and W open there is no such number yet, so the \
    function asks for it: `where (C, H, W): Merge`. Sizes that only pass through need `C: Dim` alone.";

    S68 permuted_without_an_axis "An order that leaves an axis out"
    "An order of the axes has every one of them once: `y[n, w, h] = x[n, h, w]` is (N, H, W) -> (N, W, H). The gradient goes back by \
    the inverse order, `dx[n, h, w] = dy[n, w, h]`. An axis that is to go away is summed over, or one place of it is taken.";

    S69 images_flattened_across_the_batch "Images flattened across the batch"
    "The affine layer takes one row per example, (N, C·H·W) · (C·H·W, D) -> (N, D), so the images merge and the batch stays: \
    (4, 3, 32, 32) -> (4, 3072). Numpy's `images.reshape(1, -1)` and `ravel` merge the batch too, and 12288 numbers are one long \
    example.";

    S70 concatenated_along_the_wrong_axis "Joined along the wrong axis"
    "Joining adds the sizes of one axis, and all others are the same in both: (T, A) and (T, B) join along the second to (T, A+B). \
    Words (16, 50) and places (16, 10) give (16, 60). Backward is a cut: the first A columns of the gradient are `dwords: (T, A)`, \
    the last B are `dplaces: (T, B)`.";

    S71 stacked_to_seven_axes "A seventh axis"
    "K arrays of one shape (A, B) stack along a new first axis to (K, A, B): the rank grows by one, where joining would keep it. \
    Six axes are the most there are, and five of these are 1, so they merge: (1, 1, 1, 1, 1, H) -> (H,), and two of them stack to \
    (2, H). The gradient of array k is row k.";

    S72 span_past_the_end "A slice past the end"
    "`span!(a..b)` is the places a to b-1 of an axis of size n: there are b-a of them, and b is at most n. The ten pixels from 90 on \
    are 90..100. Numpy cuts `x[:, 90:101]` to ten columns and says nothing. The gradient has the shape of the whole, `dy` at \
    these places and 0 elsewhere.";
}
