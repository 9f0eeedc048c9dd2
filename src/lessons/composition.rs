chapter! {
    /// Ways around layers, side by side, and many times over.
    ///
    /// A network need not be one chain. What goes around a layer and what goes through it meet again, and where two ways meet, their
    /// shapes do: they are added, which takes equal shapes, or joined along one axis, which takes equal shapes but for that axis.
    /// Backward, an addition sends its gradient both ways, and what was used twice gets the sum of two gradients:
    ///
    /// ```text
    /// y = x + f(x)    dx = dy + df(dy)        x, y, f(x): one shape
    /// y = f(x) + g(x) dx = df(dy) + dg(dy)    f(x), g(x), y: one shape
    /// ```
    pub mod composition: "Composition";

    S139 residual_around_a_layer_that_widens "A residual block that does not lead back"
    "`y = x + f(x)` adds number by number, so f(x) has the shape of x: (N, Features) -> (N, Hidden) -> (N, Features). Its gradient is `dx = \
    dy + df(dy)`, and the first term is why deep networks of such blocks train: dy arrives undiminished at every block.";

    S140 repeated_layer_that_narrows "A layer that cannot follow itself"
    "N layers of one type are `f_N(… f_2(f_1(x)))`, so what one gives the next one takes: (N, Features) -> (N, Features). A layer with \
    other numbers of inputs and outputs comes between the repetitions, or inside together with one that leads back.";
}
