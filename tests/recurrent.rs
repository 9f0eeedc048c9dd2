//! Recurrent networks and words: numbers of PyTorch and of the course, what holds for any numbers, and captions that are learned.
#[path = "support/fixtures.rs"]
mod fixtures;
use fixtures::{Fixtures, assert_close};
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    AffineGrads, Array, Dim, Embedding, Eval, Float, Gru, GruBuffers, GruGrads, GruState, Init, Kind, Labels, Layer,
    Linear, Lstm, LstmBuffers, LstmGrads, LstmState, LstmStepGrads, Params, Rnn, RnnBuffers, RnnGrads, RnnState,
    RnnStepGrads, Sgd, Shape, Tensor, Train, affine_backward, affine_forward, axes, dim, gru_backward, gru_forward,
    gru_step_backward, gru_step_forward, lstm_backward, lstm_forward, lstm_step_backward, lstm_step_forward,
    rnn_backward, rnn_forward, rnn_step_backward, rnn_step_forward, temporal_affine_backward, temporal_affine_forward,
    temporal_softmax_loss, word_embedding_backward, word_embedding_forward,
};

type One = dim!(1);
type Three = dim!(3);
type Four = dim!(4);

fn random<S: Shape>(seed: u64) -> Tensor<S, f64> {
    Tensor::uniform(-1.0, 1.0, &mut StdRng::seed_from_u64(seed))
}

mod as_pytorch_has_it {
    use super::*;
    axes! { N = 3; T = 4; D = 5; H = 6; V = 7; M = 2; }

