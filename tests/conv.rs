//! Convolution and pooling against PyTorch, against loops that say what they are, and at their extremes.
#[path = "support/fixtures.rs"]
mod fixtures;

use fixtures::{Fixtures, assert_close};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use rand::SeedableRng;
use rand::rngs::StdRng;
use shapeful::{
    Array, AvgPool2d, Conv1d, Conv2d, Dim, GlobalAvgPool, GlobalMaxPool, Init, Layer, MaxPool2d, Pad, Params, Shape,
    Stride, Tensor, Train, Window, avg_pool_forward, axes, conv_backward, conv_forward, dim, global_avg_pool_backward,
    global_avg_pool_forward, global_max_pool_backward, global_max_pool_forward, max_pool_backward, max_pool_forward,
};

axes! { Image = 1; Images = 2; Grey = 1; Colours = 3; Filters = 4; }
type One = dim!(1);
type Zero = dim!(0);

fn random<S: Shape>(seed: u64) -> Tensor<S, f64> {
    Tensor::uniform(-1.0, 1.0, &mut StdRng::seed_from_u64(seed))
}
/// A layer's output and gradients: dx, then those of the parameters in their order.
fn step<X: Shape, L: Layer<X, f64>>(
    layer: &L,
    x: &Array<X, f64>,
    dy: &Array<L::Y, f64>,
) -> (Tensor<L::Y, f64>, [Vec<f64>; 3]) {
    let mut layer = layer.clone();
    let (mut cache, mut y, mut dx, mut grad) =
        (L::Cache::default(), Tensor::zeros(), Tensor::zeros(), layer.zeros_like());
    layer.forward::<Train>(x, &mut cache, &mut y);
    layer.backward(x, &mut cache, dy, Some(&mut dx), &mut grad);
    let mut all = [dx.into_vec(), Vec::new(), Vec::new()];
    let mut at = 0;
    grad.each_param(|_, values| {
        at += 1;
        all[at].extend_from_slice(values);
    });
    (y, all)
}

/// `name: x => layer;` compares a layer with the case of that name, and with the functions if there is a stride and a padding.
macro_rules! agrees_with_pytorch { ($($name:ident: $x:ty => $layer:ty $(, $stride:literal $pad:literal)?;)*) => { $(
    #[test]
    fn $name() {
        let (file, case) = (Fixtures::read("conv"), stringify!($name));
        let layer = <$layer>::new(file.tensor(case, "w"), file.tensor(case, "b"));
        let x = file.tensor::<$x>(case, "x");
        let dy = file.tensor(case, "dout");
        let (y, [dx, dw, db]) = step(&layer, &x, &dy);
        assert_close(y.as_slice(), &file.numbers(case, "out"));
        assert_close(&dx, &file.numbers(case, "dx"));
        assert_close(&dw, &file.numbers(case, "dw"));
        assert_close(&db, &file.numbers(case, "db"));
        $(
            let (stride, pad) = (Stride::<$stride>, Pad::<$pad>);
            assert_eq!(conv_forward(&x, &layer.w, &layer.b, stride, pad), y);
            let grads = conv_backward(&dy, &x, &layer.w, stride, pad);
            assert_eq!(grads.dx.as_slice(), dx);
            assert_eq!(grads.dw.as_slice(), dw);
            assert_eq!(grads.db.as_slice(), db);
        )?
    }
)* } }
mod pytorch {
    use super::*;
    agrees_with_pytorch! {
        plain: (Images, Colours, dim!(5), dim!(6)) => Conv2d<Colours, Filters, dim!(3), dim!(2), One, Zero, One, One, f64>, 1 0;
        stride_2_pad_1: (Images, Colours, dim!(5), dim!(7)) => Conv2d<Colours, Filters, dim!(3), dim!(3), dim!(2), One, One, One, f64>, 2 1;
        pad_beyond_the_filter: (Image, dim!(2), dim!(3), dim!(4)) => Conv2d<dim!(2), dim!(2), dim!(2), dim!(2), One, dim!(3), One, One, f64>, 1 3;
        dilation_2: (Images, dim!(2), dim!(7), dim!(6)) => Conv2d<dim!(2), dim!(3), dim!(3), dim!(2), One, One, dim!(2), One, f64>;
        groups_2: (Images, dim!(4), dim!(4), dim!(5)) => Conv2d<dim!(4), dim!(6), dim!(2), dim!(3), One, Zero, One, dim!(2), f64>;
        depthwise: (Images, Colours, dim!(4), dim!(4)) => Conv2d<Colours, dim!(6), dim!(3), dim!(3), One, One, One, Colours, f64>;
        all_at_once: (Image, dim!(4), dim!(9), dim!(7)) => Conv2d<dim!(4), dim!(2), dim!(3), dim!(2), dim!(2), One, dim!(2), dim!(2), f64>;
        pointwise: (Images, Colours, dim!(3), dim!(2)) => Conv2d<Colours, Filters, One, One, One, Zero, One, One, f64>, 1 0;
        line: (Images, Colours, dim!(9)) => Conv1d<Colours, Filters, dim!(3), dim!(2), Zero, One, One, f64>;
        line_all_at_once: (Images, dim!(4), dim!(9)) => Conv1d<dim!(4), dim!(2), dim!(3), dim!(2), One, dim!(3), dim!(2), f64>;
    }

