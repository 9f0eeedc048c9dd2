//! Matrices inside slices: the operands of a product.
use core::marker::PhantomData;

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
    pub fn lies_inside(&self) -> bool {
        self.rows == 0
            || self.cols == 0
            || (self.rows - 1) * self.row_stride + (self.cols - 1) * self.col_stride < self.data.len()
    }
    /// The rows before `at`, and the others.
    #[cfg(feature = "threads")]
    pub fn split_rows(self, at: usize) -> (Self, Self) {
        let from = if self.cols == 0 { 0 } else { at * self.row_stride };
        (MatrixRef { rows: at, ..self }, MatrixRef { data: &self.data[from..], rows: self.rows - at, ..self })
    }
}

/// A matrix inside a slice, to be written: each row lies whole, and row `i` begins at `i · row_stride`.
///
/// What lies between the rows belongs to others. It is a pointer, since the columns of one matrix may be two matrices.
pub(crate) struct MatrixMut<'a, E> {
    at: *mut E,
    rows: usize,
    cols: usize,
    row_stride: usize,
    of: PhantomData<&'a mut [E]>,
}
// SAFETY: its elements are nobody else's.
#[cfg(feature = "threads")]
unsafe impl<E: Send> Send for MatrixMut<'_, E> {}
impl<'a, E> MatrixMut<'a, E> {
    /// Panics if a row reaches into the next, or beyond the slice.
    pub fn new(data: &'a mut [E], rows: usize, cols: usize, row_stride: usize) -> Self {
        assert!(
            rows == 0
                || cols == 0
                || ((rows == 1 || row_stride >= cols) && (rows - 1) * row_stride + cols <= data.len()),
            "a matrix reaches beyond its slice"
        );
        MatrixMut { at: data.as_mut_ptr(), rows, cols, row_stride, of: PhantomData }
    }
    /// A matrix that lies row by row.
    pub fn row_major(data: &'a mut [E], rows: usize, cols: usize) -> Self {
        Self::new(data, rows, cols, cols)
    }
    pub fn rows(&self) -> usize {
        self.rows
    }
    pub fn cols(&self) -> usize {
        self.cols
    }
    pub fn row_stride(&self) -> usize {
        self.row_stride
    }
    /// Where element `(i, j)` lies, and behind it the rest of its row.
    pub fn as_mut_ptr(&mut self, i: usize, j: usize) -> *mut E {
        self.at.wrapping_add(i * self.row_stride + j)
    }
    pub fn row(&mut self, i: usize) -> &mut [E] {
        assert!(i < self.rows);
        // SAFETY: the elements of a row lie one behind the other, inside the slice that this was made of, and are nobody else's.
        unsafe { core::slice::from_raw_parts_mut(self.as_mut_ptr(i, 0), self.cols) }
    }
    /// A column whose elements lie one behind the other, as a row.
    pub fn into_row(self) -> Self {
        assert!(self.cols == 1 && self.row_stride == 1);
        MatrixMut { rows: 1, cols: self.rows, row_stride: self.rows, ..self }
    }
    /// The rows before `at`, and the others.
    #[cfg(feature = "threads")]
    pub fn split_rows(mut self, at: usize) -> (Self, Self) {
        assert!(at <= self.rows);
        let rest = MatrixMut { at: self.as_mut_ptr(at, 0), rows: self.rows - at, ..self };
        (MatrixMut { rows: at, ..self }, rest)
    }
    /// The columns before `at`, and the others.
    #[cfg(feature = "threads")]
    pub fn split_cols(mut self, at: usize) -> (Self, Self) {
        assert!(at <= self.cols);
        let rest = MatrixMut { at: self.as_mut_ptr(0, at), cols: self.cols - at, ..self };
        (MatrixMut { cols: at, ..self }, rest)
    }
}

/// What a product does to the numbers that are there.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "alloc"), allow(dead_code, reason = "layers alone add, and they need an allocator"))]
pub(crate) enum Write<'a, E> {
    /// Takes their place.
    Over,
    /// Is added to them.
    Add,
    /// Takes their place, with this added to each of its rows.
    Onto(&'a [E]),
    /// The same, and what is below 0 becomes 0.
    Rectified(&'a [E]),
}
impl<'a, E> Write<'a, E> {
    /// What is added to each row.
    #[inline(always)]
    pub fn bias(self) -> Option<&'a [E]> {
        match self {
            Write::Onto(row) | Write::Rectified(row) => Some(row),
            Write::Over | Write::Add => None,
        }
    }
    #[inline(always)]
    pub fn rectifies(self) -> bool {
        matches!(self, Write::Rectified(_))
    }
    /// What is added to the products that are written from `out` on, `width` columns from `column` on: where it lies, and how much further
    /// that of the next row.
    #[inline(always)]
    pub fn plus(self, out: *const E, row_stride: usize, column: usize, width: usize) -> Option<(*const E, usize)> {
        match self {
            Write::Over => None,
            Write::Add => Some((out, row_stride)),
            Write::Onto(row) | Write::Rectified(row) => Some((row[column..][..width].as_ptr(), 0)),
        }
    }
}
/// A [`Write`] that is known when a product is compiled.
pub(crate) trait KnownWrite<E>: Copy {
    fn write(&self) -> Write<'_, E>;
}
#[derive(Clone, Copy)]
pub(crate) struct Over;
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "alloc"), allow(dead_code, reason = "of layers alone, which need an allocator"))]
pub(crate) struct Add;
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "alloc"), allow(dead_code, reason = "of layers alone, which need an allocator"))]
pub(crate) struct Onto<'a, E>(pub &'a [E]);
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "alloc"), allow(dead_code, reason = "of layers alone, which need an allocator"))]
pub(crate) struct Rectified<'a, E>(pub &'a [E]);
macro_rules! known { ($($type:ty: $known:pat => $write:expr;)*) => { $(
    impl<E: Copy> KnownWrite<E> for $type {
        #[inline(always)]
        fn write(&self) -> Write<'_, E> {
            let $known = self;
            $write
        }
    }
)* } }
known! {
    Over: Over => Write::Over;
    Add: Add => Write::Add;
    Onto<'_, E>: Onto(row) => Write::Onto(row);
    Rectified<'_, E>: Rectified(row) => Write::Rectified(row);
}
#[cfg(feature = "threads")]
impl<E> Write<'_, E> {
    /// What it is for the columns before `at`, and for the others.
    pub fn split_cols(self, at: usize) -> (Self, Self) {
        match self {
            Write::Onto(row) => (Write::Onto(&row[..at]), Write::Onto(&row[at..])),
            Write::Rectified(row) => (Write::Rectified(&row[..at]), Write::Rectified(&row[at..])),
            Write::Over => (Write::Over, Write::Over),
            Write::Add => (Write::Add, Write::Add),
        }
    }
}
