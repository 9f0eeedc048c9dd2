use shapeful::Tensor;

fn main() {
    let loss = Tensor::<()>::ones();
    let loss: f32 = loss.item();
    assert_eq!(loss, 1.0);
}