    fn close<S: Shape>(found: &Array<S, f64>, case: &str, array: &str) {
        assert_close(found.as_slice(), &Fixtures::read("recurrent").numbers(case, array));
    }
    fn given<S: Shape>(case: &str, array: &str) -> Tensor<S, f64> {
        Fixtures::read("recurrent").tensor(case, array)
    }
    fn labels<C: Dim>(case: &str, array: &str) -> Labels<(N, T), C> {
        let labels = Fixtures::read("recurrent").numbers(case, array);
        Labels::new(labels.into_iter().map(|label| label as u32).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn rnn() {
        macro_rules! params {
            ($case:literal) => {
                (given::<(D, H)>($case, "wx"), given::<(H, H)>($case, "wh"), given::<(One, H)>($case, "b"))
            };
        }
        let (wx, wh, b) = params!("rnn_step");
        let (x, prev_h) = (given::<(N, D)>("rnn_step", "x"), given::<(N, H)>("rnn_step", "prev_h"));
        let (next_h, cache) = rnn_step_forward(&x, &prev_h, &wx, &wh, &b);
        close(&next_h, "rnn_step", "next_h");
        let RnnStepGrads { dx, dprev_h, dwx, dwh, db } =
            rnn_step_backward(&given::<(N, H)>("rnn_step", "dnext_h"), &cache);
        close(&dx, "rnn_step", "dx");
        close(&dprev_h, "rnn_step", "dprev_h");
        close(&dwx, "rnn_step", "dwx");
        close(&dwh, "rnn_step", "dwh");
        close(&db, "rnn_step", "db");
        let (wx, wh, b) = params!("rnn");
        let (x, h0) = (given::<(N, T, D)>("rnn", "x"), given::<(N, H)>("rnn", "h0"));
        let (h, cache) = rnn_forward(&x, &h0, &wx, &wh, &b);
        close(&h, "rnn", "h");
        let RnnGrads { dx, dh0, dwx, dwh, db } = rnn_backward(&given::<(N, T, H)>("rnn", "dh"), &cache);
        close(&dx, "rnn", "dx");
        close(&dh0, "rnn", "dh0");
        close(&dwx, "rnn", "dwx");
        close(&dwh, "rnn", "dwh");
        close(&db, "rnn", "db");
    }
    #[test]
    fn lstm() {
        macro_rules! params {
            ($case:literal) => {
                (
                    given::<(D, Four, H)>($case, "wx"),
                    given::<(H, Four, H)>($case, "wh"),
                    given::<(One, Four, H)>($case, "b"),
                )
            };
        }
        let (wx, wh, b) = params!("lstm_step");
        let x = given::<(N, D)>("lstm_step", "x");
        let (prev_h, prev_c) = (given::<(N, H)>("lstm_step", "prev_h"), given::<(N, H)>("lstm_step", "prev_c"));
        let (next_h, next_c, cache) = lstm_step_forward(&x, &prev_h, &prev_c, &wx, &wh, &b);
        close(&next_h, "lstm_step", "next_h");
        close(&next_c, "lstm_step", "next_c");
        let LstmStepGrads { dx, dprev_h, dprev_c, dwx, dwh, db } = lstm_step_backward(
            &given::<(N, H)>("lstm_step", "dnext_h"),
            &given::<(N, H)>("lstm_step", "dnext_c"),
            &cache,
        );
        close(&dx, "lstm_step", "dx");
        close(&dprev_h, "lstm_step", "dprev_h");
        close(&dprev_c, "lstm_step", "dprev_c");
        close(&dwx, "lstm_step", "dwx");
        close(&dwh, "lstm_step", "dwh");
        close(&db, "lstm_step", "db");
        let (wx, wh, b) = params!("lstm");
        let (x, h0) = (given::<(N, T, D)>("lstm", "x"), given::<(N, H)>("lstm", "h0"));
        let (h, cache) = lstm_forward(&x, &h0, &wx, &wh, &b);
        close(&h, "lstm", "h");
        let LstmGrads { dx, dh0, dwx, dwh, db } = lstm_backward(&given::<(N, T, H)>("lstm", "dh"), &cache);
        close(&dx, "lstm", "dx");
        close(&dh0, "lstm", "dh0");
        close(&dwx, "lstm", "dwx");
        close(&dwh, "lstm", "dwh");
        close(&db, "lstm", "db");
    }
    #[test]
    fn gru() {
        let (wx, wh) = (given::<(D, Three, H)>("gru", "wx"), given::<(H, Three, H)>("gru", "wh"));
        let (bx, bh) = (given::<(One, Three, H)>("gru", "bx"), given::<(One, Three, H)>("gru", "bh"));
        let (x, h0) = (given::<(N, T, D)>("gru", "x"), given::<(N, H)>("gru", "h0"));
        let (h, cache) = gru_forward(&x, &h0, &wx, &wh, &bx, &bh);
        close(&h, "gru", "h");
        let GruGrads { dx, dh0, dwx, dwh, dbx, dbh } = gru_backward(&given::<(N, T, H)>("gru", "dh"), &cache);
        close(&dx, "gru", "dx");
        close(&dh0, "gru", "dh0");
        close(&dwx, "gru", "dwx");
        close(&dwh, "gru", "dwh");
        close(&dbx, "gru", "dbx");
        close(&dbh, "gru", "dbh");
    }
    #[test]
    fn words() {
        let (words, w) = (labels("word_embedding", "words"), given::<(V, D)>("word_embedding", "w"));
        close(&word_embedding_forward(&words, &w), "word_embedding", "out");
        close(&word_embedding_backward(&given::<(N, T, D)>("word_embedding", "dout"), &words), "word_embedding", "dw");
    }
    #[test]
    fn affine_layers_over_time() {
        let x = given::<(N, T, D)>("temporal_affine", "x");
        let (w, b) = (given::<(D, M)>("temporal_affine", "w"), given::<(One, M)>("temporal_affine", "b"));
        close(&temporal_affine_forward(&x, &w, &b), "temporal_affine", "out");
        let AffineGrads { dx, dw, db } = temporal_affine_backward(&given("temporal_affine", "dout"), &x, &w);
        close(&dx, "temporal_affine", "dx");
        close(&dw, "temporal_affine", "dw");
        close(&db, "temporal_affine", "db");
    }
    #[test]
    fn the_loss_over_time() {
        let (x, y) = (given::<(N, T, V)>("temporal_softmax_loss", "x"), labels("temporal_softmax_loss", "y"));
        let mask = given::<(N, T)>("temporal_softmax_loss", "mask").map(|mask| mask == 1.0);
        let (loss, dx) = temporal_softmax_loss(&x, &y, &mask);
        close(&Tensor::<(), f64>::full(loss), "temporal_softmax_loss", "loss");
        close(&dx, "temporal_softmax_loss", "dx");
    }
}

/// The checks of the notebooks of assignment 3, whose inputs are numpy's `linspace`.
mod as_the_course_has_it {
    use super::*;

    fn linspace<S: Shape>(from: f64, to: f64) -> Tensor<S, f64> {
        let step = (to - from) / (S::LEN - 1) as f64;
        Tensor::try_from((0..S::LEN).map(|i| from + i as f64 * step).collect::<Vec<_>>()).unwrap()
    }
    #[track_caller]
    fn begins<S: Shape>(found: &Array<S, f64>, expected: &[f64]) {
        for (&found, &expected) in found.as_slice().iter().zip(expected) {
            assert!((found - expected).abs() < 1e-8, "{found} instead of {expected}");
        }
    }

    #[test]
    fn rnn_step() {
        axes! { N = 3; D = 10; H = 4; }
        let (x, prev_h) = (linspace::<(N, D)>(-0.4, 0.7), linspace::<(N, H)>(-0.2, 0.5));
        let (wx, wh) = (linspace::<(D, H)>(-0.1, 0.9), linspace::<(H, H)>(-0.3, 0.7));
        let (next_h, _) = rnn_step_forward(&x, &prev_h, &wx, &wh, &linspace::<(One, H)>(-0.2, 0.4));
        begins(
            &next_h,
            &[
                -0.58172089,
                -0.50182032,
                -0.41232771,
                -0.31410098,
                0.66854692,
                0.79562378,
                0.87755553,
                0.92795967,
                0.97934501,
                0.99144213,
                0.99646691,
                0.99854353,
            ],
        );
    }
    #[test]
    fn rnn() {
        axes! { N = 2; T = 3; D = 4; H = 5; }
        let (x, h0) = (linspace::<(N, T, D)>(-0.1, 0.3), linspace::<(N, H)>(-0.3, 0.1));
        let (wx, wh) = (linspace::<(D, H)>(-0.2, 0.4), linspace::<(H, H)>(-0.4, 0.1));
        let (h, _) = rnn_forward(&x, &h0, &wx, &wh, &linspace::<(One, H)>(-0.7, 0.1));
        begins(&h, &[-0.42070749, -0.27279261, -0.11074945, 0.05740409, 0.22236251]);
    }
    #[test]
    fn lstm_step() {
        axes! { N = 3; D = 4; H = 5; }
        let (x, prev_h) = (linspace::<(N, D)>(-0.4, 1.2), linspace::<(N, H)>(-0.3, 0.7));
        let (wx, wh) = (linspace::<(D, Four, H)>(-2.1, 1.3), linspace::<(H, Four, H)>(-0.7, 2.2));
        let (prev_c, b) = (linspace::<(N, H)>(-0.4, 0.9), linspace::<(One, Four, H)>(0.3, 0.7));
        let (next_h, next_c, _) = lstm_step_forward(&x, &prev_h, &prev_c, &wx, &wh, &b);
        begins(&next_h, &[0.24635157, 0.28610883, 0.32240467, 0.35525807, 0.38474904]);
        begins(&next_c, &[0.32986176, 0.39145139, 0.451556, 0.51014116, 0.56717407]);
    }
    #[test]
    fn lstm() {
        axes! { N = 2; D = 5; H = 4; T = 3; }
        let (x, h0) = (linspace::<(N, T, D)>(-0.4, 0.6), linspace::<(N, H)>(-0.4, 0.8));
        let (wx, wh) = (linspace::<(D, Four, H)>(-0.2, 0.9), linspace::<(H, Four, H)>(-0.3, 0.6));
        let (h, _) = lstm_forward(&x, &h0, &wx, &wh, &linspace::<(One, Four, H)>(0.2, 0.7));
        begins(&h, &[0.01764008, 0.01823233, 0.01882671, 0.0194232]);
    }
    #[test]
    fn captions() {
        axes! { N = 10; F = 20; D = 30; H = 40; V = 3; Long = 13; T = 12; }
        let words = |skip: usize| {
            let captions = (0..N::SIZE * Long::SIZE).map(|i| i % V::SIZE).collect::<Vec<_>>();
            let steps: Vec<usize> =
                captions.chunks(Long::SIZE).flat_map(|row| row[skip..][..T::SIZE].to_vec()).collect();
            Labels::<(N, T), V>::new(steps).unwrap()
        };
        macro_rules! losses { ($($loss:ident $layer:ident $features:expr => $expected:literal)*) => { $(
            let mut model = captions::$loss::Captioner::<F, D, H, V>::init(&mut StdRng::seed_from_u64(1));
            // Each parameter is a linspace of its own.
            model.each_param_mut(|_, w| {
                let step = 2.7 / (w.len() - 1) as f64;
                w.iter_mut().enumerate().for_each(|(i, w)| *w = -1.4 + i as f64 * step);
            });
            let (loss, _) = captions::$loss::loss(&model, &$features, &words(0), &words(1), 0);
            assert!((loss - $expected).abs() < 1e-10, "{loss}");
        )* } }
        losses! {
            rnn Rnn linspace::<(N, F)>(-1.5, 0.3) => 9.832355910027388
            lstm Lstm linspace::<(N, F)>(-0.5, 1.7) => 9.82445935443226
        }
    }
}

/// What a student writes for the course's `CaptioningRNN.loss`.
mod captions {
    use super::*;

    macro_rules! captioner {
        ($module:ident: $layer:ident $grads:ident $forward:ident $backward:ident) => {
            pub mod $module {
                use super::*;
                /// From the features of an image to a state, from words to vectors, from step to step, and from states to scores.
                pub type Captioner<F, D, H, V> =
                    (Linear<F, H, f64>, Embedding<V, D, f64>, $layer<D, H, f64>, Linear<H, V, f64>);

                pub fn loss<N: Dim, T: Dim, F: Dim, D: Dim, H: Dim, V: Dim>(
                    (project, embed, recur, score): &Captioner<F, D, H, V>,
                    features: &Array<(N, F), f64>,
                    captions_in: &Labels<(N, T), V>,
                    captions_out: &Labels<(N, T), V>,
                    null: usize,
                ) -> (f64, Captioner<F, D, H, V>) {
                    let h0 = affine_forward(features, &project.w, &project.b);
                    let x = word_embedding_forward(captions_in, &embed.w);
                    let (h, cache) = $forward(&x, &h0, &recur.wx, &recur.wh, &recur.b);
                    let scores = temporal_affine_forward(&h, &score.w, &score.b);
                    let (loss, dscores) =
                        temporal_softmax_loss(&scores, captions_out, &captions_out.map(|word| word != null));

                    let AffineGrads { dx: dh, dw, db } = temporal_affine_backward(&dscores, &h, &score.w);
                    let dscore = Linear { w: dw, b: db };
                    let $grads { dx, dh0, dwx, dwh, db } = $backward(&dh, &cache);
                    let drecur = $layer { wx: dwx, wh: dwh, b: db };
                    let dembed = Embedding { w: word_embedding_backward(&dx, captions_in) };
                    let AffineGrads { dw, db, .. } = affine_backward(&dh0, features, &project.w);
                    (loss, (Linear { w: dw, b: db }, dembed, drecur, dscore))
                }
            }
        };
    }
    captioner! { rnn: Rnn RnnGrads rnn_forward rnn_backward }
    captioner! { lstm: Lstm LstmGrads lstm_forward lstm_backward }

    const NULL: usize = 0;
    axes! { N = 3; T = 5; F = 4; D = 6; H = 7; V = 8; }
    /// "1 4 5 6 2", "1 7 2" and "1 5 4 7 6 2", whose first word begins and whose last word ends a caption.
    fn texts() -> (Labels<(N, T), V>, Labels<(N, T), V>) {
        let captions_in = [1, 4, 5, 6, NULL, 1, 7, NULL, NULL, NULL, 1, 5, 4, 7, 6];
        let captions_out = [4, 5, 6, 2, NULL, 7, 2, NULL, NULL, NULL, 5, 4, 7, 6, 2];
        (Labels::new(captions_in).unwrap(), Labels::new(captions_out).unwrap())
    }

    fn values<M: Params<f64>>(model: &M) -> Vec<f64> {
        let mut all = Vec::new();
        model.each_param(|_, values| all.extend_from_slice(values));
        all
    }
    /// Each parameter moved alone, both ways.
    fn assert_gradient<M: Params<f64>>(model: &M, loss: impl Fn(&M) -> f64, grad: &M) {
        let moved = |nth: usize, by: f64| {
            let (mut model, mut first) = (model.clone(), 0);
            model.each_param_mut(|_, values| {
                if let Some(value) = nth.checked_sub(first).and_then(|nth| values.get_mut(nth)) {
                    *value += by;
                }
                first += values.len();
            });
            loss(&model)
        };
        for (nth, grad) in values(grad).into_iter().enumerate() {
            let slope = (moved(nth, 1e-5) - moved(nth, -1e-5)) / 2e-5;
            assert!((slope - grad).abs() <= 1e-8 + 1e-6 * slope.abs(), "parameter {nth}: {grad} instead of {slope}");
        }
    }

    macro_rules! tests { ($($module:ident)*) => { $(
        #[test]
        fn $module() {
            let (features, (captions_in, captions_out)) = (random::<(N, F)>(1), texts());
            let mut model = $module::Captioner::<F, D, H, V>::init(&mut StdRng::seed_from_u64(2));
            let loss = |model: &_| $module::loss(model, &features, &captions_in, &captions_out, NULL);
            assert_gradient(&model, |model| loss(model).0, &loss(&model).1);
            let mut optimizer = Sgd::new(&model, 0.1).momentum(0.9);
            let before = loss(&model).0;
            for _ in 0..300 {
                let (_, grad) = loss(&model);
                optimizer.step(&mut model, &grad);
            }
            let after = loss(&model).0;
            assert!(before > 5.0 && after < 0.1, "{before}, then {after}");
        }
    )* } }
    tests! { rnn lstm }
}

/// What holds for any numbers: of 3 sequences with 5 steps, cut after the second.
mod for_any_numbers {
    use super::*;
    axes! { N = 3; T = 5; Head = 2; Tail = 3; D = 4; H = 6; }

    fn same<S: Shape>(found: &Array<S, f64>, expected: &[f64]) -> Result<(), TestCaseError> {
        for (i, (&found, &expected)) in found.as_slice().iter().zip(expected).enumerate() {
            prop_assert!(
                (found - expected).abs() <= 1e-12 * (1.0 + expected.abs()),
                "{i}: {found} instead of {expected}"
            );
        }
        Ok(())
    }
    /// Steps `from` up to `T` of each sequence.
    fn steps<W: Dim, P: Dim>(x: &Array<(N, T, W), f64>, from: usize) -> Tensor<(N, P, W), f64> {
        Tensor::<(N, P, W), f64>::from_fn(|[n, t, w]| x[[n, from + t, w]])
    }
    fn step<W: Dim, P: Dim>(x: &Array<(N, P, W), f64>, t: usize) -> Tensor<(N, W), f64> {
        Tensor::<(N, W), f64>::from_fn(|[n, w]| x[[n, t, w]])
    }
    /// With biases that are not 0.
    fn biased<L: Init + Params<f64>>(seed: u64) -> L {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut layer = L::init(&mut rng);
        layer.each_param_mut(|param, values| {
            if param.kind == Kind::Bias {
                values.iter_mut().for_each(|b| *b = f64::standard_normal(&mut rng));
            }
        });
        layer
    }
    fn run<L: Layer<(N, T, D), f64, Y = (N, T, H)>>(layer: &L, x: &Array<(N, T, D), f64>) -> Tensor<(N, T, H), f64> {
        layer.predict(x)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn a_sequence_of_one_step_is_a_step(seed in any::<u64>()) {
            let (x, h0) = (random::<(N, D)>(seed), random::<(N, H)>(seed ^ 1));
            let (sequence, dh) = (Tensor::<(N, One, D), f64>::from_slice(x.as_slice()).unwrap(), random::<(N, H)>(seed ^ 2));
            let dsequence = Tensor::<(N, One, H), f64>::from_slice(dh.as_slice()).unwrap();

            let Rnn { wx, wh, b } = biased::<Rnn<D, H, f64>>(seed);
            let ((h, cache), (next_h, step)) = (rnn_forward(&sequence, &h0, &wx, &wh, &b), rnn_step_forward(&x, &h0, &wx, &wh, &b));
            prop_assert_eq!(h.as_slice(), next_h.as_slice());
            let (all, one) = (rnn_backward(&dsequence, &cache), rnn_step_backward(&dh, &step));
            prop_assert_eq!((all.dx.as_slice(), all.dh0, all.dwx, all.dwh, all.db), (one.dx.as_slice(), one.dprev_h, one.dwx, one.dwh, one.db));

            let Lstm { wx, wh, b } = biased::<Lstm<D, H, f64>>(seed);
            let zero = Tensor::zeros();
            let ((h, cache), (next_h, _, step)) =
                (lstm_forward(&sequence, &h0, &wx, &wh, &b), lstm_step_forward(&x, &h0, &zero, &wx, &wh, &b));
            prop_assert_eq!(h.as_slice(), next_h.as_slice());
            let (all, one) = (lstm_backward(&dsequence, &cache), lstm_step_backward(&dh, &zero, &step));
            prop_assert_eq!((all.dx.as_slice(), all.dh0, all.dwx, all.dwh, all.db), (one.dx.as_slice(), one.dprev_h, one.dwx, one.dwh, one.db));

            let Gru { wx, wh, bx, bh } = biased::<Gru<D, H, f64>>(seed);
            let ((h, cache), (next_h, step)) =
                (gru_forward(&sequence, &h0, &wx, &wh, &bx, &bh), gru_step_forward(&x, &h0, &wx, &wh, &bx, &bh));
            prop_assert_eq!(h.as_slice(), next_h.as_slice());
            let (all, one) = (gru_backward(&dsequence, &cache), gru_step_backward(&dh, &step));
            prop_assert_eq!((all.dx.as_slice(), all.dh0, all.dwx, all.dwh), (one.dx.as_slice(), one.dprev_h, one.dwx, one.dwh));
            prop_assert_eq!((all.dbx, all.dbh), (one.dbx, one.dbh));
        }

        /// A layer, the free function, the steps taken one by one, and the two parts of a sequence with the state handed on: all one.
        #[test]
        fn a_sequence_may_be_cut(seed in any::<u64>()) {
            let (x, zero) = (random::<(N, T, D)>(seed), Tensor::<(N, H), f64>::zeros());
            let (head, tail) = (steps::<D, Head>(&x, 0), steps::<D, Tail>(&x, 2));
            macro_rules! cells { ($($layer:ident $buffers:ident $state:ident $forward:ident($($param:ident)*);)*) => { $(
                let layer = biased::<$layer<D, H, f64>>(seed);
                let whole = run(&layer, &x);
                prop_assert_eq!(&$forward(&x, &zero, $(&layer.$param),*).0, &whole);
                let mut state = $state::default();
                for t in 0..5 {
                    layer.step(&step(&x, t), &mut state);
                    same(&state.h, step(&whole, t).as_slice())?;
                }
                let (mut first, mut second) = (Tensor::<(N, Head, H), f64>::zeros(), Tensor::<(N, Tail, H), f64>::zeros());
                let (mut of_head, mut of_tail) = ($buffers::default(), $buffers::default());
                cells!(@ $layer layer head first of_head, tail second of_tail);
                same(&first, steps::<H, Head>(&whole, 0).as_slice())?;
                same(&second, steps::<H, Tail>(&whole, 2).as_slice())?;
            )* };
            (@ Lstm $layer:ident $head:ident $first:ident $of_head:ident, $tail:ident $second:ident $of_tail:ident) => {
                $layer.forward_from::<_, _, Eval>(&$head, (&zero, &zero), &mut $of_head, &mut $first);
                let handed_on = (step(&$first, 1), step($of_head.c(), 1));
                $layer.forward_from::<_, _, Eval>(&$tail, (&handed_on.0, &handed_on.1), &mut $of_tail, &mut $second);
            };
            (@ $other:ident $layer:ident $head:ident $first:ident $of_head:ident, $tail:ident $second:ident $of_tail:ident) => {
                $layer.forward_from::<_, _, Eval>(&$head, &zero, &mut $of_head, &mut $first);
                $layer.forward_from::<_, _, Eval>(&$tail, &step(&$first, 1), &mut $of_tail, &mut $second);
            } }
            cells! {
                Rnn RnnBuffers RnnState rnn_forward(wx wh b);
                Lstm LstmBuffers LstmState lstm_forward(wx wh b);
                Gru GruBuffers GruState gru_forward(wx wh bx bh);
            }
        }

        #[test]
        fn sequences_do_not_meet(seed in any::<u64>(), n in 0..3_usize) {
            let (x, dh) = (random::<(N, T, D)>(seed), random::<(N, T, H)>(seed ^ 1));
            let (one, done) = (Tensor::<(One, T, D), f64>::from_slice(x.row(n).as_slice()).unwrap(), Tensor::<(One, T, H), f64>::from_slice(dh.row(n).as_slice()).unwrap());
            macro_rules! cells { ($($layer:ident)*) => { $(
                let mut layer = biased::<$layer<D, H, f64>>(seed);
                let mut grad = layer.zeros_like();
                let (mut cache, mut h, mut dx) = (Default::default(), Tensor::zeros(), Tensor::zeros());
                layer.forward::<Train>(&x, &mut cache, &mut h);
                layer.backward(&x, &mut cache, &dh, Some(&mut dx), &mut grad);
                let (mut cache, mut h_one, mut dx_one) = (Default::default(), Tensor::zeros(), Tensor::zeros());
                layer.forward::<Train>(&one, &mut cache, &mut h_one);
                layer.backward(&one, &mut cache, &done, Some(&mut dx_one), &mut grad);
                same(h.row(n), h_one.as_slice())?;
                same(dx.row(n), dx_one.as_slice())?;
            )* } }
            cells! { Rnn Lstm Gru }
        }

        /// A word that is masked counts for nothing, and the loss of all is the sum of the losses of two halves.
        #[test]
        fn masks_part_the_loss(seed in any::<u64>(), masked in proptest::collection::vec(any::<bool>(), 15)) {
            let x = random::<(N, T, H)>(seed) * 10.0;
            let y = Labels::<(N, T), H>::new((0..15).map(|i| (seed >> i) % 6).collect::<Vec<u64>>()).unwrap();
            let mask = Tensor::<(N, T), bool>::from_slice(&masked).unwrap();
            let (all, dx) = temporal_softmax_loss(&x, &y, &Tensor::full(true));
            let ((some, dsome), (rest, drest)) =
                (temporal_softmax_loss(&x, &y, &mask), temporal_softmax_loss(&x, &y, &mask.map(|on| !on)));
            prop_assert!((some + rest - all).abs() < 1e-12 * all);
            prop_assert_eq!(dsome + drest, dx);
        }
    }
}

mod at_the_extremes {
    use super::*;
    axes! { N = 2; T = 3; D = 4; H = 5; Empty = 0; }

    macro_rules! each_cell { ($($layer:ident)*; $x:ty, $h:ty, |$name:ident, $forward:ident| $check:block) => { $({
        let $name = $layer::<D, H, f32>::init(&mut StdRng::seed_from_u64(1));
        /// h and dx, after one pass forward and one back.
        fn pass(layer: &mut $layer<D, H, f32>, x: &Array<$x, f32>) -> (Tensor<$h, f32>, Tensor<$x, f32>, $layer<D, H, f32>) {
            let (mut cache, mut h, mut dx, mut grad) = (Default::default(), Tensor::zeros(), Tensor::zeros(), layer.zeros_like());
            layer.forward::<Train>(x, &mut cache, &mut h);
            layer.backward(x, &mut cache, &Tensor::ones(), Some(&mut dx), &mut grad);
            (h, dx, grad)
        }
        let $forward = pass;
        $check
    })* } }

    #[test]
    fn saturated_gates_are_finite() {
        each_cell!(Rnn Lstm Gru; (N, T, D), (N, T, H), |layer, pass| {
            for scale in [1e4, -1e4] {
                let mut layer = layer.clone();
                layer.each_param_mut(|_, values| values.iter_mut().for_each(|w| *w = if *w < 0.0 { -scale } else { scale }));
                let (h, dx, grad) = pass(&mut layer, &Tensor::ones());
                grad.each_param(|_, values| assert!(values.iter().all(|dw| dw.is_finite())));
                assert!(h.as_slice().iter().chain(dx.as_slice()).all(|x| x.is_finite()));
                assert!(h.as_slice().iter().all(|h| h.abs() <= 1.0));
            }
        });
    }
    #[test]
    fn nan_passes_through_and_stays_in_its_sequence() {
        each_cell!(Rnn Lstm Gru; (N, T, D), (N, T, H), |layer, pass| {
            let mut x = Tensor::ones();
            x[[1, 1, 2]] = f32::NAN;
            let (h, ..) = pass(&mut layer.clone(), &x);
            // The step before, and the other sequence, know nothing of it.
            assert!(h.as_slice()[..4 * 5].iter().all(|h| h.is_finite()));
            assert!(h.as_slice()[4 * 5..].iter().all(|h| h.is_nan()));
        });
    }
    #[test]
    fn one_step_of_one_sequence_and_none_at_all() {
        each_cell!(Rnn Lstm Gru; (One, One, D), (One, One, H), |layer, pass| {
            assert!(pass(&mut layer.clone(), &Tensor::ones()).0.as_slice().iter().all(|h| *h != 0.0));
        });
        each_cell!(Rnn Lstm Gru; (N, Empty, D), (N, Empty, H), |layer, pass| {
            pass(&mut layer.clone(), &Tensor::ones()).2.each_param(|_, dw| assert!(dw.iter().all(|dw| *dw == 0.0)));
        });
        each_cell!(Rnn Lstm Gru; (Empty, T, D), (Empty, T, H), |layer, pass| {
            pass(&mut layer.clone(), &Tensor::ones()).2.each_param(|_, dw| assert!(dw.iter().all(|dw| *dw == 0.0)));
        });
    }
    #[test]
    fn scores_that_are_far_apart_or_masked() {
        let (y, mut mask) = (Labels::<(One, N), D>::new([0, 3]).unwrap(), Tensor::full(true));
        let mut x = Tensor::<(One, N, D), f32>::from([[[1e4, 0.0, 0.0, -1e4], [1e4, 0.0, 0.0, -1e4]]]);
        assert_eq!(temporal_softmax_loss(&x, &y, &mask).0, 2e4);
        x[[0, 1, 2]] = f32::NAN;
        assert!(temporal_softmax_loss(&x, &y, &mask).0.is_nan());
        mask[[0, 1]] = false;
        let (loss, dx) = temporal_softmax_loss(&x, &y, &mask);
        assert_eq!((loss, dx), (0.0, Tensor::zeros()));
    }
}
