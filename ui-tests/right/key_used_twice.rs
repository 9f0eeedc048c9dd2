use shapeful::{Keep, Key, Tensor, axes, dropout_forward};
axes! { Batch = 64; Hidden = 100; }

fn main() -> Result<(), shapeful::Error> {
    let (x, h) = (Tensor::<(Batch, Hidden)>::ones(), Tensor::<(Batch, Hidden)>::ones());
    let keep = Keep::new(0.8)?;
    let (first, second) = Key::new(1).split();
    let (x, _) = dropout_forward(&x, keep, first);
    let (h, _) = dropout_forward(&h, keep, second);
    assert_ne!(x, h);
    Ok(())
}
