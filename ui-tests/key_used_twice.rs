//! error: use of moved value: `key`
//!
//! Two masks from one key would drop the same places in both layers.
//! Repair: `let (first, second) = Key::new(1).split();`.
use shapeful::{Keep, Key, Tensor, axes, dropout_forward};
axes! { Batch = 64; Hidden = 100; }

fn main() -> Result<(), shapeful::Error> {
    let (x, h) = (Tensor::<(Batch, Hidden)>::ones(), Tensor::<(Batch, Hidden)>::ones());
    let keep = Keep::new(0.8)?;
    let key = Key::new(1);
    let (x, _) = dropout_forward(&x, keep, key);
    let (h, _) = dropout_forward(&h, keep, key);
    assert_ne!(x, h);
    Ok(())
}