    fn pools<X: Shape, L: Layer<X, f64>>(case: &str, layer: L) {
        let file = Fixtures::read("conv");
        let (y, [dx, ..]) = step(&layer, &file.tensor::<X>(case, "x"), &file.tensor(case, "dout"));
        assert_close(y.as_slice(), &file.numbers(case, "out"));
        assert_close(&dx, &file.numbers(case, "dx"));
    }
    #[test]
    fn pooling() {
        type Overlapping = (Images, dim!(2), dim!(5), dim!(4));
        pools::<(Images, Colours, dim!(4), dim!(6)), _>("max_2", MaxPool2d::<dim!(2), dim!(2)>::new());
        pools::<Overlapping, _>("max_3_by_2_overlapping", MaxPool2d::<dim!(3), dim!(2), One>::new());
        pools::<(Images, dim!(2), dim!(4), dim!(4)), _>("max_with_ties", MaxPool2d::<dim!(2), dim!(2), One>::new());
        pools::<(Images, Colours, dim!(4), dim!(6)), _>("avg_2", AvgPool2d::<dim!(2), dim!(2)>::new());
        pools::<Overlapping, _>("avg_3_by_2_overlapping", AvgPool2d::<dim!(3), dim!(2), One>::new());
        pools::<(Images, Colours, dim!(4), dim!(5)), _>("global_avg", GlobalAvgPool);
        pools::<(Images, Colours, dim!(4), dim!(5)), _>("global_max", GlobalMaxPool);
    }
}

