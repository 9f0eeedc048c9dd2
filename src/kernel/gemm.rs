//! Matrix products over strided slices.
#[cfg(feature = "alloc")]
use super::Loops;
#[cfg(feature = "alloc")]
use super::elementwise::Elementwise;
use super::matrix::{MatrixMut, MatrixRef, Write};
use super::simd::dispatch;
use super::tiled::Tiled;
use crate::elem::Float;

/// `c = a · b`, row by row.
#[cfg(feature = "alloc")]
#[inline]
pub(crate) fn gemm<E: Float>(a: MatrixRef<'_, E>, b: MatrixRef<'_, E>, c: &mut [E]) {
    assert!(c.len() == a.rows * b.cols, "the sizes of a matrix product disagree");
    let (rows, cols) = (a.rows, b.cols);
    gemm_into(a, b, MatrixMut::row_major(c, rows, cols), Write::Over);
}

/// `c = a · b`, or that and what [`Write`] says, into rows that may lie apart.
#[inline]
pub(crate) fn gemm_into<E: Float>(a: MatrixRef<'_, E>, b: MatrixRef<'_, E>, c: MatrixMut<'_, E>, write: Write<'_, E>) {
    assert!(a.cols == b.rows && c.rows() == a.rows && c.cols() == b.cols, "the sizes of a matrix product disagree");
    assert!(a.lies_inside() && b.lies_inside(), "a matrix reaches beyond its slice");
    if let Some(row) = write.bias() {
        assert!(row.len() == b.cols, "a bias has as many numbers as the product has columns");
    }
    E::multiply(a, b, c, write);
}

/// The product kernel of a float type.
pub trait Gemm: Sized {
    #[doc(hidden)]
    #[allow(private_interfaces, reason = "called by `gemm_into` alone, which checks the sizes")]
    fn multiply(a: MatrixRef<'_, Self>, b: MatrixRef<'_, Self>, c: MatrixMut<'_, Self>, write: Write<'_, Self>);
}

macro_rules! gemm {
    ($float:ident $kernel:ident $inline:meta) => {
        impl Gemm for $float {
            // Of f32 it is compiled here, once, and with the optimisation of this crate, where the calling one may be a debug build. Of f64,
            // which few programs have, where it is used, unless the feature `f64` says otherwise: it was half of what this crate took to compile.
            #[allow(private_interfaces, reason = "called by `gemm_into` alone, which checks the sizes")]
            #[$inline]
            fn multiply(
                a: MatrixRef<'_, Self>,
                b: MatrixRef<'_, Self>,
                c: MatrixMut<'_, Self>,
                write: Write<'_, Self>,
            ) {
                #[cfg(feature = "alloc")]
                if is_large([a.rows, a.cols, b.cols], a.row_stride == 1 && a.col_stride > 1) {
                    return in_parts(a, b, c, write, |a, b, mut c, write| {
                        if let Some(row) = write.bias() {
                            (0..c.rows()).for_each(|i| c.row(i).copy_from_slice(row));
                        }
                        let kept = if matches!(write, Write::Over) { 0.0 } else { 1.0 };
                        // SAFETY: `gemm_into` has checked that a is m×k, b is k×n and c is m×n, and that the last element of a and b lies
                        // inside its slice (and with it every other, as no stride is negative), which a part does not change. The elements
                        // of c lie inside its slice, no two are one, and they are nobody else's.
                        unsafe {
                            matrixmultiply::$kernel(
                                a.rows,
                                a.cols,
                                b.cols,
                                1.0,
                                a.data.as_ptr(),
                                a.row_stride as isize,
                                a.col_stride as isize,
                                b.data.as_ptr(),
                                b.row_stride as isize,
                                b.col_stride as isize,
                                kept,
                                c.as_mut_ptr(0, 0),
                                c.row_stride() as isize,
                                1,
                            );
                        }
                        if write.rectifies() {
                            (0..c.rows()).for_each(|i| Loops::relu_in_place(c.row(i)));
                        }
                    });
                }
                in_parts(a, b, c, write, |a, b, c, write| dispatch(Tiled { a, b, c, write }));
            }
        }
    };
}
gemm! { f32 sgemm inline(never) }
#[cfg(feature = "f64")]
gemm! { f64 dgemm inline(never) }
#[cfg(not(feature = "f64"))]
gemm! { f64 dgemm inline }

#[cfg(feature = "threads")]
use super::threads::in_parts;
/// The whole, at once.
#[cfg(not(feature = "threads"))]
fn in_parts<E>(
    a: MatrixRef<'_, E>,
    b: MatrixRef<'_, E>,
    c: MatrixMut<'_, E>,
    write: Write<'_, E>,
    product: fn(MatrixRef<'_, E>, MatrixRef<'_, E>, MatrixMut<'_, E>, Write<'_, E>),
) {
    product(a, b, c, write);
}

