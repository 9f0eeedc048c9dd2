chapter! {
    /// All derivatives at once, and why backward never writes them down.
    ///
    /// A function from `x: (X,)` to `y: (Y,)` has the Jacobian `J[i, j] = ∂y[i]/∂x[j]`, of shape (Y, X): first the axes of the
    /// outputs, then those of the inputs. It is multiplied from either side, and the shapes say from which:
    ///
    /// - *backward*, a gradient comes in at the outputs: `dx = dy · J` is (Y,) · (Y, X) -> (X,), the vector-Jacobian product `vjp`;
    /// - *forward*, a small change comes in at the inputs: `dy = J · dx` is (Y, X) · (X,) -> (Y,), the Jacobian-vector product `jvp`.
    ///
    /// The letters `dx` and `dy` mean gradients in the first line and changes in the second; their shapes are the same, their
    /// directions are not. A backward function is a vjp that makes no J: for the affine layer `J = wᵀ`, and `dx = dy · wᵀ` is all
    /// that is left of it. The Jacobian is for checking such formulas at small sizes.
    pub mod jacobians: "Jacobians";

    S80 vjp_with_a_change_of_the_inputs "Backward starts at the outputs"
    "The chain rule for a loss L: `∂L/∂x[j] = Σ_i ∂L/∂y[i] · ∂y[i]/∂x[j]`, which is `dx = dy · J`, (Outputs,) · (Outputs, Inputs) \
    -> (Inputs,). The sum runs over the outputs, so what comes in has one number per output, and what comes out one per input.";

    S81 jvp_with_a_gradient_of_the_outputs "Forward starts at the inputs"
    "Inputs that move a little move the outputs by `dy[i] = Σ_j ∂y[i]/∂x[j] · dx[j]`, which is `dy = J · dx`, (Outputs, Inputs) · \
    (Inputs,) -> (Outputs,). The sum runs over the inputs. A gradient has the shape of the outputs, and multiplies from the left.";

    S82 jacobian_of_too_many_axes "A Jacobian of eight axes"
    "The Jacobian of images by images has the axes of both, (N, C, H, W, N, C, H, W), and (N·C·H·W)² numbers: for one image of \
    CIFAR-10 these are 3072², or 9 million. Raveled, it is a matrix (L, L). That of tanh is 0 off its diagonal, \
    `∂y[i]/∂x[i] = 1 - y[i]²`, so backward is `dx = dy * (1 - y²)`, number by number, with no J at all.";

    S83 jacobian_transposed "A Jacobian transposed"
    "For `z = x · w` with x (Inputs,) and w (Inputs, Outputs), `z[j] = Σ_i x[i]·w[i, j]`, so `∂z[j]/∂x[i] = w[i, j]`. Outputs first, \
    that is `J[j, i] = w[i, j]`: `J = wᵀ`, (Outputs, Inputs). And `dx = dz · J = dz · wᵀ` is the formula of the affine layer.";
}
