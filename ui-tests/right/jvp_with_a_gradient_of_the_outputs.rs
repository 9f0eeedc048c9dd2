use shapeful::{Tensor, axes, jvp};
axes! { Outputs = 2; Inputs = 3; }

fn main() {
    let j = Tensor::<(Outputs, Inputs)>::zeros();
    let dx = Tensor::<(Inputs,)>::zeros();
    let change: Tensor<(Outputs,)> = jvp(&j, &dx);
}
