//! Products and convolutions on several threads.
use super::matrix::{MatrixMut, MatrixRef, Write};

/// Fewer products of two numbers are done before what another thread needs has come to its core, and what it has made has come back.
///
/// Measured on two cores of a Zen 4 server, whole training steps, with one thread and with two: 784-100-10 with 128 rows (10 million
/// products) 0.41 ms, and 0.35 or 0.57, as the host places the two cores; 3072-512-512-10 with 128 rows (34 and 201 million) 11.4 and 5.8;
/// a convnet with 50 images of 3 by 32 by 32 and filters of 7 by 7 (241 million a convolution) 14.2 and 8.4.
const WORTH: usize = 1 << 25;
/// Parts begin at multiples of these: whole tiles.
const ROWS: usize = 12;
const COLS: usize = 16;

/// How many parts so many products of two numbers are cut into: one for each of so many threads, if it is worth it.
pub(super) const fn parts_of(products: usize, threads: usize) -> usize {
    if products >= WORTH { threads } else { 1 }
}
/// Calls `run` for all of so many parts at once. `split` cuts what is to be so many in two, of which the first is to be so many.
pub(super) fn at_once<T: Send>(
    all: T,
    parts: usize,
    split: &(impl Fn(T, usize, usize) -> (T, T) + Sync),
    run: &(impl Fn(T) + Sync),
) {
    if parts < 2 {
        return run(all);
    }
    let first = parts / 2;
    let (left, right) = split(all, first, parts);
    rayon::join(|| at_once(left, first, split, run), || at_once(right, parts - first, split, run));
}

/// Cuts `c` into a part for each thread of rayon's pool, and calls `product` for all of them at once.
///
/// A part has the same bits as it has in the whole: no sum is cut.
pub(super) fn in_parts<E: Copy + Send + Sync>(
    a: MatrixRef<'_, E>,
    b: MatrixRef<'_, E>,
    c: MatrixMut<'_, E>,
    write: Write<'_, E>,
    product: fn(MatrixRef<'_, E>, MatrixRef<'_, E>, MatrixMut<'_, E>, Write<'_, E>),
) {
    let products = c.rows() * c.cols() * a.cols;
    let threads = if c.rows() > 1 && products >= WORTH { rayon::current_num_threads() } else { 1 };
    cut(a, b, c, write, threads, product);
}
fn cut<E: Copy + Send + Sync>(
    a: MatrixRef<'_, E>,
    b: MatrixRef<'_, E>,
    c: MatrixMut<'_, E>,
    write: Write<'_, E>,
    parts: usize,
    product: fn(MatrixRef<'_, E>, MatrixRef<'_, E>, MatrixMut<'_, E>, Write<'_, E>),
) {
    let (rows, cols) = (c.rows(), c.cols());
    // By columns no part of b goes to two cores, and none is copied into panels twice.
    let by_columns = cols >= 2 * COLS * parts;
    let first = parts / 2;
    if parts > 1 && by_columns {
        let at = cols * first / parts / COLS * COLS;
        let ((left, right), (onto_left, onto_right)) = (c.split_cols(at), write.split_cols(at));
        let (b_left, b_right) = b.t().split_rows(at);
        rayon::join(
            || cut(a, b_left.t(), left, onto_left, first, product),
            || cut(a, b_right.t(), right, onto_right, parts - first, product),
        );
    } else if parts > 1 && rows >= ROWS * parts {
        let at = rows * first / parts / ROWS * ROWS;
        let ((a_upper, a_lower), (upper, lower)) = (a.split_rows(at), c.split_rows(at));
        rayon::join(
            || cut(a_upper, b, upper, write, first, product),
            || cut(a_lower, b, lower, write, parts - first, product),
        );
    } else {
        product(a, b, c, write);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Gemm, simd, tiled::Tiled};
    use super::*;
    use alloc::vec;
    use alloc::vec::Vec;

    /// Numbers whose products and sums are rounded.
    fn numbers(len: usize, seed: usize) -> Vec<f32> {
        (0..len).map(|i| ((i * 7919 + seed * 104_729) % 1009) as f32 / 1009.0 - 0.5).collect()
    }
    fn in_so_many(parts: usize, [n, k, m]: [usize; 3], b_transposed: bool) -> Vec<f32> {
        let (a, b, mut c) = (numbers(n * k, 1), numbers(k * m, 2), vec![0.5; n * m]);
        let b = if b_transposed { MatrixRef::row_major(&b, m, k).t() } else { MatrixRef::row_major(&b, k, m) };
        cut(
            MatrixRef::row_major(&a, n, k),
            b,
            MatrixMut::row_major(&mut c, n, m),
            Write::Add,
            parts,
            |a, b, c, write| {
                simd::dispatch(Tiled { a, b, c, write });
            },
        );
        c
    }
    #[test]
    fn any_number_of_threads_gives_the_same_bits() {
        for sizes in [[1, 300, 200], [2, 300, 100], [13, 150, 31], [50, 7, 97], [100, 129, 5], [64, 260, 64]] {
            for b_transposed in [false, true] {
                let one = in_so_many(1, sizes, b_transposed);
                for parts in [2, 3, 4, 7] {
                    assert_eq!(one, in_so_many(parts, sizes, b_transposed), "{sizes:?} in {parts} parts");
                }
            }
        }
    }
    #[test]
    fn the_large_ones_do_so_too() {
        let n = 650;
        let (a, b, bias) = (numbers(n * n, 1), numbers(n * n, 2), numbers(n, 3));
        let on = |threads| {
            let mut c = vec![f32::NAN; n * n];
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
            pool.install(|| {
                let (a, b) = (MatrixRef::row_major(&a, n, n), MatrixRef::row_major(&b, n, n));
                f32::multiply(a, b, MatrixMut::row_major(&mut c, n, n), Write::Rectified(&bias));
            });
            c
        };
        let one = on(1);
        assert_eq!(one, on(2));
        assert_eq!(one, on(3));
    }
}
