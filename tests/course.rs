//! Number for number what CS231n computes: the values that its assignments print, and others from numpy code of the course.
use shapeful::{
    Affine, AffineGrads, Array, Dim, Float, Labels, Shape, Tensor, affine_backward, affine_forward,
    affine_relu_backward, affine_relu_forward, axes, dim, l2_backward, l2_loss, numeric_gradient, rel_error,
    relu_backward, relu_forward, sgd, sgd_momentum, softmax_loss, svm_loss,
};

axes! { N = 4; D = 5; }

/// numpy's `np.linspace(first, last, num).reshape(S)`.
fn linspace<S: Shape>(first: f64, last: f64) -> Tensor<S, f64> {
    let step = (last - first) / (S::LEN - 1) as f64;
    let values: Vec<f64> = (0..S::LEN).map(|i| first + i as f64 * step).collect();
    Tensor::try_from(values).unwrap()
}
/// The published numbers have eight decimals.
const PRINTED: f64 = 1e-8;
/// Those computed with numpy have all their digits.
const EXACT: f64 = 1e-13;

/// Equal up to the rounding of the expected numbers.
#[track_caller]
fn assert_near<S: Shape>(found: &Array<S, f64>, expected: &Array<S, f64>, bound: f64) {
    for (found, expected) in found.as_slice().iter().zip(expected.as_slice()) {
        let difference = (found - expected).abs();
        assert!(difference <= bound * expected.abs().max(1.0), "found {found}, expected {expected}");
    }
}
#[track_caller]
fn assert_near_number(found: f64, expected: f64, bound: f64) {
    assert_near(&Tensor::<(), f64>::full(found), &Tensor::full(expected), bound);
}

mod layers {
    use super::*;
    type Images = (dim!(2), dim!(4), dim!(5), dim!(6));

    #[test]
    fn affine_forward_gives_the_printed_output() {
        let x = linspace::<Images>(-0.1, 0.5);
        let w = linspace::<(dim!(120), dim!(3))>(-0.2, 0.3);
        let b = linspace::<(dim!(1), dim!(3))>(-0.3, 0.1);
        let expected = [[1.49834967, 1.70660132, 1.91485297], [3.25553199, 3.5141327, 3.77273342]];
        assert_near(&affine_forward(&x, &w, &b), &Tensor::from(expected), PRINTED);
    }
    #[test]
    fn affine_backward_gives_what_numpy_gives() {
        let x = linspace::<Images>(-0.1, 0.5);
        let w = linspace::<(dim!(120), dim!(3))>(-0.2, 0.3);
        let dout = linspace::<(dim!(2), dim!(3))>(-1.0, 1.0);
        let AffineGrads { dx, dw, db } = affine_backward(&dout, &x, &w);
        let found = Tensor::<(dim!(6),), f64>::from([
            dx[[0, 0, 0, 0]],
            dx[[1, 3, 4, 5]],
            dx[[0, 2, 1, 3]],
            dw[[0, 0]],
            dw[[119, 2]],
            dw[[60, 1]],
        ]);
        let expected = [
            0.3586072423398328,
            0.5386072423398328,
            -0.16033426183844007,
            0.14025104602510463,
            0.46025104602510464,
            0.18075313807531382,
        ];
        assert_near(&found, &Tensor::from(expected), EXACT);
        assert_near(&db, &Tensor::from([[-0.8, 0.0, 0.8]]), EXACT);
        let sums = Tensor::<(N,), f64>::from([dx.sum_all(), dx.dot(&dx), dw.sum_all(), dw.dot(&dw)]);
        let expected = [0.26740947075209043, 18.23354306686013, 65.07112970711299, 19.06739055688801];
        assert_near(&sums, &Tensor::from(expected), EXACT);
    }
    #[test]
    fn relu_forward_gives_the_printed_output() {
        let x = linspace::<(dim!(3), dim!(4))>(-0.5, 0.5);
        let expected =
            [[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.04545455, 0.13636364], [0.22727273, 0.31818182, 0.40909091, 0.5]];
        assert_near(&relu_forward(&x), &Tensor::from(expected), PRINTED);
        let dx = relu_backward(&Tensor::ones(), &x);
        assert_eq!(dx, [[0.0; 4], [0.0, 0.0, 1.0, 1.0], [1.0; 4]]);
    }
    #[test]
    fn the_sandwich_is_its_two_slices() {
        let x = linspace::<(dim!(2), dim!(3), dim!(4))>(-1.0, 1.0);
        let w = linspace::<(dim!(12), dim!(10))>(-0.5, 0.4);
        let b = linspace::<(dim!(1), dim!(10))>(-0.3, 0.3);
        let dout = linspace::<(dim!(2), dim!(10))>(1.0, -2.0);
        let a = affine_forward(&x, &w, &b);
        let out = affine_relu_forward(&x, &w, &b);
        assert_eq!(out, relu_forward(&a));
        assert_eq!(affine_relu_backward(&dout, &out, &x, &w), affine_backward(&relu_backward(&dout, &a), &x, &w));
    }
}

