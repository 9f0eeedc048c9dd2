//! The k nearest neighbours: distances, and a vote.
use crate::array::{Array, Tensor};
use crate::data::{DataError, Place};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::{MatrixRef, gemm, reduce};
use crate::labels::Labels;
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

/// The Euclidean distance of every test example from every training example.
///
/// - Shapes: test `(T, D)`, training `(N, D)` → `(T, N)`.
/// - Formula: `√(Σ_d (a_d − b_d)²)`, which is `√(Σ a² + Σ b² − 2·a·b)`: one matrix product, and what rounding makes negative is 0.
/// - Precision: of examples that are nearly the same, the difference of large sums keeps few digits; [`distances_two_loops`] keeps all.
/// - Source: CS231n, assignment 1, `compute_distances_no_loops`.
///
/// ```
/// use shapeful::{Tensor, axes, classic::distances_no_loops};
/// axes! { Test = 1; Train = 2; Pixels = 2; }
/// let test = Tensor::<(Test, Pixels)>::from([[3.0, 4.0]]);
/// let train = Tensor::<(Train, Pixels)>::from([[0.0, 0.0], [3.0, 4.0]]);
/// let distances: Tensor<(Test, Train)> = distances_no_loops(&test, &train);
/// assert_eq!(distances, [[5.0, 0.0]]);
/// ```
pub fn distances_no_loops<T: Dim, N: Dim, D: Dim, E: Float>(
    test: &Array<(T, D), E>,
    train: &Array<(N, D), E>,
) -> Tensor<(T, N), E> {
    let mut distances = Tensor::<(T, N), E>::zeros();
    let rows = MatrixRef::row_major(test.as_slice(), T::SIZE, D::SIZE);
    let columns = MatrixRef::row_major(train.as_slice(), N::SIZE, D::SIZE).t();
    gemm(rows, columns, distances.as_mut_slice());
    let squares = |row: &[E]| reduce::sum(row, |x| x * x);
    let of_train: Vec<E> = train.rows().map(|row| squares(row.as_slice())).collect();
    for (distances, test) in distances.rows_mut().zip(test.rows()) {
        let of_test = squares(test.as_slice());
        for (distance, &of_train) in distances.as_mut_slice().iter_mut().zip(&of_train) {
            *distance = (of_test + of_train - (*distance + *distance)).greater(E::ZERO).sqrt();
        }
    }
    distances
}

/// [`distances_no_loops`], pair by pair: slower, and exact for neighbours that are very near.
///
/// - Source: CS231n, assignment 1, `compute_distances_two_loops`.
///
/// ```
/// use shapeful::{Tensor, axes, classic::distances_two_loops};
/// axes! { Test = 1; Train = 2; Pixels = 2; }
/// let test = Tensor::<(Test, Pixels)>::from([[3.0, 4.0]]);
/// let train = Tensor::<(Train, Pixels)>::from([[0.0, 0.0], [3.0, 4.0]]);
/// assert_eq!(distances_two_loops(&test, &train), [[5.0, 0.0]]);
/// ```
pub fn distances_two_loops<T: Dim, N: Dim, D: Dim, E: Float>(
    test: &Array<(T, D), E>,
    train: &Array<(N, D), E>,
) -> Tensor<(T, N), E> {
    Tensor::<(T, N), E>::from_fn(|[t, n]| {
        let (test, train) = (test.row(t).as_slice(), train.row(n).as_slice());
        reduce::sum_zip(test, train, |a, b| (a - b) * (a - b)).sqrt()
    })
}

