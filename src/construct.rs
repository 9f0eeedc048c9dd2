//! Making arrays and tensors: filled, computed, drawn at random, or copied from a slice.
use crate::array::Array;
#[cfg(feature = "alloc")]
use crate::array::Tensor;
use crate::dim::Dim;
use crate::elem::{Element, Float};
use crate::error::Error;
use crate::shape::{Is, Shape};
use bytemuck::Zeroable;

/// Moves `index` to the next element, row by row.
pub(crate) fn advance(index: &mut [usize], dims: &[usize]) {
    for (place, &size) in index.iter_mut().zip(dims).rev() {
        *place += 1;
        if *place < size {
            return;
        }
        *place = 0;
    }
}

impl<S: Shape, E: Element> Array<S, E> {
    /// Sets every element to `value`.
    ///
    /// ```
    /// use shapeful::{Array, dim};
    /// let mut x = Array::<(dim!(3),)>::zeros();
    /// x.fill(7.0);
    /// assert_eq!(x, [7.0, 7.0, 7.0]);
    /// ```
    pub fn fill(&mut self, value: E) {
        self.as_mut_slice().fill(value);
    }
    /// Sets every element to what `f` says for its position.
    ///
    /// ```
    /// use shapeful::{Array, dim};
    /// let mut table = Array::<(dim!(2), dim!(3)), usize>::zeros();
    /// table.fill_with(|[i, j]| 10 * i + j);
    /// assert_eq!(table.as_slice(), [0, 1, 2, 10, 11, 12]);
    /// ```
    pub fn fill_with(&mut self, mut f: impl FnMut(S::Index) -> E) {
        let mut index = S::ORIGIN;
        for element in self.as_mut_slice() {
            *element = f(index);
            advance(index.as_mut(), S::DIMS);
        }
    }
    /// Copies the elements of a slice, row by row.
    ///
    /// # Errors
    /// [`Error::Length`] if the slice has not as many elements as the shape holds; nothing is changed then.
    /// ```
    /// use shapeful::{Array, dim};
    /// let mut x = Array::<(dim!(2),)>::zeros();
    /// x.copy_from_slice(&[1.0, 2.0])?;
    /// assert!(x.copy_from_slice(&[3.0]).is_err());
    /// assert_eq!(x, [1.0, 2.0]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn copy_from_slice(&mut self, elements: &[E]) -> Result<(), Error> {
        Self::check_length(elements.len())?;
        self.as_mut_slice().copy_from_slice(elements);
        Ok(())
    }
    /// Draws every element from a distribution.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::SmallRng};
    /// use shapeful::{Array, dim};
    /// let mut x = Array::<(dim!(100),)>::zeros();
    /// x.fill_random(&mut SmallRng::seed_from_u64(1), rand_distr::Exp1);
    /// assert!(x.as_slice().iter().all(|&x| x > 0.0));
    /// ```
    #[cfg(feature = "rand")]
    pub fn fill_random<R: rand::Rng + ?Sized>(&mut self, rng: &mut R, distribution: impl rand_distr::Distribution<E>) {
        self.as_mut_slice().fill_with(|| distribution.sample(rng));
    }
}
/// `Self` is a matrix with the same axis twice.
///
/// ```
/// use shapeful::{Tensor, axes};
/// axes! { Batch = 2; Pixels = 3; }
/// let x = Tensor::<(Batch, Pixels)>::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
/// assert_eq!(x.matmul(&Tensor::<(Pixels, Pixels)>::identity()), x);
/// ```
/// Two axes of one size are not one axis:
/// ```compile_fail,E0277
/// # use shapeful::{Tensor, axes};
/// axes! { Pixels = 3; Features = 3; }
/// let eye = Tensor::<(Pixels, Features)>::identity();
/// ```
#[diagnostic::on_unimplemented(
    message = "shape mismatch: there is no identity matrix of shape {Self}",
    label = "not square",
    note = "the identity is (N, N): what comes out has the axis of what goes in, not just its size",
    note = "lesson S42"
)]
pub trait Square: Shape {}
#[diagnostic::do_not_recommend]
impl<N: Dim> Square for (N, N) {}

