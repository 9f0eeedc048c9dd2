use exercise::{Batch, Channels, Heads, Height, Size, Time, Width, heads, rows};
use harness::{Numbers, Verdict, equal, size};
use shapeful::{Tensor, dim};

fn check(numbers: &mut Numbers) -> Verdict {
    size::<Batch>("Batch", 2)?;
    size::<Channels>("Channels", 3)?;
    size::<Height>("Height", 2)?;
    size::<Width>("Width", 4)?;
    size::<Time>("Time", 3)?;
    size::<Heads>("Heads", 2)?;
    size::<Size>("Size", 4)?;
    let images = numbers.tensor::<(Batch, Channels, Height, Width), f32>();
    let found: Tensor<(Batch, dim!(24))> = rows(&images);
    equal("rows", &found, |[n, i]| images[[n, i / 8, i / 4 % 2, i % 4]] as f64)?;
    let x = numbers.tensor::<(Batch, dim!(24)), f32>();
    let found: Tensor<(Batch, Heads, Time, Size)> = heads(&x);
    equal("heads", &found, |[n, h, t, i]| x[[n, t * 8 + h * 4 + i]] as f64)
}