/// The classifier that learns everything by heart, and lets the nearest examples vote.
///
/// - Shapes: training `(N, D)` and `Labels<N, C>`; test `(T, D)` → distances `(T, N)` → `Labels<T, C>`.
/// - Source: Cover & Hart 1967, "Nearest neighbor pattern classification"; CS231n, assignment 1, `KNearestNeighbor`.
///
/// ```
/// use shapeful::{Labels, Tensor, axes, classic::KNearestNeighbor};
/// axes! { Train = 4; Test = 1; Pixels = 1; Classes = 2; }
/// let x = Tensor::<(Train, Pixels)>::from([[0.0], [1.0], [2.0], [9.0]]);
/// let knn = KNearestNeighbor::new(x, Labels::<Train, Classes>::new([1, 0, 0, 1])?);
/// let distances = knn.distances(&Tensor::<(Test, Pixels)>::from([[0.25]]));
/// assert_eq!(knn.predict_labels(&distances, 1)?.as_slice(), [1]);
/// assert_eq!(knn.predict_labels(&distances, 3)?.as_slice(), [0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct KNearestNeighbor<N: Dim, D: Dim, C: Dim, E: Float = f32> {
    x: Tensor<(N, D), E>,
    y: Labels<N, C>,
}
impl<N: Dim, D: Dim, C: Dim, E: Float> KNearestNeighbor<N, D, C, E> {
    /// Keeps the examples.
    ///
    /// ```
    /// use shapeful::{Labels, Tensor, axes, classic::KNearestNeighbor};
    /// axes! { Train = 2; Pixels = 1; Classes = 2; }
    /// let y = Labels::<Train, Classes>::new([1, 0])?;
    /// let knn = KNearestNeighbor::new(Tensor::<(Train, Pixels)>::from([[0.0], [1.0]]), y);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn new(x: Tensor<(N, D), E>, y: Labels<N, C>) -> Self {
        KNearestNeighbor { x, y }
    }
    /// How far every test example is from every training example: [`distances_no_loops`].
    ///
    /// ```
    /// use shapeful::{Labels, Tensor, axes, classic::KNearestNeighbor};
    /// axes! { Train = 2; Test = 1; Pixels = 1; Classes = 2; }
    /// let y = Labels::<Train, Classes>::new([1, 0])?;
    /// let knn = KNearestNeighbor::new(Tensor::<(Train, Pixels)>::from([[0.0], [1.0]]), y);
    /// assert_eq!(knn.distances(&Tensor::<(Test, Pixels)>::from([[3.0]])), [[3.0, 2.0]]);
    /// # Ok::<(), shapeful::Error>(())
    /// ```
    pub fn distances<T: Dim>(&self, test: &Array<(T, D), E>) -> Tensor<(T, N), E> {
        distances_no_loops(test, &self.x)
    }
    /// The class that most of the `k` nearest have. Among classes with as many votes the first one is taken, and among neighbours that
    /// are equally far the one that was given first.
    ///
    /// # Errors
    /// If `k` is not from 1 to `N`.
    /// ```
    /// use shapeful::{Labels, Tensor, axes, classic::KNearestNeighbor};
    /// axes! { Train = 2; Test = 1; Pixels = 1; Classes = 2; }
    /// let y = Labels::<Train, Classes>::new([1, 0])?;
    /// let knn = KNearestNeighbor::new(Tensor::<(Train, Pixels)>::from([[0.0], [1.0]]), y);
    /// let distances = knn.distances(&Tensor::<(Test, Pixels)>::from([[0.25]]));
    /// assert_eq!(knn.predict_labels(&distances, 2)?[0], 0, "one vote for each class");
    /// let error = knn.predict_labels(&distances, 3).unwrap_err();
    /// assert_eq!(error.to_string(), "expected k from 1 to 2, the number of training examples, found 3");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn predict_labels<T: Dim>(&self, distances: &Array<(T, N), E>, k: usize) -> Result<Labels<T, C>, DataError> {
        if k == 0 || k > N::SIZE {
            let expected = format!("k from 1 to {}, the number of training examples", N::SIZE);
            return Err(DataError::new(Place::Whole, expected, k));
        }
        let (mut labels, mut votes) = (Labels::<T, C>::default(), vec![0_usize; C::SIZE]);
        let mut order: Vec<usize> = (0..N::SIZE).collect();
        for (label, distances) in labels.places_mut().iter_mut().zip(distances.rows()) {
            let distances = distances.as_slice();
            // A distance that is no number is the greatest.
            let nearer = |&a: &usize, &b: &usize| {
                distances[a].to_f64().abs().total_cmp(&distances[b].to_f64().abs()).then(a.cmp(&b))
            };
            order.select_nth_unstable_by(k - 1, nearer);
            votes.fill(0);
            order[..k].iter().for_each(|&neighbour| votes[self.y[neighbour] as usize] += 1);
            let most = votes.iter().copied().max().unwrap_or(0);
            *label = votes.iter().position(|&count| count == most).unwrap_or(0) as u32;
        }
        Ok(labels)
    }
}
