//! `Array`, the numbers in place, and `Tensor`, the numbers on the heap. One of the two homes of unsafe.
#![allow(unsafe_code, reason = "storage: nested arrays are seen as slices here and nowhere else")]
use crate::elem::Element;
use crate::error::Error;
use crate::shape::{Shape, ShapeName};
#[cfg(feature = "alloc")]
use alloc::{boxed::Box, vec::Vec};
use bytemuck::Zeroable;
use core::mem::ManuallyDrop;
#[cfg(feature = "alloc")]
use core::ops::{Deref, DerefMut};
use core::{ptr, slice};

/// The numbers of a tensor, in place: on the stack, in a `static`, in a field, or borrowed out of something bigger.
///
/// Functions take `&Array<S>`; a [`Tensor`] becomes one by dereferencing.
/// ```
/// use shapeful::{Array, axes};
/// axes! { Rows = 2; Columns = 3; }
/// let table = Array::<(Rows, Columns)>::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
/// assert_eq!(table[[1, 0]], 4.0);
/// ```
#[repr(transparent)]
pub struct Array<Axes: Shape, E: Element = f32>(Stored<Axes::Nested<E>>);
/// Numbers, of which rustc need not find out whether they are to be dropped or sized: it would have to prove again, wherever there is an
/// array, that their sizes are lengths. Nothing of them is to be dropped, and of the last field alone it asks whether that is sized.
#[repr(transparent)]
struct Stored<Nested>(ManuallyDrop<Nested>, ());

// SAFETY: the field is GenericArrays of GenericArrays … of E and nothing else, and E is all-zero-valid.
unsafe impl<S: Shape, E: Element> Zeroable for Array<S, E> {}

impl<S: Shape, E: Element> Array<S, E> {
    /// The elements, row by row.
    ///
    /// ```
    /// use shapeful::{Array, dim};
    /// let table = Array::<(dim!(2), dim!(2))>::from([[1.0, 2.0], [3.0, 4.0]]);
    /// assert_eq!(table.as_slice(), [1.0, 2.0, 3.0, 4.0]);
    /// ```
    #[inline]
    pub fn as_slice(&self) -> &[E] {
        Self::lies_flat();
        // SAFETY: `Nested` is GenericArrays of GenericArrays … of E; a GenericArray lies like `[T; N]`, without padding, so
        // these are `S::LEN` values of E, one after the other, and `lies_flat` has checked the size.
        unsafe { slice::from_raw_parts(ptr::from_ref(self).cast(), S::LEN) }
    }
    /// The elements, row by row, to be changed.
    ///
    /// ```
    /// use shapeful::{Array, dim};
    /// let mut table = Array::<(dim!(2), dim!(2))>::zeros();
    /// table.as_mut_slice()[2] = 5.0;
    /// assert_eq!(table, [[0.0, 0.0], [5.0, 0.0]]);
    /// ```
    #[inline]
    pub fn as_mut_slice(&mut self) -> &mut [E] {
        Self::lies_flat();
        // SAFETY: as in `as_slice`; the borrow is exclusive.
        unsafe { slice::from_raw_parts_mut(ptr::from_mut(self).cast(), S::LEN) }
    }
    /// Sees a slice as an array, without copying.
    ///
    /// # Errors
    /// [`Error::Length`] if the slice has not as many elements as the shape holds.
    /// ```
    /// use shapeful::{Array, dim};
    /// let samples = [1.0, 2.0, 3.0, 4.0];
    /// let table = Array::<(dim!(2), dim!(2))>::from_slice_ref(&samples)?;
    /// assert_eq!(table[[1, 0]], 3.0);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    #[inline]
    pub fn from_slice_ref(elements: &[E]) -> Result<&Self, Error> {
        Self::check_length(elements.len())?;
        // SAFETY: the slice holds `S::LEN` values of E, which is the size of Self (`check_length` ran `lies_flat`), and Self is aligned like E.
        Ok(unsafe { &*elements.as_ptr().cast::<Self>() })
    }
    /// Sees a slice as an array to be changed, without copying.
    ///
    /// # Errors
    /// [`Error::Length`] if the slice has not as many elements as the shape holds.
    /// ```
    /// use shapeful::{Array, dim};
    /// let mut samples = [1.0, 2.0, 3.0, 4.0];
    /// Array::<(dim!(2), dim!(2))>::from_slice_mut(&mut samples)?.row_mut(1).fill(0.0);
    /// assert_eq!(samples, [1.0, 2.0, 0.0, 0.0]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    #[inline]
    pub fn from_slice_mut(elements: &mut [E]) -> Result<&mut Self, Error> {
        Self::check_length(elements.len())?;
        // SAFETY: as in `from_slice_ref`; the borrow is exclusive.
        Ok(unsafe { &mut *elements.as_mut_ptr().cast::<Self>() })
    }

    /// The same elements under another shape of the same length.
    #[inline]
    pub(crate) fn reinterpret<T: Shape>(&self) -> &Array<T, E> {
        const { assert!(S::LEN == T::LEN, "both shapes hold the same number of elements") };
        match Array::from_slice_ref(self.as_slice()) {
            Ok(array) => array,
            Err(_) => unreachable!("the lengths are equal"),
        }
    }