/// Stride, padding, dilation and groups.
type Way = [usize; 4];
/// `Σ_{c,i,j} x[n, c, p·s + i·d − pad, q·s + j·d − pad]·w[f, c, i, j]`, as it is written.
fn by_hand<X: Shape<Index = [usize; 4]>, W: Shape<Index = [usize; 4]>, Y: Shape<Index = [usize; 4]>>(
    x: &Array<X, f64>,
    w: &Array<W, f64>,
    [stride, pad, dilation, groups]: Way,
) -> Tensor<Y, f64> {
    let ([_, channels, height, width], [filters, _, rows, columns]) = (sizes::<X>(), sizes::<W>());
    let (channels, filters) = (channels / groups, filters / groups);
    Tensor::from_fn(|[n, f, p, q]: [usize; 4]| {
        let mut sum = 0.0;
        for c in 0..channels {
            for i in 0..rows {
                for j in 0..columns {
                    let (h, v) = (p * stride + i * dilation, q * stride + j * dilation);
                    if (pad..pad + height).contains(&h) && (pad..pad + width).contains(&v) {
                        sum += x[[n, f / filters * channels + c, h - pad, v - pad]] * w[[f, c, i, j]];
                    }
                }
            }
        }
        sum
    })
}
fn sizes<S: Shape>() -> [usize; 4] {
    S::DIMS.try_into().unwrap()
}
fn near(found: &[f64], expected: &[f64]) -> Result<(), TestCaseError> {
    for (found, expected) in found.iter().zip(expected) {
        prop_assert!((found - expected).abs() <= 1e-12 * (1.0 + expected.abs()), "{found} instead of {expected}");
    }
    Ok(())
}
/// A convolution is the loop above; it is linear in x and in w; and `dx` and `dw` are its transposes, ⟨dy, conv(x, w)⟩ = ⟨dx, x⟩ = ⟨dw, w⟩.
fn obeys<X, W, Y, L>(way: Way, seed: u64, new: impl Fn(Tensor<W, f64>) -> L) -> Result<(), TestCaseError>
where
    X: Shape<Index = [usize; 4]>,
    W: Shape<Index = [usize; 4]>,
    Y: Shape<Index = [usize; 4]>,
    L: Layer<X, f64, Y = Y>,
{
    let (x, other, w, wother, dy) =
        (random::<X>(seed), random::<X>(seed + 1), random::<W>(seed + 2), random::<W>(seed + 3), random::<Y>(seed + 4));
    let layer = new(w.clone());
    let (y, [dx, dw, db]) = step(&layer, &x, &dy);
    near(y.as_slice(), by_hand::<X, W, Y>(&x, &w, way).as_slice())?;
    let sum = layer.predict(&(&x + &other));
    near(sum.as_slice(), (&y + &layer.predict(&other)).as_slice())?;
    let sum = new(&w + &wother).predict(&x);
    near(sum.as_slice(), (&y + &new(wother.clone()).predict(&x)).as_slice())?;
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let pairing = dot(dy.as_slice(), y.as_slice());
    near(&[dot(&dx, x.as_slice()), dot(&dw, w.as_slice())], &[pairing, pairing])?;
    let [batch, filters, height, width] = sizes::<Y>();
    let of_filter =
        |f| (0..batch).flat_map(move |n| (0..height).flat_map(move |p| (0..width).map(move |q| [n, f, p, q])));
    let sums: Vec<f64> = (0..filters).map(|f| of_filter(f).map(|at| dy[at]).sum()).collect();
    near(&db, &sums)
}
/// `name: (N, C, H, W) * (F, HH, WW), stride pad dilation groups;` is a test of all laws.
macro_rules! laws { ($($name:ident: ($n:literal, $c:literal, $h:literal, $w:literal) * ($f:literal, $hh:literal, $ww:literal),
    $stride:literal $pad:literal $dilation:literal $groups:literal;)*) => {
    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        $(#[test]
        fn $name(seed in 0_u64..1 << 40) {
            type L = Conv2d<dim!($c), dim!($f), dim!($hh), dim!($ww), dim!($stride), dim!($pad), dim!($dilation), dim!($groups), f64>;
            obeys::<(dim!($n), dim!($c), dim!($h), dim!($w)), _, _, _>(
                [$stride, $pad, $dilation, $groups], seed, |w| L::new(w, Tensor::zeros()),
            )?;
        })*
    }
} }
mod laws {
    use super::*;
    laws! {
        one_pixel: (1, 1, 1, 1) * (1, 1, 1), 1 0 1 1;
        one_pixel_in_its_padding: (2, 1, 1, 1) * (2, 3, 3), 1 1 1 1;
        a_filter_as_large_as_the_image: (2, 3, 4, 5) * (3, 4, 5), 1 0 1 1;
        one_row: (2, 2, 1, 9) * (3, 1, 4), 1 0 1 1;
        one_column: (2, 2, 9, 1) * (3, 3, 1), 2 0 1 1;
        a_tall_filter: (1, 2, 7, 4) * (2, 5, 1), 1 0 1 1;
        same: (2, 3, 6, 4) * (4, 3, 3), 1 1 1 1;
        more_padding_than_filter: (1, 2, 2, 3) * (2, 2, 1), 1 4 1 1;
        stride_2: (2, 2, 7, 9) * (3, 3, 3), 2 0 1 1;
        stride_2_pad_1: (2, 2, 5, 7) * (3, 3, 3), 2 1 1 1;
        stride_beyond_the_filter: (2, 2, 7, 7) * (2, 1, 1), 3 0 1 1;
        stride_beyond_the_filter_in_padding: (2, 2, 6, 6) * (2, 1, 1), 3 2 1 1;
        dilation_2: (1, 2, 7, 8) * (3, 3, 2), 1 0 2 1;
        dilation_3_pad_2: (1, 2, 4, 5) * (3, 2, 3), 1 2 3 1;
        groups: (2, 4, 4, 3) * (6, 2, 2), 1 0 1 2;
        depthwise: (2, 3, 4, 4) * (3, 3, 3), 1 1 1 3;
        pointwise_groups: (2, 4, 3, 3) * (2, 1, 1), 1 0 1 2;
        everything: (2, 4, 9, 7) * (6, 3, 2), 2 1 2 2;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    /// Windows one by one; and a mean lies below its maximum.
    #[test]
    fn windows(seed in 0_u64..1 << 40) {
        type X = (Images, Colours, dim!(7), dim!(5));
        let x = random::<X>(seed);
        let (max, mean) = (max_pool_forward(&x, Window::<3, 1>, Stride::<2>), avg_pool_forward(&x, Window::<3, 1>, Stride::<2>));
        for ([n, c, p, q], window) in (0..2).flat_map(|n| (0..3).flat_map(move |c| (0..3).flat_map(move |p| (0..3).map(move |q| [n, c, p, q]))))
            .map(|at @ [n, c, p, q]| (at, [0, 1, 2].map(|i| x[[n, c, 2 * p + i, 2 * q]])))
        {
            prop_assert_eq!(max[[n, c, p, q]], window.into_iter().fold(f64::MIN, f64::max));
            prop_assert!((mean[[n, c, p, q]] - window.iter().sum::<f64>() / 3.0).abs() < 1e-15);
        }
        let (max, mean) = (global_max_pool_forward(&x), global_avg_pool_forward(&x));
        prop_assert!(max.as_slice().iter().zip(mean.as_slice()).all(|(max, mean)| max > mean));
    }
    /// The mean of equal windows is a convolution with equal weights, each channel for itself.
    #[test]
    fn a_mean_is_a_convolution(seed in 0_u64..1 << 40) {
        type X = (Images, Colours, dim!(6), dim!(8));
        type Mean = Conv2d<Colours, Colours, dim!(2), dim!(4), dim!(2), Zero, One, Colours, f64>;
        let x = random::<X>(seed);
        let by_weights = Mean::new(Tensor::full(0.125), Tensor::zeros()).predict(&x);
        near(AvgPool2d::<dim!(2), dim!(4)>::new().predict(&x).as_slice(), by_weights.as_slice())?;
    }
    /// Whole images that move, move what the filters find.
    #[test]
    fn a_shift_goes_through(seed in 0_u64..1 << 40) {
        let (w, wide) = (random::<(Filters, Colours, dim!(3), dim!(2))>(seed), random::<(Image, Colours, dim!(5), dim!(8))>(seed + 1));
        let at = |shift| Tensor::<(Image, Colours, dim!(5), dim!(7)), f64>::from_fn(|[n, c, h, v]| wide[[n, c, h, v + shift]]);
        let maps = |x: &Array<_, f64>| conv_forward(x, &w, &Tensor::zeros(), Stride::<1>, Pad::<0>);
        let (here, shifted) = (maps(&at(0)), maps(&at(1)));
        for f in 0..4 {
            for p in 0..3 {
                let (here, shifted) = ([1, 2, 3, 4, 5].map(|q| here[[0, f, p, q]]), [0, 1, 2, 3, 4].map(|q| shifted[[0, f, p, q]]));
                near(&here, &shifted)?;
            }
        }
    }
}

#[test]
fn nan_passes_where_it_is_seen_and_nowhere_else() {
    let mut x = Tensor::<(Image, Grey, dim!(4), dim!(6)), f64>::ones();
    x[[0, 0, 1, 1]] = f64::NAN;
    let y = conv_forward(
        &x,
        &Tensor::<(Filters, Grey, dim!(2), dim!(2)), f64>::zeros(),
        &Tensor::zeros(),
        Stride::<2>,
        Pad::<0>,
    );
    for f in 0..4 {
        for [p, q] in [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]] {
            assert_eq!(y[[0, f, p, q]].is_nan(), [p, q] == [0, 0], "NaN times 0 is NaN");
        }
    }
    let (max, mean) =
        (max_pool_forward(&x, Window::<2, 2>, Stride::<2>), avg_pool_forward(&x, Window::<2, 2>, Stride::<2>));
    assert!(max[[0, 0, 0, 0]].is_nan() && mean[[0, 0, 0, 0]].is_nan());
    assert_eq!((max[[0, 0, 1, 2]], mean[[0, 0, 1, 2]]), (1.0, 1.0));
    assert!(global_max_pool_forward(&x)[[0, 0]].is_nan());
    let dx = max_pool_backward(&Tensor::ones(), &x, Window::<2, 2>, Stride::<2>);
    assert_eq!(dx[[0, 0, 1, 1]], 1.0, "as numpy's argmax, which finds the first NaN");
}
#[test]
fn infinities_and_large_numbers() {
    let x = Tensor::<(Image, Grey, dim!(2), dim!(2))>::from([[[[f32::NEG_INFINITY; 2]; 2]]]);
    assert_eq!(max_pool_forward(&x, Window::<2, 2>, Stride::<1>), [[[[f32::NEG_INFINITY]]]]);
    let x = Tensor::<(Image, Grey, dim!(2), dim!(2))>::full(1e4);
    let y = conv_forward(
        &x,
        &Tensor::<(Grey, Grey, dim!(2), dim!(2))>::full(-1e4),
        &Tensor::zeros(),
        Stride::<1>,
        Pad::<0>,
    );
    assert_eq!(y, [[[[-4e8]]]]);
}

