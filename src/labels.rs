//! Labels and indices: positions on an axis, checked once when they are made.
#![cfg(feature = "alloc")]
use crate::array::{Array, Tensor};
use crate::dim::Dim;
use crate::elem::Element;
use crate::error::Error;
use crate::nested::{Nested, SizesOf};
use crate::shape::{AxisName, Shape, ShapeName};
use core::fmt;
use core::marker::PhantomData;
use core::ops::Index;

/// `N` positions on the axis `C`: the true class of each example, or the rows to be picked from a table.
///
/// Each is below the size of `C` — [`new`](Labels::new) has checked it — so nothing that takes labels checks them again.
/// ```
/// use shapeful::{Labels, axes};
/// axes! { Batch = 3; Classes = 10; }
/// let labels = Labels::<Batch, Classes>::new([3, 0, 9])?;
/// assert_eq!(labels[2], 9);
/// let error = Labels::<Batch, Classes>::new([3, 0, 10]).unwrap_err();
/// assert_eq!(error.to_string(), "label 10 at position 2 is not on the axis Classes = 10, whose places count from 0");
/// # Ok::<(), shapeful::Error>(())
/// ```
///
/// Of several axes they are a table, row by row: the words of some texts.
/// ```
/// use shapeful::{Labels, axes};
/// axes! { Texts = 2; Time = 3; Words = 1000; }
/// let texts = Labels::<(Texts, Time), Words>::new([7, 5, 2, 1, 999, 2])?;
/// assert_eq!(texts[[1, 1]], 999);
/// # Ok::<(), shapeful::Error>(())
/// ```
pub struct Labels<N: Places, C: Dim> {
    places: Tensor<N::Shape, u32>,
    axis: PhantomData<C>,
}

/// What there are labels for: the places of an axis, or of several.
///
/// ```
/// use shapeful::{Labels, Places, axes};
/// axes! { Texts = 2; Time = 3; Words = 1000; }
/// fn most_frequent<At: Places>(words: &Labels<At, Words>) -> Option<usize> {
///     (0..1000).max_by_key(|&word| words.iter().filter(|&there| there == word).count())
/// }
/// assert_eq!(most_frequent(&Labels::<(Texts, Time), Words>::new([7, 5, 2, 1, 7, 2])?), Some(7));
/// # Ok::<(), shapeful::Error>(())
/// ```
pub trait Places: 'static {
    /// The shape of a table with one number for each.
    type Shape: Shape;
}
impl<N: Dim> Places for N {
    type Shape = (N,);
}
macro_rules! places { ($(($($axis:ident)*))*) => { $(
    impl<$($axis: Dim),*> Places for ($($axis,)*) {
        type Shape = ($($axis,)*);
    }
)* } }
places! { (A) (A B) (A B C) (A B C D) }