mod two_layer_nets {
    use super::*;
    axes! { Batch = 3; Inputs = 5; Hidden = 50; Classes = 7; }

    struct Net {
        w1: Tensor<(Inputs, Hidden), f64>,
        b1: Tensor<(dim!(1), Hidden), f64>,
        w2: Tensor<(Hidden, Classes), f64>,
        b2: Tensor<(dim!(1), Classes), f64>,
    }
    /// The net of the assignment's own test.
    fn net() -> Net {
        Net { w1: linspace(-0.7, 0.3), b1: linspace(-0.1, 0.9), w2: linspace(-0.3, 0.4), b2: linspace(-0.9, 0.1) }
    }
    fn x() -> Tensor<(Batch, Inputs), f64> {
        linspace::<(Inputs, Batch)>(-5.5, 4.5).t().to_tensor()
    }
    impl Net {
        /// Loss and gradients, as the `loss` method of the course returns them.
        fn loss(
            &self,
            x: &Array<(Batch, Inputs), f64>,
            y: &Labels<Batch, Classes>,
            reg: f64,
        ) -> (Tensor<(Batch, Classes), f64>, f64, Net) {
            let hidden = affine_relu_forward(x, &self.w1, &self.b1);
            let scores = affine_forward(&hidden, &self.w2, &self.b2);
            let (loss, dscores) = softmax_loss(&scores, y);
            let loss = loss + l2_loss(&self.w1, reg) + l2_loss(&self.w2, reg);
            let AffineGrads { dx: dhidden, dw: w2, db: b2 } = affine_backward(&dscores, &hidden, &self.w2);
            let AffineGrads { dw: w1, db: b1, .. } = affine_relu_backward(&dhidden, &hidden, x, &self.w1);
            let (w1, w2) = (w1 + l2_backward(&self.w1, reg), w2 + l2_backward(&self.w2, reg));
            (scores, loss, Net { w1, b1, w2, b2 })
        }
    }