#[test]
fn one_layer_for_every_batch_and_every_size_of_image() {
    let layer = Conv2d::<Colours, Filters, dim!(3), dim!(3), One, One>::init(&mut StdRng::seed_from_u64(1));
    let images = Tensor::<(Images, Colours, dim!(4), dim!(5))>::normal(0.0, 1.0, &mut StdRng::seed_from_u64(2));
    let both = layer.predict(&images);
    for n in 0..2 {
        let one = Tensor::<(Image, Colours, dim!(4), dim!(5))>::from_fn(|[_, c, h, w]| images[[n, c, h, w]]);
        assert_eq!(layer.predict(&one).as_slice(), both.row(n).as_slice());
    }
    assert_eq!(layer.predict(&Tensor::<(Image, Colours, One, dim!(9))>::zeros()).as_slice(), [0.0; 36]);
}

#[test]
fn the_frames_of_a_film_are_images() {
    let layer = Conv2d::<Colours, Filters, dim!(3), dim!(3)>::init(&mut StdRng::seed_from_u64(3));
    let film = Tensor::<(Images, dim!(3), Colours, dim!(5), dim!(7))>::normal(0.0, 1.0, &mut StdRng::seed_from_u64(4));
    let images = Tensor::<(dim!(6), Colours, dim!(5), dim!(7))>::from_slice(film.as_slice()).unwrap();
    let maps: Tensor<(Images, dim!(3), Filters, dim!(3), dim!(5))> = layer.predict(&film);
    assert_eq!(maps.as_slice(), layer.predict(&images).as_slice());
}

