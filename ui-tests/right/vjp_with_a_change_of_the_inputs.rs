use shapeful::{Tensor, axes, vjp};
axes! { Outputs = 2; Inputs = 3; }

fn main() {
    let j = Tensor::<(Outputs, Inputs)>::zeros();
    let dy = Tensor::<(Outputs,)>::zeros();
    let gradient: Tensor<(Inputs,)> = vjp(&dy, &j);
}