/// Whether matrixmultiply does the product of an n×k and a k×m matrix, of which the first may lie by columns: never if other machines have
/// to agree, as it adds in another order on each. It copies both operands into the order in which it reads them, a whole cache full at a
/// time.
///
/// Measured on one core of a Zen 4 server with AVX-512, f32, in turns, GFLOP/s of A·B, Aᵀ·B and A·Bᵀ (the limit is 117):
///
/// | n×k×m | tiles | matrixmultiply |
/// |---|---|---|
/// | 256×256×256 | 111, 112, 110 | 104, 110, 98 |
/// | 384×384×384 | 111, 112, 110 | 107, 112, 102 |
/// | 512×512×512 | 107, 103, 105 | 106, 108, 102 |
/// | 640×640×640 | 106, 106, 104 | 106, 108, 102 |
/// | 768×768×768 | 103, 104, 102 | 107, 108, 103 |
/// | 1024×1024×1024 | 94, 96, 93 | 102, 104, 99 |
/// | 256×1024×1024 | 93, 100, 89 | 99, 102, 88 |
/// | 1024×256×1024 | 99, 97, 98 | 109, 109, 105 |
/// | 512×128×512 | 113, 112, 113 | 107, 111, 105 |
/// | 128×3072×512 | 89, 97, 83 | 92, 98, 76 |
/// | 3072×128×512 | 109, 109, 108 | 108, 109, 106 |
/// | 64×4096×4096 | 74, 78, 67 | 73, 74, 58 |
#[cfg(feature = "alloc")]
const fn is_large([n, k, m]: [usize; 3], by_columns: bool) -> bool {
    let least = if by_columns { 400 * 400 * 400 } else { 640 * 640 * 640 };
    !cfg!(feature = "reproducible") && n >= 256 && k >= 256 && m >= 256 && n * k * m >= least
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::super::simd;
    use super::*;
    use alloc::vec;
    use alloc::vec::Vec;

    /// Numbers that are exact in f32, and so are their products and sums.
    fn numbers(len: usize, seed: usize) -> Vec<f32> {
        (0..len).map(|i| ((i * 37 + seed * 11) % 15) as f32 - 7.0).collect()
    }

    #[test]
    fn every_size_and_form_is_the_sum_of_its_products() {
        let bias = numbers(70, 3);
        const SIZES: [usize; 10] = [0, 1, 3, 4, 6, 9, 13, 17, 33, 70];
        for (rows, cols) in SIZES.into_iter().flat_map(|rows| SIZES.map(|cols| (rows, cols))) {
            for depth in [0, 1, 5, 129] {
                let (left, right) = (numbers(rows * depth, 1), numbers(depth * cols, 2));
                for form in 0..4 {
                    let a = match form % 2 {
                        0 => MatrixRef::row_major(&left, rows, depth),
                        _ => MatrixRef::row_major(&left, depth, rows).t(),
                    };
                    let b = match form / 2 {
                        0 => MatrixRef::row_major(&right, depth, cols),
                        _ => MatrixRef::row_major(&right, cols, depth).t(),
                    };
                    let at = |m: MatrixRef<'_, f32>, i: usize, j: usize| m.data[i * m.row_stride + j * m.col_stride];
                    let sum = |i, j| (0..depth).map(|k| at(a, i, k) * at(b, k, j)).sum::<f32>();
                    let (onto, rectified) = (Write::Onto(&bias[..cols]), Write::Rectified(&bias[..cols]));
                    let ways = [(Write::Over, 0), (Write::Add, 1), (onto, 1), (Write::Add, 2), (onto, 0), (onto, 2)];
                    for (write, set) in ways.into_iter().chain((0..3).map(|set| (rectified, set))) {
                        // Between the rows of c lie two numbers of somebody else.
                        let mut c = vec![0.5; rows * (cols + 2)];
                        let into = MatrixMut::new(&mut c, rows, cols, cols + 2);
                        assert!(a.lies_inside() && b.lies_inside());
                        simd::on_set(set, Tiled { a, b, c: into, write });
                        let before = |j: usize| match write {
                            Write::Over => 0.0,
                            Write::Add => 0.5,
                            Write::Onto(row) | Write::Rectified(row) => row[j],
                        };
                        let expected = |sum: f32| if write.rectifies() { sum.max(0.0) } else { sum };
                        for (i, row) in c.chunks(cols + 2).enumerate() {
                            for (j, &found) in row[..cols].iter().enumerate() {
                                assert_eq!(
                                    found,
                                    expected(sum(i, j) + before(j)),
                                    "{rows}x{depth}x{cols}, form {form}, at {i}, {j}"
                                );
                            }
                            assert_eq!(row[cols..], [0.5; 2], "{rows}x{depth}x{cols}, form {form}, behind row {i}");
                        }
                    }
                }
            }
        }
    }
}