#[test]
fn he_initialisation_keeps_the_variance() {
    type X = (dim!(8), dim!(32), dim!(12), dim!(12));
    let layer = Conv2d::<dim!(32), dim!(32), dim!(3), dim!(3)>::init(&mut StdRng::seed_from_u64(5));
    let y = layer.predict(&Tensor::<X>::normal(0.0, 1.0, &mut StdRng::seed_from_u64(6)));
    assert!((y.var_all() - 2.0).abs() < 0.1, "ReLU then halves it: {}", y.var_all());
    assert_eq!(layer.b.as_slice(), [0.0; 32]);
    let grouped =
        Conv2d::<dim!(32), dim!(64), dim!(3), dim!(3), One, Zero, One, dim!(8)>::init(&mut StdRng::seed_from_u64(7));
    assert!((grouped.w.var_all() - 2.0 / 36.0).abs() < 5e-3, "four channels are seen, not 32");
}

#[test]
fn parameters_are_named() {
    let mut lines = Vec::new();
    let net = (Conv2d::<Colours, Filters, dim!(3), dim!(2)>::zeros(), MaxPool2d::<dim!(2), dim!(2)>::new());
    net.each_param(|param, _| lines.push(format!("{} {:?} {}", param.path, param.kind, param.shape)));
    assert_eq!(lines, ["0.w Weight (Filters = 4, Colours = 3, 3, 2)", "0.b Bias (Filters = 4,)"]);
    assert_eq!(format!("{:?}", net.1), "MaxPool2d");
    assert_eq!(Filters::SIZE, 4);
}

