//! Words and recurrent networks.
use super::*;
use shapeful::ops::{word_embedding_backward_into, word_embedding_forward_into};
use shapeful::{
    Embedding, Gru, GruBuffers, Lstm, LstmBuffers, Rnn, RnnBuffers, gru_backward, gru_forward, gru_step_backward,
    gru_step_forward, lstm_backward, lstm_forward, lstm_step_backward, lstm_step_forward, rnn_backward, rnn_forward,
    rnn_step_backward, rnn_step_forward, temporal_affine_backward, temporal_affine_forward, temporal_softmax_loss,
    temporal_softmax_loss_into, word_embedding_backward, word_embedding_forward,
};

// N sequences of T steps; M features, K units, C words.
axes! { T = 4; }
type Four = dim!(4);
type Three = dim!(3);
type One = dim!(1);

fn words() -> Labels<(N, T), C> {
    Labels::new([3, 0, 3, 3, 1, 0, 1, 3, 0, 0, 3, 1]).unwrap()
}

gradients! {
    for_words: word_embedding_forward word_embedding_backward word_embedding_forward_into word_embedding_backward_into => {
        let (words, w) = (words(), random::<(C, M)>(200));
        assert!(words.iter().all(|word| word != 2), "a word that is nowhere gets a gradient of 0");
        agrees(&w, |w| word_embedding_forward(&words, w), |dout| word_embedding_backward(dout, &words));
        agrees(
            &w,
            |w| { let mut out = Tensor::full(f64::NAN); word_embedding_forward_into(&words, w, &mut out); out },
            |dout| { let mut dw = Tensor::full(f64::NAN); word_embedding_backward_into(dout, &words, &mut dw); dw },
        );
        agrees(
            &w,
            |w| Embedding { w: w.to_tensor() }.predict(&words),
            |dout| {
                let (embedding, mut grad) = (Embedding { w: w.clone() }, Embedding { w: Tensor::full(f64::NAN) });
                embedding.backward(&words, dout, &mut grad);
                grad.w
            },
        );
    }
    for_affine_layers_over_time: temporal_affine_forward temporal_affine_backward => {
        let (x, w, b) = (random::<(N, T, M)>(201), random::<(M, K)>(202), random::<(One, K)>(203));
        agrees(&x, |x| temporal_affine_forward(x, &w, &b), |dout| temporal_affine_backward(dout, &x, &w).dx);
        agrees(&w, |w| temporal_affine_forward(&x, w, &b), |dout| temporal_affine_backward(dout, &x, &w).dw);
        agrees(&b, |b| temporal_affine_forward(&x, &w, b), |dout| temporal_affine_backward(dout, &x, &w).db);
    }
    for_the_loss_over_time: temporal_softmax_loss temporal_softmax_loss_into => {
        let (x, y) = (random::<(N, T, C)>(204) * 3.0, words());
        for mask in [y.map(|word| word != 0), Tensor::full(true), Tensor::full(false)] {
            let gradient = temporal_softmax_loss(&x, &y, &mask).1;
            agrees(&x, |x| number(temporal_softmax_loss(x, &y, &mask).0), |dy| &gradient * dy.item());
            let mut dx = Tensor::full(f64::NAN);
            temporal_softmax_loss_into(&x, &y, &mask, &mut dx);
            assert_eq!(dx, gradient);
        }
    }
    for_rnns: rnn_step_forward rnn_step_backward rnn_forward rnn_backward => {
        let (wx, wh, b) = (random::<(M, K)>(210), random::<(K, K)>(211), random::<(One, K)>(212));
        let (x, h) = (random::<(N, M)>(213), random::<(N, K)>(214));
        let back = |dh: &Array<(N, K), f64>| rnn_step_backward(dh, &rnn_step_forward(&x, &h, &wx, &wh, &b).1);
        agrees(&x, |x| rnn_step_forward(x, &h, &wx, &wh, &b).0, |dh| back(dh).dx);
        agrees(&h, |h| rnn_step_forward(&x, h, &wx, &wh, &b).0, |dh| back(dh).dprev_h);
        agrees(&wx, |wx| rnn_step_forward(&x, &h, wx, &wh, &b).0, |dh| back(dh).dwx);
        agrees(&wh, |wh| rnn_step_forward(&x, &h, &wx, wh, &b).0, |dh| back(dh).dwh);
        agrees(&b, |b| rnn_step_forward(&x, &h, &wx, &wh, b).0, |dh| back(dh).db);
        let x = random::<(N, T, M)>(215);
        let back = |dh: &Array<(N, T, K), f64>| rnn_backward(dh, &rnn_forward(&x, &h, &wx, &wh, &b).1);
        agrees(&x, |x| rnn_forward(x, &h, &wx, &wh, &b).0, |dh| back(dh).dx);
        agrees(&h, |h| rnn_forward(&x, h, &wx, &wh, &b).0, |dh| back(dh).dh0);
        agrees(&wx, |wx| rnn_forward(&x, &h, wx, &wh, &b).0, |dh| back(dh).dwx);
        agrees(&wh, |wh| rnn_forward(&x, &h, &wx, wh, &b).0, |dh| back(dh).dwh);
        agrees(&b, |b| rnn_forward(&x, &h, &wx, &wh, b).0, |dh| back(dh).db);
    }
    for_lstms: lstm_step_forward lstm_step_backward lstm_forward lstm_backward => {
        let (wx, wh) = (random::<(M, Four, K)>(220), random::<(K, Four, K)>(221));
        let b = random::<(One, Four, K)>(222);
        let (x, h, c) = (random::<(N, M)>(223), random::<(N, K)>(224), random::<(N, K)>(225));
        // The next state, with the cells' gradient 0, and the next cells, with the state's gradient 0; then both at once.
        let both = random::<(N, K)>(226);
        let to_h = |dh: &Array<(N, K), f64>| lstm_step_backward(dh, &Tensor::zeros(), &lstm_step_forward(&x, &h, &c, &wx, &wh, &b).2);
        let to_c = |dc: &Array<(N, K), f64>| lstm_step_backward(&Tensor::zeros(), dc, &lstm_step_forward(&x, &h, &c, &wx, &wh, &b).2);
        agrees(&x, |x| lstm_step_forward(x, &h, &c, &wx, &wh, &b).0, |dh| to_h(dh).dx);
        agrees(&h, |h| lstm_step_forward(&x, h, &c, &wx, &wh, &b).0, |dh| to_h(dh).dprev_h);
        agrees(&c, |c| lstm_step_forward(&x, &h, c, &wx, &wh, &b).0, |dh| to_h(dh).dprev_c);
        agrees(&wx, |wx| lstm_step_forward(&x, &h, &c, wx, &wh, &b).0, |dh| to_h(dh).dwx);
        agrees(&wh, |wh| lstm_step_forward(&x, &h, &c, &wx, wh, &b).0, |dh| to_h(dh).dwh);
        agrees(&b, |b| lstm_step_forward(&x, &h, &c, &wx, &wh, b).0, |dh| to_h(dh).db);
        agrees(&x, |x| lstm_step_forward(x, &h, &c, &wx, &wh, &b).1, |dc| to_c(dc).dx);
        agrees(&h, |h| lstm_step_forward(&x, h, &c, &wx, &wh, &b).1, |dc| to_c(dc).dprev_h);
        agrees(&c, |c| lstm_step_forward(&x, &h, c, &wx, &wh, &b).1, |dc| to_c(dc).dprev_c);
        agrees(&wx, |wx| lstm_step_forward(&x, &h, &c, wx, &wh, &b).1, |dc| to_c(dc).dwx);
        agrees(&wh, |wh| lstm_step_forward(&x, &h, &c, &wx, wh, &b).1, |dc| to_c(dc).dwh);
        agrees(&b, |b| lstm_step_forward(&x, &h, &c, &wx, &wh, b).1, |dc| to_c(dc).db);
        let sum = |x: &Array<(N, M), f64>| {
            let (next_h, next_c, _) = lstm_step_forward(x, &h, &c, &wx, &wh, &b);
            next_h + next_c * &both
        };
        agrees(&x, sum, |dy| lstm_step_backward(dy, &(dy * &both), &lstm_step_forward(&x, &h, &c, &wx, &wh, &b).2).dx);
        let x = random::<(N, T, M)>(227);
        let back = |dh: &Array<(N, T, K), f64>| lstm_backward(dh, &lstm_forward(&x, &h, &wx, &wh, &b).1);
        agrees(&x, |x| lstm_forward(x, &h, &wx, &wh, &b).0, |dh| back(dh).dx);
        agrees(&h, |h| lstm_forward(&x, h, &wx, &wh, &b).0, |dh| back(dh).dh0);
        agrees(&wx, |wx| lstm_forward(&x, &h, wx, &wh, &b).0, |dh| back(dh).dwx);
        agrees(&wh, |wh| lstm_forward(&x, &h, &wx, wh, &b).0, |dh| back(dh).dwh);
        agrees(&b, |b| lstm_forward(&x, &h, &wx, &wh, b).0, |dh| back(dh).db);
    }
    for_grus: gru_step_forward gru_step_backward gru_forward gru_backward => {
        let (wx, wh) = (random::<(M, Three, K)>(230), random::<(K, Three, K)>(231));
        let (bx, bh) = (random::<(One, Three, K)>(232), random::<(One, Three, K)>(233));
        let (x, h) = (random::<(N, M)>(234), random::<(N, K)>(235));
        let back = |dh: &Array<(N, K), f64>| gru_step_backward(dh, &gru_step_forward(&x, &h, &wx, &wh, &bx, &bh).1);
        agrees(&x, |x| gru_step_forward(x, &h, &wx, &wh, &bx, &bh).0, |dh| back(dh).dx);
        agrees(&h, |h| gru_step_forward(&x, h, &wx, &wh, &bx, &bh).0, |dh| back(dh).dprev_h);
        agrees(&wx, |wx| gru_step_forward(&x, &h, wx, &wh, &bx, &bh).0, |dh| back(dh).dwx);
        agrees(&wh, |wh| gru_step_forward(&x, &h, &wx, wh, &bx, &bh).0, |dh| back(dh).dwh);
        agrees(&bx, |bx| gru_step_forward(&x, &h, &wx, &wh, bx, &bh).0, |dh| back(dh).dbx);
        agrees(&bh, |bh| gru_step_forward(&x, &h, &wx, &wh, &bx, bh).0, |dh| back(dh).dbh);
        let x = random::<(N, T, M)>(236);
        let back = |dh: &Array<(N, T, K), f64>| gru_backward(dh, &gru_forward(&x, &h, &wx, &wh, &bx, &bh).1);
        agrees(&x, |x| gru_forward(x, &h, &wx, &wh, &bx, &bh).0, |dh| back(dh).dx);
        agrees(&h, |h| gru_forward(&x, h, &wx, &wh, &bx, &bh).0, |dh| back(dh).dh0);
        agrees(&wx, |wx| gru_forward(&x, &h, wx, &wh, &bx, &bh).0, |dh| back(dh).dwx);
        agrees(&wh, |wh| gru_forward(&x, &h, &wx, wh, &bx, &bh).0, |dh| back(dh).dwh);
        agrees(&bx, |bx| gru_forward(&x, &h, &wx, &wh, bx, &bh).0, |dh| back(dh).dbx);
        agrees(&bh, |bh| gru_forward(&x, &h, &wx, &wh, &bx, bh).0, |dh| back(dh).dbh);
    }
    for_recurrent_layers: Rnn Lstm Gru => {
        macro_rules! layers { ($($layer:ty)*) => { $(
            let mut layer = <$layer>::init(&mut rng(240));
            // Biases that are 0 would hide a gradient that forgets them.
            layer.each_param_mut(|_, values| values.iter_mut().enumerate().for_each(|(i, w)| *w += 0.01 * (i + 1) as f64));
            layer_agrees(&layer, &random::<(N, T, M)>(241));
            layer_agrees(&layer, &random::<(N, One, M)>(242));
            layer_agrees(&layer, &random::<(One, T, M)>(243));
        )* } }
        layers! { Rnn<M, K, f64> Lstm<M, K, f64> Gru<M, K, f64> }
    }
    for_layers_with_a_state_that_is_given: Rnn Lstm Gru => {
        let (x, h0, c0) = (random::<(N, T, M)>(250), random::<(N, K)>(251), random::<(N, K)>(252));
        let nan = || Tensor::<(N, K), f64>::full(f64::NAN);
        macro_rules! layers { ($($layer:ident $buffers:ident)*) => { $(
            let layer = $layer::<M, K, f64>::init(&mut rng(253));
            let forward = |x: &Array<(N, T, M), f64>, h0: &Array<(N, K), f64>, buffers: &mut $buffers<Train, N, T, K, f64>| {
                let mut h = Tensor::full(f64::NAN);
                layer.forward_from(x, h0, buffers, &mut h);
                h
            };
            let backward = |dh: &Array<(N, T, K), f64>| {
                let (mut buffers, mut grad) = (Default::default(), layer.clone());
                let (mut dx, mut dh0) = (Tensor::full(f64::NAN), nan());
                forward(&x, &h0, &mut buffers);
                layer.backward_from(&x, &mut buffers, dh, Some(&mut dx), &mut dh0, &mut grad);
                (dx, dh0)
            };
            agrees(&x, |x| forward(x, &h0, &mut Default::default()), |dh| backward(dh).0);
            agrees(&h0, |h0| forward(&x, h0, &mut Default::default()), |dh| backward(dh).1);
        )* } }
        layers! { Rnn RnnBuffers Gru GruBuffers }
        let layer = Lstm::<M, K, f64>::init(&mut rng(254));
        let forward = |x: &Array<(N, T, M), f64>, h0: &Array<(N, K), f64>, c0: &Array<(N, K), f64>, buffers: &mut LstmBuffers<Train, N, T, K, f64>| {
            let mut h = Tensor::full(f64::NAN);
            layer.forward_from(x, (h0, c0), buffers, &mut h);
            h
        };
        let backward = |dh: &Array<(N, T, K), f64>| {
            let (mut buffers, mut grad) = (Default::default(), layer.clone());
            let (mut dx, mut dh0, mut dc0) = (Tensor::full(f64::NAN), nan(), nan());
            forward(&x, &h0, &c0, &mut buffers);
            layer.backward_from(&x, &mut buffers, dh, Some(&mut dx), (&mut dh0, &mut dc0), &mut grad);
            (dx, dh0, dc0)
        };
        agrees(&x, |x| forward(x, &h0, &c0, &mut Default::default()), |dh| backward(dh).0);
        agrees(&h0, |h0| forward(&x, h0, &c0, &mut Default::default()), |dh| backward(dh).1);
        agrees(&c0, |c0| forward(&x, &h0, c0, &mut Default::default()), |dh| backward(dh).2);
    }
}