    #[test]
    fn scores_and_losses_are_the_printed_ones() {
        let labels = Labels::new([0, 5, 1]).unwrap();
        let (scores, loss, _) = net().loss(&x(), &labels, 0.0);
        let expected = [
            [11.53165108, 12.2917344, 13.05181771, 13.81190102, 14.57198434, 15.33206765, 16.09215096],
            [12.05769098, 12.74614105, 13.43459113, 14.1230412, 14.81149128, 15.49994135, 16.18839143],
            [12.58373087, 13.20054771, 13.81736455, 14.43418138, 15.05099822, 15.66781506, 16.2846319],
        ];
        assert_near(&scores, &Tensor::from(expected), PRINTED);
        assert_near_number(loss, 3.4702243556, 1e-10);
        assert_near_number(net().loss(&x(), &labels, 1.0).1, 26.5948426952, 1e-10);
    }
    #[test]
    fn gradients_are_those_of_numpy() {
        let (_, _, grad) = net().loss(&x(), &Labels::new([0, 5, 1]).unwrap(), 0.7);
        let w1 = [grad.w1[[0, 0]], grad.w1[[0, 4]], grad.w1[[4, 45]], grad.w1[[4, 49]]];
        let expected = [-0.5197882410866331, -0.5085432611669541, 0.22126360197987455, 0.23250858189955342];
        assert_near(&Tensor::<(N,), f64>::from(w1), &Tensor::from(expected), EXACT);
        let first = [
            -2.175432614511645,
            -1.4248975999542945,
            -0.05197309407850728,
            0.10372848859758466,
            0.41490071846216203,
            -0.609381491071716,
            2.3025398332440954,
        ];
        assert_near(grad.w2.row(0), &Tensor::from(first), EXACT);
        let last = [
            -1.623276592732026,
            -1.3363754526564098,
            0.44932430309041804,
            0.6221191411621939,
            0.9651633456612172,
            -0.16908948212670188,
            3.022650496913629,
        ];
        assert_near(grad.w2.row(49), &Tensor::from(last), EXACT);
        assert_near(&grad.b1, &Tensor::full(0.006101296015055085), EXACT);
        let b2 = [
            -0.324939342001415,
            -0.316876984452892,
            0.03236840205338773,
            0.06387890578208004,
            0.1264913779284597,
            -0.08200397750693246,
            0.501081618197312,
        ];
        assert_near(grad.b2.row(0), &Tensor::from(b2), EXACT);
        let norms = [grad.w1.dot(&grad.w1).sqrt(), grad.w2.dot(&grad.w2).sqrt(), grad.b2.dot(&grad.b2).sqrt()];
        let expected = [4.167929381781629, 26.040577290583503, 0.6963708325483708];
        assert_near(&Tensor::<(dim!(3),), f64>::from(norms), &Tensor::from(expected), EXACT);
    }
    #[test]
    fn gradients_are_those_of_the_numeric_gradient() {
        let (net, x, y) = (net(), x(), Labels::new([0, 5, 1]).unwrap());
        let grad = net.loss(&x, &y, 0.7).2;
        let with_w1 =
            |w1: &Array<_, f64>| Net { w1: w1.to_tensor(), b1: net.b1.clone(), w2: net.w2.clone(), b2: net.b2.clone() };
        let with_w2 =
            |w2: &Array<_, f64>| Net { w2: w2.to_tensor(), b1: net.b1.clone(), w1: net.w1.clone(), b2: net.b2.clone() };
        // The notebook asks for errors below 1e-6 or so.
        assert!(rel_error(&numeric_gradient(|w| with_w1(w).loss(&x, &y, 0.7).1, &net.w1), &grad.w1) < 1e-6);
        assert!(rel_error(&numeric_gradient(|w| with_w2(w).loss(&x, &y, 0.7).1, &net.w2), &grad.w2) < 1e-6);
    }
    /// The toy net of assignment 1 as it was until 2020, from the same random numbers; its regularisation has no ½.
    #[test]
    fn the_toy_net_gives_the_printed_scores_and_loss() {
        let w1 = Tensor::<(dim!(4), dim!(10)), f64>::from([
            [
                0.1764052345967664,
                0.040015720836722335,
                0.09787379841057392,
                0.2240893199201458,
                0.18675579901499675,
                -0.0977277879876411,
                0.09500884175255894,
                -0.01513572082976979,
                -0.010321885179355785,
                0.04105985019383723,
            ],
            [
                0.014404357116087799,
                0.1454273506962975,
                0.07610377251469935,
                0.012167501649282842,
                0.04438632327454257,
                0.033367432737426685,
                0.14940790731576062,
                -0.020515826376580087,
                0.03130677016509014,
                -0.08540957393017248,
            ],
            [
                -0.25529898158340786,
                0.06536185954403606,
                0.08644361988595058,
                -0.0742165020406442,
                0.22697546239876076,
                -0.1454365674598765,
                0.004575851730144607,
                -0.01871838500258336,
                0.15327792143584576,
                0.1469358769900285,
            ],
            [
                0.015494742569691631,
                0.03781625196021736,
                -0.08877857476301128,
                -0.1980796468223927,
                -0.034791214932615264,
                0.015634896910398006,
                0.12302906807277209,
                0.12023798487844113,
                -0.03873268174079523,
                -0.03023027505753356,
            ],
        ]);
        let w2 = Tensor::<(dim!(10), dim!(3)), f64>::from([
            [-0.10485529650670927, -0.14200179371789753, -0.17062701906250127],
            [0.19507753952317897, -0.050965218175165354, -0.04380743016111864],
            [-0.12527953600499261, 0.07774903558319102, -0.16138978475579516],
            [-0.02127402802139687, -0.08954665611936757, 0.0386902497859262],
            [-0.051080513756887304, -0.11806321841224121, -0.002818222833865487],
            [0.04283318705304177, 0.006651722238316789, 0.03024718977397814],
            [-0.06343220936809636, -0.03627411659871382, -0.0672460447775951],
            [-0.03595531615405413, -0.0813146282044454, -0.17262826023316769],
            [0.017742614225375285, -0.040178093620826194, -0.16301983469660447],
            [0.04627822555257742, -0.09072983643832422, 0.005194539579613896],
        ]);
        let x = Tensor::<(D, dim!(4)), f64>::from([
            [16.243453636632417, -6.117564136500754, -5.2817175226345565, -10.729686221561705],
            [8.654076293246785, -23.015386968802826, 17.4481176421648, -7.612069008951028],
            [3.1903909605709857, -2.493703754774101, 14.621079370449742, -20.60140709497654],
            [-3.224172040135075, -3.8405435466841564, 11.337694423354375, -10.998912673140309],
            [-1.7242820755043575, -8.778584179213718, 0.4221374671559283, 5.828152137158222],
        ]);
        let (no_b1, no_b2) = (Tensor::<(dim!(1), dim!(10)), f64>::zeros(), Tensor::<(dim!(1), dim!(3)), f64>::zeros());
        let scores = affine_forward(&affine_relu_forward(&x, &w1, &no_b1), &w2, &no_b2);
        let expected = [
            [-0.81233741, -1.27654624, -0.70335995],
            [-0.17129677, -1.18803311, -0.47310444],
            [-0.51590475, -1.01354314, -0.8504215],
            [-0.15419291, -0.48629638, -0.52901952],
            [-0.00618733, -0.12435261, -0.15226949],
        ];
        assert_near(&scores, &Tensor::from(expected), PRINTED);
        let data_loss = softmax_loss(&scores, &Labels::new([0, 1, 2, 2, 1]).unwrap()).0;
        let reg = 0.05;
        assert_near_number(data_loss + l2_loss(&w1, 2.0 * reg) + l2_loss(&w2, 2.0 * reg), 1.30378789133, 1e-11);
    }
}

