chapter! {
    /// Four axes: images, their channels, and the filters that see them.
    ///
    /// Images are `x: (N, C, H, W)`, and a layer for images does something else along each axis. Ask of every axis whether it is
    /// summed over, kept, or shared:
    ///
    /// | operation | sums over | one parameter for each |
    /// |---|---|---|
    /// | convolution, `w: (F, C, HH, WW)`, `b: (F,)` | C, HH, WW | filter: out is (N, F, H', W') |
    /// | spatial batchnorm, gamma and beta (C,) | N, H, W for the mean of a channel | channel |
    /// | group norm, gamma and beta (1, C, 1, 1) | the channels of a group, H, W, for one image | channel |
    ///
    /// The gradients follow from the same question: where forward shares a parameter along an axis, its gradient sums over that axis.
    /// The bias of a filter is shared by all images and positions, so `db[f] = Σ_{n,p,q} dout[n, f, p, q]`.
    ///
    /// Channels, filters, heights and widths often have equal sizes, so here it is the names of the axes that catch mistakes.
    pub mod images: "Images";

    S84 channels_last_images_to_channels_first "Channels last, channels first"
    "Image files have the colours of a pixel side by side, (N, H, W, C); the layers of the course take (N, C, H, W). The numbers have \
    to move, `x[n, c, h, w] = loaded[n, h, w, c]`, so this is a `permute`, and no reshape. The mean over H and W then is one \
    number per image and channel, (N, C).";

    S85 spatial_batchnorm_without_permute "Spatial batchnorm without a permute"
    "A channel has one mean over all images and positions, `m[c] = Σ_{n,h,w} x[n, c, h, w] / (N·H·W)`, so its values are a column of \
    (N·H·W, C): the channels go last, (N, C, H, W) -> (N, H, W, C), and then the other three axes merge. `flatten` alone gives (N, \
    C·H·W), whose columns are single pixels. Beware of `ravel().unravel()`, which compares nothing but the length: without the \
    `permute` before it this compiles, every column is a mixture of all channels, and only a number can tell.";

    S86 group_norm_gamma_as_a_vector "A gamma that scales columns"
    "With x normalised, `y[n, c, h, w] = gamma[c]·x[n, c, h, w] + beta[c]` shares gamma along N, H and W, so it is (1, C, 1, 1). A vector (C,) is \
    compared with the last axis, and would be `gamma[w]`: numpy takes it whenever W = C. Backward sums along the axes of size 1: \
    `dgamma[c] = Σ_{n,h,w} dy[n, c, h, w]·x[n, c, h, w]`, (1, C, 1, 1) again.";

    S87 conv_bias_per_channel "A bias per channel, not per filter"
    "A filter sums over all channels of its patch, `out[p, f] = Σ_{c,i,j} patch[p, c, i, j]·w[f, c, i, j] + b[f]`: as a product, \
    (P, C·HH·WW) · (C·HH·WW, F) -> (P, F). No C is left in the output for a bias to go with; it is (F,), and its gradient is `db[f] \
    = Σ_p dout[p, f]`. Here a filter sums 16·3·3 = 144 ones, and its bias makes 145.";

    S88 filter_that_does_not_tile "A filter that does not tile the image"
    "A filter of `K` that goes along a side of `W` in steps of `S`, with `P` zeros at both ends, stops at `W' = (W + 2P - K) / S + 1` \
    places. `W'` is a whole number: otherwise the last pixels are left out without a word, or the last filter ends outside the image. \
    (224 - 11) / 4 is 53 and leaves 1; (227 - 11) / 4 = 54 leaves nothing, and there are 55 places.";

    S89 filter_larger_than_the_image "A filter larger than the image"
    "The first place of the filter already ends at pixel `K`, so `K <= W + 2P`. Each layer without padding makes the image smaller by \
    `K - 1`, and in the end no filter fits: 7 pixels do not fit into 5. A padding of `(K - 1) / 2` with stride 1 keeps the side: \
    (5 + 2 * 3 - 7) / 1 + 1 = 5.";
}
