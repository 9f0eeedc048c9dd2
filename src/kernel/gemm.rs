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

/// `c = a · b`, row by row.
#[inline]
pub(crate) fn gemm<E: Float>(a: MatrixRef<'_, E>, b: MatrixRef<'_, E>, c: &mut [E]) {
    assert!(a.cols == b.rows && c.len() == a.rows * b.cols, "the sizes of a matrix product disagree");
    assert!(a.lies_inside() && b.lies_inside(), "a matrix reaches beyond its slice");
    E::multiply(a, b, c);
}

/// The product kernel of a float type.
pub trait Gemm: Sized {
    #[doc(hidden)]
    #[allow(private_interfaces, reason = "called by `gemm` alone, which checks the sizes")]
    fn multiply(a: MatrixRef<'_, Self>, b: MatrixRef<'_, Self>, c: &mut [Self]);
}

#[cfg(feature = "alloc")]
macro_rules! gemm { ($($float:ident $kernel:ident)*) => { $(
    impl Gemm for $float {
        #[allow(private_interfaces, reason = "called by `gemm` alone, which checks the sizes")]
        #[inline]
        fn multiply(a: MatrixRef<'_, Self>, b: MatrixRef<'_, Self>, c: &mut [Self]) {
            // SAFETY: `gemm` has checked that a is m×k, b is k×n and c holds m·n elements, that the last element of a and of b
            // lies inside its slice (and with it every other, as no stride is negative); c is borrowed exclusively.
            unsafe {
                matrixmultiply::$kernel(
                    a.rows, a.cols, b.cols, 1.0,
                    a.data.as_ptr(), a.row_stride as isize, a.col_stride as isize,
                    b.data.as_ptr(), b.row_stride as isize, b.col_stride as isize,
                    0.0, c.as_mut_ptr(), b.cols as isize, 1,
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
        #[allow(private_interfaces, reason = "called by `gemm` alone, which checks the sizes")]
        fn multiply(a: MatrixRef<'_, Self>, b: MatrixRef<'_, Self>, c: &mut [Self]) {
            c.fill(0.0);
            for i in 0..a.rows {
                let row = &mut c[i * b.cols..][..b.cols];
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
