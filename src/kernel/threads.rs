//! Products on several threads.
use super::matrix::{MatrixMut, MatrixRef, Write};

/// A product of fewer products of two numbers is done before another thread has woken up.
const WORTH: usize = 1 << 20;
/// Parts begin at multiples of these: whole tiles.
const ROWS: usize = 12;
const COLS: usize = 32;

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
    let threads = if c.rows() > 1 && c.rows() * c.cols() * a.cols >= WORTH { rayon::current_num_threads() } else { 1 };
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
    // Who shares columns copies another part of b; who shares rows copies all of it once more, which matters less the smaller b is.
    let by_columns = cols >= 4 * COLS * parts || (rows < ROWS * parts && cols >= COLS * parts);
    let first = parts / 2;
    if parts > 1 && by_columns {
        let at = (cols * first / parts).next_multiple_of(COLS);
        let ((left, right), (onto_left, onto_right)) = (c.split_cols(at), write.split_cols(at));
        let (b_left, b_right) = b.t().split_rows(at);
        rayon::join(
            || cut(a, b_left.t(), left, onto_left, first, product),
            || cut(a, b_right.t(), right, onto_right, parts - first, product),
        );
    } else if parts > 1 && rows >= ROWS * parts {
        let at = (rows * first / parts).next_multiple_of(ROWS);
        let ((a_upper, a_lower), (upper, lower)) = (a.split_rows(at), c.split_rows(at));
        rayon::join(
            || cut(a_upper, b, upper, write, first, product),
            || cut(a_lower, b, lower, write, parts - first, product),
        );
    } else {
        product(a, b, c, write);
    }
}
