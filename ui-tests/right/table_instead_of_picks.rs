use shapeful::{Labels, Tensor, axes};
axes! { Batch = 64; Classes = 10; }

fn main() {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let labels = Labels::<Batch, Classes>::new([3; 64]).unwrap();
    let correct: Tensor<(Batch,)> = scores.gather(&labels);
}
