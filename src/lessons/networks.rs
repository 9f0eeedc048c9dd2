chapter! {
    /// Layers in a row, and the models that they make.
    ///
    /// A network is a chain of shapes. Written under its layers, the two-layer net of the course is
    ///
    /// ```text
    /// (N, Pixels) -> Linear<Pixels, Hidden> -> (N, Hidden) -> Relu -> (N, Hidden) -> Linear<Hidden, Classes> -> (N, Classes)
    /// ```
    ///
    /// Forward goes from left to right. Backward goes through the same shapes from right to left: `dscores: (N, Classes)`, then the
    /// gradients of the hidden layer, (N, Hidden), then `dx: (N, Pixels)`. Two facts make the chain easy to check. The shapes of
    /// neighbours meet, so one wrong layer shows where it stands. And N appears in no parameter: the weights are (Pixels, Hidden),
    /// whatever the batch, so one model serves batches of 64, the rest of 16, and a single image.
    ///
    /// The gradient of a model has one number for each parameter, so it is a model of the same type, and so is what the optimizer
    /// keeps from step to step.
    pub mod networks: "Networks";

    S73 tuple_chain_that_does_not_fit "A chain that does not fit"
    "`Linear<M, D>` takes (N, M) and gives (N, D), and `Relu` gives what it takes. So the shapes run (Batch, Pixels), (Batch, \
    Hidden), (Batch, Hidden), and the next M is Hidden: `scores = h · w` is (Batch, Hidden) · (Hidden, Classes).";

    S74 tensor_used_as_a_model "A tensor is not a model"
    "A step is `w -= lr·(dw + decay·w)` for weights and `b -= lr·db` for biases, so an optimizer has to know which is which. A \
    layer says it: `w: (Pixels, Classes)` is a weight, `b: (1, Classes)` a bias. A tensor is only numbers; for one alone there is \
    `sgd(&mut w, &dw, lr)`, where `w` and `dw` have one shape.";

    S75 last_layer_of_the_wrong_size "The last layer of the wrong size"
    "The last layer gives a score for every class, (N, Hidden) · (Hidden, Classes) -> (N, Classes), and the labels are places on that \
    same axis. With `w: (Hidden, Hidden)` there would be 100 scores, of which 90 are of no class: numpy trains that, since labels \
    below 10 are labels below 100. The first loss tells: it should be ln 10 = 2.3, and is ln 100 = 4.6.";

    S76 weights_of_a_layer_exchanged "Inputs and outputs of a layer exchanged"
    "`Linear<M, D>` is written as its weights are stored, `w: (M, D)`, inputs first: `x · w` is (N, M) · (M, D) -> (N, D). PyTorch \
    names the sizes in the same order, stores (D, M), and computes `x · wᵀ`; weights taken over from there are transposed once.";

    S77 gradient_of_another_model "The gradient of another model"
    "A loss has one derivative for each parameter, so `dw: (M, D)` as `w`, `db: (1, D)` as `b`, and the gradient of a model has the \
    model's own type. `net.zeros_like()` makes one to be filled, and the velocity `v = μ·v - lr·dw` is one more.";

    S78 example_without_a_batch "One example without a batch"
    "A layer takes rows, (N, M) -> (N, D). One image of shape (M,) is a batch of one, (1, M), and nothing moves when it becomes one: \
    (1, M) · (M, D) -> (1, D). So the same layer, and the same backward with its sums over N, serve one image and 64.";

    S79 layer_output_for_another_batch "An output for another batch"
    "The batch goes through unchanged: x (N, M) gives y (N, D) with the same N. The last batch of an epoch is often smaller, and its \
    outputs are too: (Rest, Pixels) -> (Rest, Classes). Only buffers change their type; the weights have no N in their shape.";
}
