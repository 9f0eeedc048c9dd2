//! On every instruction set, in numbers that are exact: the plain sums.
use super::params::BackwardParams;
use super::pass::Pass;
use super::{ConvSizes, ConvWork, Images, Side};
use crate::kernel::simd::on_set;
use alloc::vec;
use alloc::vec::Vec;

fn numbers(len: usize, seed: usize) -> Vec<f32> {
    (0..len).map(|i| ((i * 37 + seed * 11) % 15) as f32 - 7.0).collect()
}
/// A side under a filter, and `extra` pixels that no filter sees.
fn side(out: usize, kernel: usize, [stride, pad, dilation, extra]: [usize; 4]) -> Option<Side> {
    let span = (kernel - 1) * dilation + 1;
    let input = ((out - 1) * stride + span + extra).checked_sub(2 * pad)?;
    (input > 0 && extra < stride).then_some(Side { input, kernel, stride, pad, dilation, out })
}
/// `y` without the bias, `dw` and `dx`, as they are defined.
fn by_hand(sizes: ConvSizes, x: &[f32], w: &[f32], dy: &[f32]) -> [Vec<f32>; 3] {
    let ConvSizes { batch, groups, channels, filters, height, width } = sizes;
    let mut all = [vec![0.0; dy.len()], vec![0.0; w.len()], vec![0.0; x.len()]];
    for (n, g) in (0..batch).flat_map(|n| (0..groups).map(move |g| (n, g))) {
        for (f, c) in (0..filters).flat_map(|f| (0..channels).map(move |c| (f, c))) {
            for (p, q) in (0..height.out).flat_map(|p| (0..width.out).map(move |q| (p, q))) {
                for (i, j) in (0..height.kernel).flat_map(|i| (0..width.kernel).map(move |j| (i, j))) {
                    let (h, v) = (p * height.stride + i * height.dilation, q * width.stride + j * width.dilation);
                    let (Some(h), Some(v)) = (h.checked_sub(height.pad), v.checked_sub(width.pad)) else { continue };
                    if h < height.input && v < width.input {
                        let pixel = (((n * groups + g) * channels + c) * height.input + h) * width.input + v;
                        let weight = (((g * filters + f) * channels + c) * height.kernel + i) * width.kernel + j;
                        let place = (((n * groups + g) * filters + f) * height.out + p) * width.out + q;
                        all[0][place] += x[pixel] * w[weight];
                        all[1][weight] += x[pixel] * dy[place];
                        all[2][pixel] += w[weight] * dy[place];
                    }
                }
            }
        }
    }
    all
}
fn check(sizes: ConvSizes) {
    let (all, places) = (sizes.batch * sizes.groups, sizes.places());
    let (x, w) = (numbers(all * sizes.image(), 1), numbers(sizes.groups * sizes.weights(), 2));
    let (dy, b) = (numbers(all * sizes.filters * places, 3), numbers(sizes.groups * sizes.filters, 4));
    let [plain, dw, dx] = by_hand(sizes, &x, &w, &dy);
    let mut db = vec![0.0; b.len()];
    dy.chunks_exact(places).enumerate().for_each(|(nth, dy)| db[nth % b.len()] += dy.iter().sum::<f32>());
    let mut work = ConvWork::new(sizes, true);
    for (set, relu) in (0..3).flat_map(|set| [(set, false), (set, true)]) {
        let end = |y: f32| if relu { y.max(0.0) } else { y };
        let y = plain.iter().enumerate().map(|(at, y)| end(y + b[at / places % b.len()])).collect::<Vec<_>>();
        // What others left in the buffer does not matter.
        let mut found = [vec![0.5; y.len()], vec![0.5; dw.len()], vec![0.5; db.len()], vec![0.5; dx.len()]];
        let [found_y, found_dw, found_db, found_dx] = &mut found;
        work.buffer.fill(f32::NAN);
        let forward = Images { sizes, from: &x, buffer: &mut work.buffer, to: found_y };
        on_set(set, Pass::new(forward, &work.plan, &w, Some(&b), relu));
        work.buffer.fill(f32::NAN);
        on_set(set, BackwardParams::new(sizes, &work.plan, [&dy, &x], &mut work.buffer, [found_dw, found_db]));
        work.buffer.fill(f32::NAN);
        let back = Images { sizes, from: &dy, buffer: &mut work.buffer, to: found_dx };
        on_set(set, Pass::new(back, &work.plan_back, &w, None, false));
        for (nth, (found, expected)) in found.iter().zip([&y, &dw, &db, &dx]).enumerate() {
            assert!(found == expected, "{} of {sizes:?} on set {set}", ["y", "dw", "db", "dx"][nth]);
        }
    }
}

