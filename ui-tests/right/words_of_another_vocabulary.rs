use shapeful::{Labels, Tensor, axes, word_embedding_forward};
axes! { Batch = 2; Time = 3; English = 1000; French = 1000; Features = 8; }

fn main() {
    let texts = Labels::<(Batch, Time), French>::new([7, 5, 0, 7, 9, 0]).unwrap();
    let w = Tensor::<(French, Features)>::ones();
    let x = word_embedding_forward(&texts, &w);
    assert_eq!(x.sum_all(), 48.0);
}
