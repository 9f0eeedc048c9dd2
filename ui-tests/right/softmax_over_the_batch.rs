use shapeful::{Labels, Tensor, axes};
axes! { Batch = 2; Classes = 4; }

fn main() -> Result<(), shapeful::Error> {
    let scores = Tensor::<(Batch, Classes)>::zeros();
    let labels = Labels::<Batch, Classes>::new([3, 0])?;
    let probabilities: Tensor<(Batch, Classes)> = scores.softmax(Classes);
    let loss = -probabilities.gather(&labels).ln().mean_all();
    assert_eq!(probabilities.sum(Classes), [1.0, 1.0]);
    assert_eq!(loss, 4.0_f32.ln());
    Ok(())
}