#[test]
fn every_way_is_the_sum_of_its_products() {
    const WAYS: [[usize; 4]; 9] = [
        [1, 0, 1, 0],
        [1, 1, 1, 0],
        [1, 3, 1, 0],
        [2, 0, 1, 0],
        [2, 1, 1, 1],
        [3, 2, 1, 2],
        [1, 1, 2, 0],
        [2, 1, 3, 0],
        [3, 4, 2, 1],
    ];
    for (way, more) in WAYS.into_iter().flat_map(|way| WAYS.map(|more| (way, more))) {
        for (kernels, out) in [((3, 2), (3, 5)), ((1, 3), (1, 19)), ((2, 4), (4, 2))] {
            let sides = (side(out.0, kernels.0, way), side(out.1, kernels.1, more));
            if let (Some(height), Some(width)) = sides {
                check(ConvSizes { batch: 2, groups: 2, channels: 2, filters: 3, height, width });
            }
        }
    }
}
#[test]
fn so_is_every_number_of_filters_and_every_width() {
    const COUNTS: [usize; 8] = [1, 2, 3, 5, 9, 17, 33, 45];
    for (filters, channels) in COUNTS.into_iter().flat_map(|filters| [(filters, 2), (3, filters)]) {
        for out in [1, 4, 7, 8, 9, 15, 16, 20, 33] {
            let sides = (side(3, 3, [1, 1, 1, 0]), side(out, 3, [1, 1, 1, 0]));
            let (Some(height), Some(width)) = sides else { continue };
            check(ConvSizes { batch: 1, groups: 1, channels, filters, height, width });
        }
    }
}
#[test]
fn a_relu_passes_what_is_not_a_number() {
    let one = side(9, 2, [1, 0, 1, 0]).unwrap();
    // Registers of places, registers of filters, and a product.
    for (filters, height, width) in [(3, one, one), (33, one, one), (3, Side::ONE, Side::ONE)] {
        let sizes = ConvSizes { batch: 1, groups: 1, channels: 1, filters, height, width };
        let (mut x, w) = (vec![-0.0; sizes.image()], vec![1.0; sizes.weights()]);
        (x[0], x[sizes.image() / 2]) = (f32::NAN, f32::NAN);
        let b = vec![-0.0; filters];
        let [mut y, mut whole] = [0.5, 0.5].map(|y| vec![y; filters * sizes.places()]);
        let mut work = ConvWork::new(sizes, false);
        sizes.forward(&x, &w, &b, false, &mut work, &mut whole);
        sizes.forward(&x, &w, &b, true, &mut work, &mut y);
        assert!(whole.iter().any(|y| y.is_nan()));
        assert!(y.iter().zip(&whole).all(|(y, whole)| y.to_bits() == if whole.is_nan() { whole.to_bits() } else { 0 }));
    }
}
#[cfg(feature = "threads")]
#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let numbers = |len: usize, seed: usize| -> Vec<f32> {
        (0..len).map(|i| ((i * 7919 + seed * 104_729) % 1009) as f32 / 1009.0 - 0.5).collect()
    };
    for (kernel, groups, batch, filters) in [(3, 1, 9, 75), (3, 3, 9, 24), (1, 1, 9, 75), (1, 2, 9, 40)] {
        let side = side(44, kernel, [1, kernel / 2, 1, 0]).unwrap();
        let sizes = ConvSizes { batch, groups, channels: 32, filters, height: side, width: side };
        assert!(sizes.products() > 1 << 25, "it is worth several threads");
        let (x, w) = (numbers(batch * groups * sizes.image(), 1), numbers(groups * sizes.weights(), 2));
        let (dy, b) = (numbers(batch * groups * filters * sizes.places(), 3), numbers(groups * filters, 4));
        let of = |threads| {
            let mut work = ConvWork::of_threads(threads, sizes, true);
            let mut found = [&dy, &w, &b, &x].map(|like| vec![f32::NAN; like.len()]);
            let [y, dw, db, dx] = &mut found;
            work.buffer.fill(f32::NAN);
            sizes.forward(&x, &w, &b, true, &mut work, y);
            work.buffer.fill(f32::NAN);
            sizes.backward_params(&dy, &x, &mut work, dw, db);
            work.buffer.fill(f32::NAN);
            sizes.backward_input(&dy, &w, &mut work, dx);
            found
        };
        let one = of(1);
        for threads in [2, 3, 4, 7, 16] {
            assert!(one == of(threads), "{sizes:?} with {threads} threads");
        }
    }
}