/// Sums of f32 that are off by no more than a few last places, however many they are: in a plain loop these would be off by 1e-3.
mod sums {
    use super::*;
    axes! { Many = 65536; }

    fn near(found: &[f32], exact: f64) {
        assert!(found.iter().all(|&found| (f64::from(found) / exact - 1.0).abs() < 5e-7), "{found:?} is not {exact}");
    }
    fn mean<S: Shape>(x: &Array<S>) -> f64 {
        x.as_slice().iter().map(|&x| f64::from(x)).sum::<f64>() / S::LEN as f64
    }
    #[test]
    fn of_the_pixels_of_a_window() {
        type X = (Image, Grey, dim!(1024), dim!(1024));
        let random = Tensor::<X>::uniform(0.0, 1.0, &mut StdRng::seed_from_u64(1));
        for x in [Tensor::full(0.1), random] {
            let exact = mean(&x);
            near(global_avg_pool_forward(&x).as_slice(), exact);
            near(GlobalAvgPool.predict(&x).as_slice(), exact);
            // Windows that do not go over the whole width, in whose lines there are gaps.
            let halves = avg_pool_forward(&x, Window::<1024, 512>, Stride::<512>);
            near(&[halves.mean_all()], exact);
        }
        let constant = Tensor::<X>::full(0.1);
        near(avg_pool_forward(&constant, Window::<512, 256>, Stride::<256>).as_slice(), f64::from(0.1_f32));
    }
    #[test]
    fn of_the_images_of_a_batch() {
        let w = Tensor::<(Filters, Grey, One, One)>::zeros();
        let dout = Tensor::<(Many, Filters, One, One)>::full(0.1);
        let x = Tensor::<(Many, Grey, One, One)>::zeros();
        let of_a_pixel = conv_backward(&dout, &x, &w, Stride::<1>, Pad::<0>);
        near(of_a_pixel.db.as_slice(), f64::from(0.1_f32) * 65536.0);
        let dout = Tensor::<(Many, Filters, One, dim!(16))>::full(0.1);
        let x = Tensor::<(Many, Grey, One, dim!(16))>::zeros();
        let of_a_line = conv_backward(&dout, &x, &w, Stride::<1>, Pad::<0>);
        near(of_a_line.db.as_slice(), f64::from(0.1_f32) * 65536.0 * 16.0);
    }
}

#[test]
fn the_greatest_of_no_pixels_is_minus_infinity() {
    type X = (Images, Colours, Zero, dim!(5));
    type Y = Tensor<(Images, Colours)>;
    let x = Tensor::<X>::zeros();
    assert_eq!(global_max_pool_forward(&x), Y::full(f32::NEG_INFINITY));
    assert_eq!(GlobalMaxPool.predict(&x), Y::full(f32::NEG_INFINITY));
    assert_eq!(global_max_pool_backward(&Y::ones(), &x), Tensor::zeros());
    assert!(global_avg_pool_forward(&x).as_slice().iter().all(|mean| mean.is_nan()), "as the mean of nothing is");
    assert_eq!(global_avg_pool_backward(&Y::ones()), x);
    let x = Tensor::<(Images, Colours, dim!(5), Zero)>::zeros();
    assert_eq!(global_max_pool_forward(&x), Y::full(f32::NEG_INFINITY));
    assert_eq!(global_max_pool_backward(&Y::ones(), &x), Tensor::zeros());
}