impl<N: Places, C: Dim> Labels<N, C> {
    /// Takes integers of any type. Of an array that is written down, [`from_array`](Labels::from_array) has the compiler check the length.
    ///
    /// # Errors
    /// [`Error::Length`] if there are not as many as places, [`Error::OutOfRange`] with the first one that is no place of `C`.
    /// ```
    /// use shapeful::{Error, Labels, axes};
    /// axes! { Batch = 3; Classes = 10; }
    /// let labels = Labels::<Batch, Classes>::new([3_u8, 0, 9])?;
    /// assert_eq!(labels.as_slice(), [3, 0, 9]);
    /// let error = Labels::<Batch, Classes>::new([3, -1, 9]).unwrap_err();
    /// assert!(matches!(error, Error::OutOfRange { position: 1, found: -1, .. }));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new<T: Copy + TryInto<i128>>(labels: impl AsRef<[T]>) -> Result<Self, Error> {
        let mut new = Labels { places: Tensor::zeros(), axis: PhantomData };
        new.copy_from_slice(labels.as_ref())?;
        Ok(new)
    }
    /// Labels that are written down: how many there are is checked by the compiler.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] with the first one that is no place of `C`.
    /// ```
    /// use shapeful::{Labels, axes};
    /// axes! { Texts = 2; Time = 3; Words = 1000; }
    /// let texts = Labels::<(Texts, Time), Words>::from_array([[7, 5, 2], [1, 999, 2]])?;
    /// assert_eq!(texts[[1, 1]], 999);
    /// let error = Labels::<Time, Words>::from_array([0, 1, 1000]).unwrap_err();
    /// assert_eq!(error.to_string(), "label 1000 at position 2 is not on the axis Words = 1000, whose places count from 0");
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    /// Five labels are none for three steps:
    /// ```compile_fail,E0277
    /// # use shapeful::{Labels, axes};
    /// # axes! { Time = 3; Words = 1000; }
    /// let words = Labels::<Time, Words>::from_array([0, 1, 2, 3, 4]);
    /// ```
    #[rustfmt::skip] // On one line, rustc quotes it in one line.
    pub fn from_array<T: Nested<u32>, const L: usize>(labels: [T; L]) -> Result<Self, Error> where N::Shape: SizesOf<[T; L]> {
        let mut given = Tensor::<N::Shape, u32>::zeros();
        labels.write_to(given.as_mut_slice());
        Labels::new(given.as_slice())
    }
    /// Takes other labels instead, without allocating.
    ///
    /// # Errors
    /// As [`new`](Labels::new); nothing is changed then.
    /// ```
    /// use shapeful::{Labels, dim};
    /// let mut batch = Labels::<dim!(2), dim!(5)>::new([4, 1])?;
    /// assert!(batch.copy_from_slice(&[0, 5]).is_err());
    /// assert_eq!(batch.as_slice(), [4, 1]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn copy_from_slice<T: Copy + TryInto<i128>>(&mut self, labels: &[T]) -> Result<(), Error> {
        Array::<N::Shape, u32>::check_length(labels.len())?;
        let number = |label: T| label.try_into().unwrap_or(i128::MAX);
        let places = 0..C::SIZE as i128;
        if let Some(position) = labels.iter().position(|&label| !places.contains(&number(label))) {
            return Err(Error::OutOfRange { axis: AxisName::of::<C>(), position, found: number(labels[position]) });
        }
        for (place, &label) in self.places.as_mut_slice().iter_mut().zip(labels) {
            *place = number(label) as u32;
        }
        Ok(())
    }
    /// The labels, one after the other.
    ///
    /// ```
    /// use shapeful::{Labels, dim};
    /// let labels = Labels::<dim!(2), dim!(5)>::new([4, 1])?;
    /// assert_eq!(labels.iter().collect::<Vec<_>>(), [4, 1]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn iter(&self) -> impl ExactSizeIterator<Item = usize> + DoubleEndedIterator {
        self.places.as_slice().iter().map(|&place| place as usize)
    }
    /// `f` of every label, at its place.
    ///
    /// Which words of some texts count, and which only fill up the rows:
    /// ```
    /// use shapeful::{Labels, Tensor, axes};
    /// axes! { Texts = 2; Time = 3; Words = 1000; }
    /// const NULL: usize = 0;
    /// let texts = Labels::<(Texts, Time), Words>::new([7, 5, 2, 1, 2, 0])?;
    /// let mask: Tensor<(Texts, Time), bool> = texts.map(|word| word != NULL);
    /// assert_eq!(mask.as_slice(), [true, true, true, true, true, false]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn map<T: Element>(&self, f: impl Fn(usize) -> T) -> Tensor<N::Shape, T> {
        let mut out = Tensor::zeros();
        self.map_into(&mut out, f);
        out
    }
    /// `f` of every label, at its place, into an array that is there already; see [`map`](Labels::map).
    ///
    /// ```
    /// use shapeful::{Labels, Tensor, axes};
    /// axes! { Texts = 1; Time = 3; Words = 1000; }
    /// let mut mask = Tensor::<(Texts, Time), bool>::zeros();
    /// Labels::<(Texts, Time), Words>::new([7, 5, 0])?.map_into(&mut mask, |word| word != 0);
    /// assert_eq!(mask.as_slice(), [true, true, false]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn map_into<T: Element>(&self, out: &mut Array<N::Shape, T>, f: impl Fn(usize) -> T) {
        self.places.map_into(out, |place| f(place as usize));
    }
    /// The labels as numbers.
    ///
    /// ```
    /// use shapeful::{Labels, dim};
    /// let labels = Labels::<dim!(2), dim!(5)>::new([4_i64, 1])?;
    /// assert_eq!(labels.as_slice(), [4_u32, 1]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn as_slice(&self) -> &[u32] {
        self.places.as_slice()
    }
}
impl<N: Dim, C: Dim> Labels<N, C> {
    /// The labels of some of the examples: `Labels<N, C>` picked by `Labels<K, N>` → `Labels<K, C>`.
    ///
    /// ```
    /// use shapeful::{Labels, axes};
    /// axes! { Examples = 4; Batch = 2; Classes = 10; }
    /// let labels = Labels::<Examples, Classes>::new([5, 6, 7, 8])?;
    /// let batch = Labels::<Batch, Examples>::new([3, 0])?;
    /// assert_eq!(labels.select(&batch).as_slice(), [8, 5]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn select<K: Dim>(&self, rows: &Labels<K, N>) -> Labels<K, C> {
        let mut out = Labels { places: Tensor::zeros(), axis: PhantomData };
        self.select_into(rows, &mut out);
        out
    }
    /// The labels of some of the examples, into labels that are there already; see [`select`](Labels::select).
    ///
    /// ```
    /// use shapeful::{Labels, axes};
    /// axes! { Examples = 4; Batch = 2; Classes = 10; }
    /// let labels = Labels::<Examples, Classes>::new([5, 6, 7, 8])?;
    /// let mut batch = Labels::<Batch, Classes>::new([0, 0])?;
    /// labels.select_into(&Labels::<Batch, Examples>::new([3, 0])?, &mut batch);
    /// assert_eq!(batch.as_slice(), [8, 5]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn select_into<K: Dim>(&self, rows: &Labels<K, N>, out: &mut Labels<K, C>) {
        for (place, row) in out.places.as_mut_slice().iter_mut().zip(rows.iter()) {
            *place = self.places.as_slice()[row];
        }
    }
}

