use shapeful::{Keep, Key, Tensor, axes, dropout_forward};
axes! { Batch = 64; Hidden = 100; }

fn main() -> Result<(), shapeful::Error> {
    let x = Tensor::<(Batch, Hidden)>::ones();
    let (out, mask) = dropout_forward(&x, Keep::new(0.8)?, Key::new(1));
    Ok(())
}
