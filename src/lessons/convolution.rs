chapter! {
    /// Filters, the images that they take, and the maps that they give.
    ///
    /// A convolution is an affine layer with two rules: a filter sees a patch instead of the whole image, and all patches share
    /// one filter. So each of its shapes reads off like that of `x·w + b`:
    ///
    /// ```text
    /// x (N, C, H, W)    w (F, C, HH, WW)    b (F,)    ->    out (N, F, H', W')      H' = (H + 2P - HH) / S + 1
    ///
    /// summed over:  C, HH, WW                               kept:  N, F, and the places of the filter
    /// dx (N, C, H, W) = what each pixel gave to every filter that saw it
    /// dw (F, C, HH, WW) = what each weight saw, over all images and places        db (F,) = dout summed over N, H', W'
    /// ```
    ///
    /// Height and width are different axes, of images, filters and maps alike, and channels are named after what they hold.
    pub mod convolution: "Convolution";

    S98 channels_last_images_in_a_convolution "A filter sees every channel of its image"
    "`out[n, f, p, q] = Σ_{c,i,j} x[n, c, p+i, q+j]·w[f, c, i, j]`: the axis behind the batch is summed over, and the last two are those \
    that the filter goes along. So a filter has as many channels as the image, and the same ones. In an image (N, H, W, C), with its \
    channels last, these would be columns and colours. With 3 rows of 3 pixels of 3 colours the sizes agree, and only names tell.";

    S99 convolution_backward_with_another_stride "A backward pass with another stride"
    "Backward goes through the places at which the filter stopped on its way forward: `dw[f, c, i, j] = Σ_{n,p,q} dout[n, f, p, q]·x[n, c, \
    p·S + i - P, q·S + j - P]`. With S = 2 and P = 1 there are (9 + 2 - 3) / 2 + 1 = 5 of them along 9 pixels, and `dout` has 5 rows; \
    S = 1 would ask it for 9.";

    S100 channels_that_do_not_fall_into_groups "Groups that do not divide the channels"
    "With G groups, `w` is (F, C/G, HH, WW): the first F/G filters see the first C/G channels, the next ones the next. So G divides C \
    and F. One group is the common convolution, and C groups give every channel filters of its own, as in MobileNet.";

    S101 filter_height_and_width_exchanged "The height and width of a filter exchanged"
    "`w` is (F, C, HH, WW), height before width, as in the image. In a picture a filter of 7 by 3 and one of 3 by 7 both fit, and only \
    see other things; a spectrogram of 4 bands shows the mistake, since 4 - 7 is less than nothing.";

    S102 pooling_that_does_not_tile_in_a_network "Pooling that leaves a row over"
    "Windows go along a side as filters do: `H' = (H - HH) / S + 1`. A convolution of 3 makes 7 of 9 pixels, and (7 - 2) / 2 leaves 1: \
    the last row and column would be seen by nobody. A padding of 1 keeps 9, which windows of 3 tile.";
}