mod losses {
    use super::*;

    fn x() -> Tensor<(N, D), f64> {
        Tensor::from([
            [0.836, 2.794, -3.572, -1.418, -0.149],
            [-1.55, -0.3, 3.723, -2.851, -0.753],
            [-0.685, 0.59, -1.675, 1.904, 2.659],
            [1.049, -0.296, 1.779, 0.249, 1.982],
        ])
    }
    fn y() -> Labels<N, D> {
        Labels::new([2, 0, 4, 1]).unwrap()
    }

    #[test]
    fn softmax_is_that_of_numpy() {
        let (loss, dx) = softmax_loss(&x(), &y());
        assert_near_number(loss, 3.8881324025329196, EXACT);
        let expected = [
            [
                0.029152003855258433,
                0.2065461043966521,
                -0.24964494278968558,
                0.003060332754412814,
                0.010886501783362269,
            ],
            [
                -0.24876226326501483,
                0.0043201256961473465,
                0.24135876986659818,
                0.00033698545768298617,
                0.002746382244586304,
            ],
            [
                0.005364927075635236,
                0.019199472090667958,
                0.0019934818503391225,
                0.0714417750781431,
                -0.09799965609478539,
            ],
            [0.0395127390082826, -0.2397053625220346, 0.08199211847217608, 0.01775421808802576, 0.10044628695355014],
        ];
        assert_near(&dx, &Tensor::from(expected), EXACT);
    }
    /// Along the batch the shapes are the same, and the loss is another one.
    #[test]
    fn the_softmax_of_the_loss_runs_along_the_classes() {
        let cost = |p: Tensor<(N, D), f64>| -p.gather(&y()).ln().mean_all();
        let (loss, _) = softmax_loss(&x(), &y());
        assert_near_number(cost(x().softmax(D)), loss, EXACT);
        assert!((cost(x().softmax(N)) - loss).abs() > 0.1);
    }
    #[test]
    fn svm_is_that_of_numpy() {
        let (loss, dx) = svm_loss(&x(), &y());
        assert_near_number(loss, 10.28975, EXACT);
        let expected = [
            [0.25, 0.25, -1.0, 0.25, 0.25],
            [-0.75, 0.25, 0.25, 0.0, 0.25],
            [0.0, 0.0, 0.0, 0.25, -0.25],
            [0.25, -1.0, 0.25, 0.25, 0.25],
        ];
        assert_eq!(dx, expected);
    }
    /// The notebook's own estimate: scores near 0 cost ln 10 = 2.3 with softmax, and 9 with nine margins of 1.
    #[test]
    fn scores_near_zero_cost_what_the_notebook_says() {
        let x = linspace::<(dim!(50), dim!(10))>(-0.001, 0.001);
        let y = Labels::new((0..50).map(|n| n % 10).collect::<Vec<i32>>()).unwrap();
        assert!((softmax_loss(&x, &y).0 - 2.3).abs() < 0.01);
        assert!((svm_loss(&x, &y).0 - 9.0).abs() < 0.01);
    }
    /// Assignment 1: `loss` and `dW` of a linear classifier, whose regularisation `reg·Σ W²` has no ½.
    #[test]
    fn linear_classifiers_are_those_of_numpy() {
        type W = (dim!(3), dim!(4));
        let w = Tensor::<W, f64>::from([
            [0.418, 1.397, -1.786, -0.709],
            [-0.075, -0.775, -0.15, 1.862],
            [-1.426, -0.376, -0.342, 0.295],
        ]);
        let x = Tensor::<(D, dim!(3)), f64>::from([
            [-0.837, 0.952, 1.329],
            [0.525, -0.148, 0.89],
            [0.124, 0.991, 0.035],
            [0.262, 0.143, 0.901],
            [0.232, -0.797, 0.12],
        ]);
        let (y, reg) = (Labels::<D, dim!(4)>::new([0, 3, 1, 1, 2]).unwrap(), 0.05);
        let whole = |(loss, dscores): (f64, Tensor<(D, dim!(4)), f64>)| -> (f64, Tensor<W, f64>) {
            (loss + l2_loss(&w, 2.0 * reg), x.t().matmul(&dscores) + l2_backward(&w, 2.0 * reg))
        };
        let (loss, dw) = whole(softmax_loss(&x.matmul(&w), &y));
        assert_near_number(loss, 3.0987837313660647, EXACT);
        let expected = [
            [0.23925955094541637, 0.16358423585905355, -0.21960143262124326, -0.2512423541832266],
            [-0.2106518382662078, -0.3876778310112634, 0.16172337153721628, 0.522806297740255],
            [-0.3619151754887646, -0.05672130779182638, 0.025547722139438976, 0.20818876114115212],
        ];
        assert_near(&dw, &Tensor::from(expected), EXACT);
        let (loss, dw) = whole(svm_loss(&x.matmul(&w), &y));
        assert_near_number(loss, 5.61785685, EXACT);
        let expected = [
            [0.7202, -0.0555, -0.2566, -0.4761],
            [-0.5695, -0.7279, 0.6914, 0.6922],
            [-0.731, 0.0488, 0.5488, -0.0515],
        ];
        assert_near(&dw, &Tensor::from(expected), EXACT);
    }
    #[test]
    fn regularisation_is_half_the_sum_of_squares() {
        let w = Tensor::<(dim!(2), dim!(2)), f64>::from([[1.0, -2.0], [3.0, -4.0]]);
        assert_eq!(l2_loss(&w, 0.5), 7.5);
        assert_eq!(l2_backward(&w, 0.5), [[0.5, -1.0], [1.5, -2.0]]);
        assert_eq!(l2_loss(&w, 0.0), 0.0);
    }
}

