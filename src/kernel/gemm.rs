//! Matrix products over strided slices.
use crate::elem::Float;

/// A matrix inside a slice: element `(i, j)` lies at `i · row_stride + j · col_stride`.
#[derive(Clone, Copy)]
pub(crate) struct MatrixRef<'a, E> {
    pub data: &'a [E],
    pub rows: usize,
    pub cols: usize,
    pub row_stride: usize,
    pub col_stride: usize,
}
impl<'a, E> MatrixRef<'a, E> {
    /// A matrix that lies row by row.
    pub fn row_major(data: &'a [E], rows: usize, cols: usize) -> Self {
        MatrixRef { data, rows, cols, row_stride: cols, col_stride: 1 }
    }
    /// The same numbers with rows and columns exchanged.
    pub fn t(self) -> Self {
        MatrixRef { rows: self.cols, cols: self.rows, row_stride: self.col_stride, col_stride: self.row_stride, ..self }
    }
    fn lies_inside(&self) -> bool {
        self.rows == 0
            || self.cols == 0
            || (self.rows - 1) * self.row_stride + (self.cols - 1) * self.col_stride < self.data.len()
    }
}

/// A matrix inside a slice, to be changed: row `i` begins at `i · row_stride`.
pub(crate) struct MatrixMut<'a, E> {
    pub data: &'a mut [E],
    pub rows: usize,
    pub cols: usize,
    pub row_stride: usize,
}
impl<'a, E> MatrixMut<'a, E> {
    /// A matrix that lies row by row.
    pub fn row_major(data: &'a mut [E], rows: usize, cols: usize) -> Self {
        MatrixMut { data, rows, cols, row_stride: cols }
    }
    /// Rows that overlap would be one element at two places.
    fn lies_inside(&self) -> bool {
        self.rows == 0
            || self.cols == 0
            || (self.row_stride >= self.cols && (self.rows - 1) * self.row_stride + self.cols <= self.data.len())
    }
}

/// `c = a · b`, row by row.
#[inline]
pub(crate) fn gemm<E: Float>(a: MatrixRef<'_, E>, b: MatrixRef<'_, E>, c: &mut [E]) {
    assert!(c.len() == a.rows * b.cols, "the sizes of a matrix product disagree");
    let c = MatrixMut::row_major(c, a.rows, b.cols);
    multiply(a, b, E::ZERO, c);
}

/// `c += a · b`
#[cfg(any(feature = "alloc", test))]
#[inline]
pub(crate) fn gemm_add<E: Float>(a: MatrixRef<'_, E>, b: MatrixRef<'_, E>, c: MatrixMut<'_, E>) {
    multiply(a, b, E::ONE, c);
}

#[inline]
fn multiply<E: Float>(a: MatrixRef<'_, E>, b: MatrixRef<'_, E>, keep: E, c: MatrixMut<'_, E>) {
    let agree = a.cols == b.rows && c.rows == a.rows && c.cols == b.cols;
    assert!(agree, "the sizes of a matrix product disagree");
    assert!(a.lies_inside() && b.lies_inside() && c.lies_inside(), "a matrix reaches beyond its slice");
    E::multiply(a, b, keep, c);
}

/// The product kernel of a float type: `c = keep · c + a · b`, where a c that is not kept is not read.
pub trait Gemm: Sized {
    #[doc(hidden)]
    #[allow(private_interfaces, reason = "called by `multiply` alone, which checks the sizes")]
    fn multiply(a: MatrixRef<'_, Self>, b: MatrixRef<'_, Self>, keep: Self, c: MatrixMut<'_, Self>);
}

#[cfg(feature = "alloc")]
macro_rules! gemm { ($($float:ident $kernel:ident)*) => { $(
    impl Gemm for $float {
        #[allow(private_interfaces, reason = "called by `multiply` alone, which checks the sizes")]
        #[inline]
        fn multiply(a: MatrixRef<'_, Self>, b: MatrixRef<'_, Self>, keep: Self, c: MatrixMut<'_, Self>) {
            // SAFETY: `multiply` has checked that a is m×k, b is k×n and c is m×n, that the last element of each lies inside its
            // slice (and with it every other, as no stride is negative), and that the rows of c do not overlap; c is borrowed exclusively.
            unsafe {
                matrixmultiply::$kernel(
                    a.rows, a.cols, b.cols, 1.0,
                    a.data.as_ptr(), a.row_stride as isize, a.col_stride as isize,
                    b.data.as_ptr(), b.row_stride as isize, b.col_stride as isize,
                    keep, c.data.as_mut_ptr(), c.row_stride as isize, 1,
                );
            }
        }
    }
)* } }
#[cfg(feature = "alloc")]
gemm! { f32 sgemm f64 dgemm }

/// Without an allocator there is no room to pack operands: a plain loop, whose inner one runs along the rows of b and c.
#[cfg(not(feature = "alloc"))]
macro_rules! gemm { ($($float:ident)*) => { $(
    impl Gemm for $float {
        #[allow(private_interfaces, reason = "called by `multiply` alone, which checks the sizes")]
        fn multiply(a: MatrixRef<'_, Self>, b: MatrixRef<'_, Self>, keep: Self, c: MatrixMut<'_, Self>) {
            for i in 0..a.rows {
                let row = &mut c.data[i * c.row_stride..][..b.cols];
                if keep == 0.0 {
                    row.fill(0.0);
                }
                for k in 0..a.cols {
                    let factor = a.data[i * a.row_stride + k * a.col_stride];
                    for (j, sum) in row.iter_mut().enumerate() {
                        *sum += factor * b.data[k * b.row_stride + j * b.col_stride];
                    }
                }
            }
        }
    }
)* } }
#[cfg(not(feature = "alloc"))]
gemm! { f32 f64 }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_added_to_rows_that_lie_apart() {
        let (a, b) = ([1.0, 2.0, 3.0, 4.0], [10.0, 20.0, 30.0, 40.0]);
        let mut c = [1.0, 2.0, -1.0, 3.0, 4.0, -1.0];
        let rows = MatrixMut { data: &mut c[..5], rows: 2, cols: 2, row_stride: 3 };
        gemm_add(MatrixRef::row_major(&a, 2, 2), MatrixRef::row_major(&b, 2, 2), rows);
        assert_eq!(c, [71.0, 102.0, -1.0, 153.0, 224.0, -1.0]);
    }
    #[test]
    #[should_panic(expected = "a matrix reaches beyond its slice")]
    fn rows_that_overlap_are_refused() {
        let a = [1.0, 2.0];
        let c = MatrixMut { data: &mut [0.0; 4], rows: 2, cols: 2, row_stride: 1 };
        gemm_add(MatrixRef::row_major(&a, 2, 1), MatrixRef::row_major(&a, 1, 2), c);
    }
}
