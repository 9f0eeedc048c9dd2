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

/// A matrix inside a slice, to be written: each row lies whole, and row `i` begins at `i · row_stride`.
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
    /// Every row lies inside the slice, and behind the one before it.
    fn lies_inside(&self) -> bool {
        self.rows == 0
            || self.cols == 0
            || ((self.rows == 1 || self.row_stride >= self.cols)
                && (self.rows - 1) * self.row_stride + self.cols <= self.data.len())
    }
}

/// What a product does to the numbers that are there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Write {
    /// Takes their place.
    Over,
    /// Is added to them.
    #[cfg_attr(not(feature = "alloc"), allow(dead_code, reason = "layers alone add, and they need an allocator"))]
    Add,
}

/// `c = a · b`, row by row.
#[inline]
pub(crate) fn gemm<E: Float>(a: MatrixRef<'_, E>, b: MatrixRef<'_, E>, c: &mut [E]) {
    assert!(c.len() == a.rows * b.cols, "the sizes of a matrix product disagree");
    let (rows, cols) = (a.rows, b.cols);
    gemm_into(a, b, MatrixMut::row_major(c, rows, cols), Write::Over);
}

/// `c = a · b` or `c += a · b`, into rows that may lie apart.
#[inline]
pub(crate) fn gemm_into<E: Float>(a: MatrixRef<'_, E>, b: MatrixRef<'_, E>, c: MatrixMut<'_, E>, write: Write) {
    assert!(a.cols == b.rows && c.rows == a.rows && c.cols == b.cols, "the sizes of a matrix product disagree");
    assert!(a.lies_inside() && b.lies_inside() && c.lies_inside(), "a matrix reaches beyond its slice");
    E::multiply(a, b, c, write);
}

/// The product kernel of a float type.
pub trait Gemm: Sized {
    #[doc(hidden)]
    #[allow(private_interfaces, reason = "called by `gemm_into` alone, which checks the sizes")]
    fn multiply(a: MatrixRef<'_, Self>, b: MatrixRef<'_, Self>, c: MatrixMut<'_, Self>, write: Write);
}

#[cfg(feature = "alloc")]
macro_rules! gemm { ($($float:ident $kernel:ident)*) => { $(
    impl Gemm for $float {
        #[allow(private_interfaces, reason = "called by `gemm_into` alone, which checks the sizes")]
        #[inline]
        fn multiply(a: MatrixRef<'_, Self>, b: MatrixRef<'_, Self>, c: MatrixMut<'_, Self>, write: Write) {
            let kept = if write == Write::Add { 1.0 } else { 0.0 };
            // SAFETY: `gemm_into` has checked that a is m×k, b is k×n and c is m×n, that the last element of each lies inside its
            // slice (and with it every other, as no stride is negative), and that no two elements of c are one; c is borrowed
            // exclusively.
            unsafe {
                matrixmultiply::$kernel(
                    a.rows, a.cols, b.cols, 1.0,
                    a.data.as_ptr(), a.row_stride as isize, a.col_stride as isize,
                    b.data.as_ptr(), b.row_stride as isize, b.col_stride as isize,
                    kept, c.data.as_mut_ptr(), c.row_stride as isize, 1,
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
        #[allow(private_interfaces, reason = "called by `gemm_into` alone, which checks the sizes")]
        fn multiply(a: MatrixRef<'_, Self>, b: MatrixRef<'_, Self>, c: MatrixMut<'_, Self>, write: Write) {
            // A matrix without columns has no rows to cut.
            for i in 0..if c.cols == 0 { 0 } else { c.rows } {
                let row = &mut c.data[i * c.row_stride..][..c.cols];
                if write == Write::Over {
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