mod optimizers {
    use super::*;

    #[test]
    fn sgd_momentum_takes_the_printed_step() {
        let (mut w, dw, mut v) = (linspace::<(N, D)>(-0.4, 0.6), linspace(-0.6, 0.4), linspace(0.6, 0.9));
        sgd_momentum(&mut w, &dw, &mut v, 1e-3, 0.9);
        let next_w = [
            [0.1406, 0.20738947, 0.27417895, 0.34096842, 0.40775789],
            [0.47454737, 0.54133684, 0.60812632, 0.67491579, 0.74170526],
            [0.80849474, 0.87528421, 0.94207368, 1.00886316, 1.07565263],
            [1.14244211, 1.20923158, 1.27602105, 1.34281053, 1.4096],
        ];
        let velocity = [
            [0.5406, 0.55475789, 0.56891579, 0.58307368, 0.59723158],
            [0.61138947, 0.62554737, 0.63970526, 0.65386316, 0.66802105],
            [0.68217895, 0.69633684, 0.71049474, 0.72465263, 0.73881053],
            [0.75296842, 0.76712632, 0.78128421, 0.79544211, 0.8096],
        ];
        assert_near(&w, &Tensor::from(next_w), PRINTED);
        assert_near(&v, &Tensor::from(velocity), PRINTED);
    }
    #[test]
    fn sgd_takes_the_step_of_numpy() {
        let mut w = linspace::<(N, D)>(-0.4, 0.6);
        sgd(&mut w, &linspace(-0.6, 0.4), 1e-3);
        let next_w = [
            [-0.3994, -0.34682105, -0.29424211, -0.24166316, -0.18908421],
            [-0.13650526, -0.08392632, -0.03134737, 0.02123158, 0.07381053],
            [0.12638947, 0.17896842, 0.23154737, 0.28412632, 0.33670526],
            [0.38928421, 0.44186316, 0.49444211, 0.54702105, 0.5996],
        ];
        assert_near(&w, &Tensor::from(next_w), PRINTED);
    }
}

