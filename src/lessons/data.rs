chapter! {
    /// Examples of a number that is known at run time, and the batches made of them.
    ///
    /// The length of a file is no type; everything else of its examples is. One example has a shape, its target is a place on an axis or
    /// has a shape of its own, and N of them have one axis more, in front:
    ///
    /// ```text
    /// example (C, H, W)    batch (N, C, H, W)    targets Labels<N, Classes>, or (N, Joints)
    /// ```
    ///
    /// The first layer takes the batch, the last one gives what the targets want. So a trainer can be given any data, model and loss,
    /// and the compiler sees whether they belong together. What full batches leave over is a batch of another size: that size is known
    /// when the file is, and the trainer says it then.
    pub mod data: "Data";

    S141 examples_of_an_axis "The shape of one example"
    "A batch is (N, Pixels), and without its first axis it is (Pixels,): a shape with one axis, as Rust writes a tuple of one. Images \
    are (Channels, Height, Width), and the batch goes in front of all three: (N, Channels, Height, Width). The classes are an axis, \
    since a label is a place on it: `0 <= y_n < Classes`.";

    S142 targets_of_a_number_type "What a target is"
    "A number below 2³² says nothing of 10 classes, and a label of 10 among 10 classes is found when the loss reads beyond the last score, \
    if it is found at all. `y_n ∈ {0, …, C - 1}` is checked once, for the axis C, when the set is made. Targets that are numbers have \
    a shape: three angles for each example are (Joints,), and (N, Joints) in a batch.";

    S143 trainer_with_a_last_layer_of_the_wrong_size "Scores that the labels are not about"
    "The chain runs (N, Pixels) -> (N, Hidden) -> (N, Classes), and the loss takes (N, Classes) with labels on Classes. So the last layer is \
    `w: (Hidden, Classes)`, and `dscores: (N, Classes)` is what backward begins with.";

    S144 real_targets_for_a_loss_of_classes "A loss for what the targets are"
    "Cross-entropy is `-ln softmax(x_n)[y_n]`: it needs a place y_n. The squared error is `Σ_j (x[n, j] - t[n, j])²`: it needs a number for \
    every output. Their first losses differ, too: ln C for C classes, and the mean of t² for a net that gives 0.";

    silent S145 test_set_normalised_by_itself "A test set normalised by itself"
    "`x' = (x - μ)/σ` is a part of the model: μ and σ are learned from the training set, as w is, and go with w to wherever the model is used. \
    A test set with its own mean is moved, so that the boundary `w·x' = 0` cuts it elsewhere; and one image alone would be its \
    own mean, and become 0.";

    S146 flat_images_mirrored "Where left and right are"
    "A mirrored image is `x'[c, h, w] = x[c, h, W - 1 - w]`: only the width is turned around, and channels and rows stay. A row of C·H·W     numbers has one axis, and turned around it is upside down, with red for blue. So images keep their axes (C, H, W)     until a layer flattens them; their channels are the first of these axes, and (H, W) has none.";
}