    /// The same elements under another shape of the same length, to be changed.
    #[cfg(feature = "alloc")]
    #[inline]
    pub(crate) fn reinterpret_mut<T: Shape>(&mut self) -> &mut Array<T, E> {
        const { assert!(S::LEN == T::LEN, "both shapes hold the same number of elements") };
        match Array::from_slice_mut(self.as_mut_slice()) {
            Ok(array) => array,
            Err(_) => unreachable!("the lengths are equal"),
        }
    }

    pub(crate) fn check_length(found: usize) -> Result<(), Error> {
        Self::lies_flat();
        if found == S::LEN {
            Ok(())
        } else {
            Err(Error::Length { shape: ShapeName::of::<S>(), expected: S::LEN, found })
        }
    }

    /// What the casts above rest on, checked once per shape when it is compiled.
    const fn lies_flat() {
        const {
            assert!(size_of::<Self>() == S::LEN * size_of::<E>());
            assert!(align_of::<Self>() == align_of::<E>());
        }
    }
}

/// The numbers of a tensor, on the heap.
///
/// It owns an [`Array`] and dereferences to it, as `String` does to `str`. Values are built in place, never through the
/// stack, so their size is bounded by memory alone.
/// ```
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 64; Pixels = 784; Classes = 10; }
/// let x = Tensor::<(Batch, Pixels)>::ones();
/// let w = Tensor::<(Pixels, Classes)>::full(0.5);
/// assert_eq!(x.matmul(&w)[[63, 9]], 392.0);
/// ```
#[cfg(feature = "alloc")]
pub struct Tensor<Axes: Shape, E: Element = f32>(Box<Array<Axes, E>>);

#[cfg(feature = "alloc")]
impl<S: Shape, E: Element> Tensor<S, E> {
    /// All zero (or false).
    ///
    /// These are 8 megabytes, and none of them was on the stack:
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let x = Tensor::<(dim!(1000), dim!(1000)), f64>::zeros();
    /// assert_eq!(x.sum_all(), 0.0);
    /// ```
    pub fn zeros() -> Self {
        Tensor(bytemuck::zeroed_box())
    }
    /// The same elements under another shape of the same length.
    pub(crate) fn with_shape<T: Shape>(self) -> Tensor<T, E> {
        Tensor::try_from(self.into_vec())
            .unwrap_or_else(|_| unreachable!("both shapes hold the same number of elements"))
    }
    /// The array, boxed.
    ///
    /// ```
    /// use shapeful::{Array, Tensor, dim};
    /// let boxed: Box<Array<(dim!(2),)>> = Tensor::from([1.0, 2.0]).into_boxed();
    /// assert_eq!(Tensor::from(boxed), [1.0, 2.0]);
    /// ```
    pub fn into_boxed(self) -> Box<Array<S, E>> {
        self.0
    }
    /// The elements, row by row. Nothing is copied.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let table = Tensor::<(dim!(2), dim!(2))>::from([[1.0, 2.0], [3.0, 4.0]]);
    /// assert_eq!(table.into_vec(), vec![1.0, 2.0, 3.0, 4.0]);
    /// ```
    pub fn into_vec(self) -> Vec<E> {
        let elements = ptr::slice_from_raw_parts_mut(Box::into_raw(self.0).cast::<E>(), S::LEN);
        // SAFETY: the box held `S::LEN` values of E without padding (see `Array::as_slice`), and `[E]` of that length has
        // the same size and alignment, hence the same layout for the allocator.
        unsafe { Box::from_raw(elements) }.into_vec()
    }
}

#[cfg(feature = "alloc")]
impl<S: Shape, E: Element> TryFrom<Vec<E>> for Tensor<S, E> {
    type Error = Error;
    /// Takes the elements over, row by row; nothing is copied if the vector has no spare capacity.
    ///
    /// ```
    /// use shapeful::{Tensor, dim};
    /// let table = Tensor::<(dim!(2), dim!(2))>::try_from(vec![1.0, 2.0, 3.0, 4.0])?;
    /// assert_eq!(table, [[1.0, 2.0], [3.0, 4.0]]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    fn try_from(elements: Vec<E>) -> Result<Self, Error> {
        Array::<S, E>::check_length(elements.len())?;
        let elements = Box::into_raw(elements.into_boxed_slice());
        // SAFETY: the slice holds `S::LEN` values of E, which is an `Array<S, E>` of the same size and alignment (`check_length`).
        Ok(Tensor(unsafe { Box::from_raw(elements.cast::<Array<S, E>>()) }))
    }
}
#[cfg(feature = "alloc")]
impl<S: Shape, E: Element> From<Box<Array<S, E>>> for Tensor<S, E> {
    fn from(array: Box<Array<S, E>>) -> Self {
        Tensor(array)
    }
}
#[cfg(feature = "alloc")]
impl<S: Shape, E: Element> Deref for Tensor<S, E> {
    type Target = Array<S, E>;
    #[inline]
    fn deref(&self) -> &Array<S, E> {
        &self.0
    }
}
#[cfg(feature = "alloc")]
impl<S: Shape, E: Element> DerefMut for Tensor<S, E> {
    #[inline]
    fn deref_mut(&mut self) -> &mut Array<S, E> {
        &mut self.0
    }
}