/// The constructors that `Array` and `Tensor` share; those of `Tensor` build in place on the heap.
macro_rules! constructors { ($owner:ident, $example:literal) => {
    impl<S: Shape, E: Element> $owner<S, E> {
        /// Every element the same.
        ///
        /// ```
        #[doc = concat!("use shapeful::{", $example, ", dim};")]
        #[doc = concat!("assert_eq!(", $example, "::<(dim!(2),)>::full(0.5), [0.5, 0.5]);")]
        /// ```
        pub fn full(value: E) -> Self {
            let mut new = Self::zeros();
            new.fill(value);
            new
        }
        /// Every element computed from its position.
        ///
        /// ```
        #[doc = concat!("use shapeful::{", $example, ", dim};")]
        #[doc = concat!("let table = ", $example, "::<(dim!(2), dim!(3))>::from_fn(|[i, j]| (10 * i + j) as f32);")]
        /// assert_eq!(table.as_slice(), [0.0, 1.0, 2.0, 10.0, 11.0, 12.0]);
        /// ```
        pub fn from_fn(f: impl FnMut(S::Index) -> E) -> Self {
            let mut new = Self::zeros();
            new.fill_with(f);
            new
        }
        /// Copies a slice, row by row.
        ///
        /// # Errors
        /// [`Error::Length`] if the slice has not as many elements as the shape holds.
        /// ```
        #[doc = concat!("use shapeful::{", $example, ", axes};")]
        /// axes! { Rows = 2; Columns = 2; }
        #[doc = concat!("let error = ", $example, "::<(Rows, Columns)>::from_slice(&[1.0, 2.0, 3.0]).unwrap_err();")]
        /// assert_eq!(error.to_string(), "(Rows = 2, Columns = 2) holds 4 numbers, and 3 were given");
        /// ```
        pub fn from_slice(elements: &[E]) -> Result<Self, Error> {
            Array::<S, E>::check_length(elements.len())?;
            let mut new = Self::zeros();
            new.as_mut_slice().copy_from_slice(elements);
            Ok(new)
        }
        /// Draws every element from a distribution. The same seed gives the same numbers.
        ///
        /// ```
        /// use rand::{SeedableRng, rngs::SmallRng};
        #[doc = concat!("use shapeful::{", $example, ", dim};")]
        /// let mut rng = SmallRng::seed_from_u64(1);
        #[doc = concat!("let x = ", $example, "::<(dim!(100),)>::random(&mut rng, rand_distr::Exp1);")]
        /// assert!(x.as_slice().iter().all(|&x| x >= 0.0));
        /// ```
        #[cfg(feature = "rand")]
        pub fn random<R: rand::Rng + ?Sized>(rng: &mut R, distribution: impl rand_distr::Distribution<E>) -> Self {
            let mut new = Self::zeros();
            new.fill_random(rng, distribution);
            new
        }
        /// All one.
        ///
        /// ```
        #[doc = concat!("use shapeful::{", $example, ", dim};")]
        #[doc = concat!("assert_eq!(", $example, "::<(dim!(2),)>::ones(), [1.0, 1.0]);")]
        /// ```
        pub fn ones() -> Self
        where
            E: Float,
        {
            Self::full(E::ONE)
        }
        /// Draws every element from the normal distribution.
        ///
        /// ```
        /// use rand::{SeedableRng, rngs::SmallRng};
        #[doc = concat!("use shapeful::{", $example, ", dim};")]
        #[doc = concat!("let x = ", $example, "::<(dim!(1000),)>::normal(5.0, 0.1, &mut SmallRng::seed_from_u64(1));")]
        /// assert!((x.mean_all() - 5.0).abs() < 0.02);
        /// ```
        #[cfg(feature = "rand")]
        pub fn normal<R: rand::Rng + ?Sized>(mean: E, standard_deviation: E, rng: &mut R) -> Self
        where
            E: Float,
        {
            let mut new = Self::zeros();
            new.as_mut_slice().fill_with(|| mean + standard_deviation * E::standard_normal(rng));
            new
        }
        /// Draws every element from the uniform distribution over `[low, high)`.
        ///
        /// ```
        /// use rand::{SeedableRng, rngs::SmallRng};
        #[doc = concat!("use shapeful::{", $example, ", dim};")]
        #[doc = concat!("let x = ", $example, "::<(dim!(100),)>::uniform(-1.0, 1.0, &mut SmallRng::seed_from_u64(1));")]
        /// assert!(x.as_slice().iter().all(|x| (-1.0..1.0).contains(x)));
        /// ```
        #[cfg(feature = "rand")]
        pub fn uniform<R: rand::Rng + ?Sized>(low: E, high: E, rng: &mut R) -> Self
        where
            E: Float,
        {
            let mut new = Self::zeros();
            new.as_mut_slice().fill_with(|| low + (high - low) * E::standard_uniform(rng));
            new
        }
        /// The identity matrix: `(N, N)`.
        ///
        /// ```
        #[doc = concat!("use shapeful::{", $example, ", dim};")]
        #[doc = concat!("assert_eq!(", $example, "::<(dim!(2), dim!(2))>::identity().as_slice(), [1.0, 0.0, 0.0, 1.0]);")]
        /// ```
        pub fn identity<T: Square>() -> Self
        where
            S: Is<T>,
            E: Float,
        {
            let mut new = Self::zeros();
            new.as_mut_slice().iter_mut().step_by(S::DIMS[0] + 1).for_each(|diagonal| *diagonal = E::ONE);
            new
        }
    }
    /// All zero (or false).
    impl<S: Shape, E: Element> Default for $owner<S, E> {
        fn default() -> Self {
            Self::zeros()
        }
    }
    impl<S: Shape, E: Element> TryFrom<&[E]> for $owner<S, E> {
        type Error = Error;
        fn try_from(elements: &[E]) -> Result<Self, Error> {
            Self::from_slice(elements)
        }
    }
} }
impl<S: Shape, E: Element> Array<S, E> {
    /// All zero (or false).
    ///
    /// ```
    /// use shapeful::{Array, dim};
    /// assert_eq!(Array::<(dim!(2),)>::zeros(), [0.0, 0.0]);
    /// assert_eq!(Array::<(dim!(2),), bool>::zeros(), [false, false]);
    /// ```
    pub fn zeros() -> Self {
        Zeroable::zeroed()
    }
}
constructors! { Array, "Array" }
#[cfg(feature = "alloc")]
constructors! { Tensor, "Tensor" }