impl<N: Places, C: Dim, const RANK: usize> Index<[usize; RANK]> for Labels<N, C>
where
    Array<N::Shape, u32>: Index<[usize; RANK], Output = u32>,
{
    type Output = u32;
    fn index(&self, place: [usize; RANK]) -> &u32 {
        &(*self.places)[place]
    }
}
impl<N: Dim, C: Dim> Index<usize> for Labels<N, C> {
    type Output = u32;
    fn index(&self, position: usize) -> &u32 {
        &self.places.as_slice()[position]
    }
}
impl<N: Places, C: Dim> Clone for Labels<N, C> {
    fn clone(&self) -> Self {
        Labels { places: self.places.clone(), axis: PhantomData }
    }
}
impl<N: Places, C: Dim> PartialEq for Labels<N, C> {
    fn eq(&self, other: &Self) -> bool {
        self.places == other.places
    }
}
impl<N: Places, C: Dim> fmt::Debug for Labels<N, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Labels {} on ({}) {:?}", ShapeName::of::<N::Shape>(), AxisName::of::<C>(), self.as_slice())
    }
}

/// Every label is 0, the first place of the axis: to be overwritten.
///
/// ```
/// use shapeful::{Labels, axes};
/// axes! { Batch = 3; Classes = 10; }
/// let mut labels = Labels::<Batch, Classes>::default();
/// labels.copy_from_slice(&[3, 0, 9])?;
/// assert_eq!(labels[2], 9);
/// # Ok::<(), shapeful::Error>(())
/// ```
impl<N: Places, C: Dim> Default for Labels<N, C> {
    fn default() -> Self {
        const { assert!(C::SIZE > 0 || <N::Shape as Shape>::LEN == 0, "an axis without places has no labels") };
        Labels { places: Tensor::zeros(), axis: PhantomData }
    }
}
#[cfg(feature = "std")]
impl<N: Places, C: Dim> Labels<N, C> {
    /// The labels, for one who has checked what is written.
    pub(crate) fn places_mut(&mut self) -> &mut [u32] {
        self.places.as_mut_slice()
    }
}
