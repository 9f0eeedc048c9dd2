//! pass: Recurrent networks in generic code need `N: Dim` and no more.
use shapeful::{Array, Dim, Labels, Layer, Lstm, Tensor, axes, dim, lstm_forward, temporal_softmax_loss, word_embedding_forward};
axes! { Batch = 2; Time = 3; Words = 10; Features = 4; Hidden = 5; }

fn loss<N: Dim, T: Dim, V: Dim, D: Dim>(
    words: &Labels<(N, T), V>,
    w: &Array<(V, D)>,
    lstm: &Lstm<D, V>,
    h0: &Array<(N, V)>,
) -> f32 {
    let x = word_embedding_forward(words, w);
    let (scores, _) = lstm_forward(&x, h0, &lstm.wx, &lstm.wh, &lstm.b);
    assert_eq!(scores, lstm.predict(&x));
    temporal_softmax_loss(&scores, words, &words.map(|word| word != 0)).0
}

fn main() {
    let words = Labels::<(Batch, Time), Words>::new([1, 2, 3, 4, 5, 0]).unwrap();
    let lstm = Lstm::<Features, Words>::zeros();
    // The course's weights have four blocks of columns, and are the same numbers.
    let flat: Tensor<(Features, dim!(40))> = lstm.wx.flatten().to_tensor();
    let wx: Tensor<(Features, dim!(4), Words)> = flat.split::<(dim!(4), Words)>().to_tensor();
    assert_eq!(wx, lstm.wx);
    let found = loss(&words, &Tensor::<(Words, Features)>::ones(), &lstm, &Tensor::<(Batch, Words)>::zeros());
    assert!((found - 2.5 * 10.0_f32.ln()).abs() < 1e-5);
}