mod extremes {
    use super::*;
    type Loss<C, E> = fn(&Array<(dim!(2), C), E>, &Labels<dim!(2), C>) -> (E, Tensor<(dim!(2), C), E>);
    fn losses<C: Dim, E: Float>() -> [Loss<C, E>; 2] {
        [softmax_loss, svm_loss]
    }

    #[test]
    fn scores_of_ten_thousand_have_finite_losses_and_gradients() {
        fn check<E: Float>() {
            let big = E::of(1e4);
            let x = Tensor::<(dim!(2), dim!(3)), E>::from([[big, -big, E::ZERO], [-big, -big, big]]);
            for truth in [[0, 2], [1, 0], [2, 1]] {
                for loss in losses() {
                    let (loss, dx) = loss(&x, &Labels::new(truth).unwrap());
                    assert!(loss.to_f64().is_finite() && loss >= E::ZERO);
                    assert!(dx.as_slice().iter().all(|d| d.to_f64().is_finite()));
                }
            }
            let (loss, dx) = softmax_loss(&x, &Labels::new([1, 0]).unwrap());
            assert_eq!(loss, E::of(2e4));
            let half = E::of(0.5);
            assert_eq!(dx, [[half, -half, E::ZERO], [-half, E::ZERO, half]]);
            assert_eq!(softmax_loss(&x, &Labels::new([0, 2]).unwrap()), (E::ZERO, Tensor::zeros()));
        }
        check::<f32>();
        check::<f64>();
    }
    #[test]
    fn one_nan_makes_the_loss_and_its_row_of_the_gradient_nan() {
        for place in 0..3 {
            let mut x = Tensor::<(dim!(2), dim!(3)), f64>::from([[1.0, 2.0, 3.0], [4.0, 0.0, 1.0]]);
            x[[1, place]] = f64::NAN;
            for truth in 0..3 {
                let y = Labels::new([0, truth]).unwrap();
                let (loss, dx) = softmax_loss(&x, &y);
                assert!(loss.is_nan() && dx.row(1).as_slice().iter().all(|d| d.is_nan()));
                assert!(dx.row(0).as_slice().iter().all(|d| d.is_finite()), "the other row is not to blame");
                let (loss, dx) = svm_loss(&x, &y);
                assert!(loss.is_nan() && dx[[1, place]].is_nan() && dx[[1, truth as usize]].is_nan());
                assert!(dx.row(0).as_slice().iter().all(|d| d.is_finite()));
            }
        }
    }
    #[test]
    fn nan_passes_through_the_layers() {
        let x = Tensor::<(dim!(2), dim!(2)), f64>::from([[f64::NAN, 1.0], [2.0, 3.0]]);
        let (w, b) = (Tensor::<(dim!(2), dim!(3)), f64>::ones(), Tensor::<(dim!(1), dim!(3)), f64>::zeros());
        let out = affine_relu_forward(&x, &w, &b);
        assert!(out.row(0).as_slice().iter().all(|y| y.is_nan()));
        assert_eq!(*out.row(1), [5.0; 3]);
        let AffineGrads { dx, dw, db } = affine_relu_backward(&Tensor::ones(), &out, &x, &w);
        assert!(dx.row(0).as_slice().iter().chain(dw.as_slice()).chain(db.as_slice()).all(|d| d.is_nan()));
        assert!(l2_loss(&x, 0.1).is_nan() && l2_backward(&x, 0.1)[[0, 0]].is_nan());
    }
    #[test]
    fn a_batch_of_one_is_not_averaged() {
        let x = Tensor::<(dim!(1), dim!(3)), f64>::from([[1.0, 3.0, 2.5]]);
        let y = Labels::new([1]).unwrap();
        let (loss, dx) = svm_loss(&x, &y);
        assert_eq!((loss, dx.as_slice()), (0.5, &[0.0, -1.0, 1.0][..]));
        let (loss, dx) = softmax_loss(&x, &y);
        assert_near_number(loss, ((-2.0_f64).exp() + 1.0 + (-0.5_f64).exp()).ln(), EXACT);
        assert_near_number(dx.sum_all(), 0.0, EXACT);
    }
    #[test]
    fn with_one_class_there_is_nothing_to_lose() {
        let x = Tensor::<(dim!(2), dim!(1)), f64>::from([[5.0], [-1e4]]);
        for loss in losses() {
            assert_eq!(loss(&x, &Labels::new([0, 0]).unwrap()), (0.0, Tensor::zeros()));
        }
    }
    #[test]
    fn a_bias_is_added_to_each_row_of_one_example_and_of_many() {
        fn biases<N: Dim>()
        where
            (N, D): Affine<(D, D), (dim!(1), D), Out = (N, D)>,
        {
            let b = linspace::<(dim!(1), D)>(1.0, 5.0);
            let out = affine_forward(&Tensor::<(N, D), f64>::zeros(), &Tensor::<(D, D), f64>::zeros(), &b);
            assert!(out.rows().all(|row| row == b.row(0)));
        }
        biases::<dim!(1)>();
        biases::<N>();
    }
}
