use shapeful::{Array, ConvOut, Dim, Tensor, axes, dim};
axes! { Side = 5; Kernel = 3; }

/// Slides a filter over an image, in steps of one pixel.
fn filtered<W: Dim, K: Dim, V: Dim>(image: &Array<(W, W)>, filter: &Array<(K, K)>) -> Tensor<(V, V)>
where
    W: ConvOut<K, dim!(1), dim!(0), Out = V>,
{
    Tensor::<(V, V)>::from_fn(|[i, j]| {
        let places = (0..K::SIZE).flat_map(|a| (0..K::SIZE).map(move |b| [a, b]));
        places.map(|[a, b]| image[[i + a, j + b]] * filter[[a, b]]).sum()
    })
}

fn main() {
    let (image, filter) = (Tensor::<(Side, Side)>::ones(), Tensor::<(Kernel, Kernel)>::ones());
    let y = filtered(&image, &filter);
    assert_eq!(y, [[9.0; 3]; 3]);
}
