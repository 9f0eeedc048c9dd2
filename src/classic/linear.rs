//! Linear classifiers, trained on batches drawn at random.
use crate::array::{Array, Tensor};
use crate::data::{DataError, Dataset, Examples, Place};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::reduce;
use crate::labels::Labels;
use crate::loss::{linear_softmax_loss_into, linear_svm_loss_into};
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;
use rand::{Rng, RngExt};

/// Which loss a linear classifier is trained by.
///
/// ```
/// use shapeful::classic::LinearLoss;
/// assert_ne!(LinearLoss::Svm, LinearLoss::Softmax);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinearLoss {
    /// [`linear_svm_loss`](crate::linear_svm_loss): the course's `LinearSVM`.
    Svm,
    /// [`linear_softmax_loss`](crate::linear_softmax_loss): the course's `Softmax`.
    Softmax,
}

/// How a linear classifier is trained; the default is the course's.
///
/// ```
/// use shapeful::classic::LinearTraining;
/// let training = LinearTraining { num_iters: 1500, ..LinearTraining::default() };
/// assert_eq!((training.learning_rate, training.reg), (1e-3, 1e-5));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinearTraining<E: Float = f32> {
    /// The step size.
    pub learning_rate: E,
    /// What `Σ w²` is multiplied by.
    pub reg: E,
    /// The number of steps.
    pub num_iters: usize,
}
impl<E: Float> Default for LinearTraining<E> {
    fn default() -> Self {
        LinearTraining { learning_rate: E::of(1e-3), reg: E::of(1e-5), num_iters: 100 }
    }
}

/// `scores = x·w`, without a bias: the course appends a pixel of 1 to every image, whose weights are the biases.
///
/// - Shapes: `w: (D, C)`; `x: (N, D)` → `Labels<N, C>`.
/// - Source: CS231n, assignment 1, `LinearClassifier`.
///
/// ```
/// use rand::{SeedableRng, rngs::StdRng};
/// use shapeful::classic::{LinearClassifier, LinearLoss, LinearTraining};
/// use shapeful::{axes, data::Examples};
/// axes! { Batch = 2; Inputs = 2; Classes = 2; All = 4; }
/// // The second input is the 1 that makes a bias.
/// let data = Examples::<(Inputs,), Classes>::new(vec![1.0, 1.0, 2.0, 1.0, 5.0, 1.0, 6.0, 1.0], vec![0, 0, 1, 1])?;
/// let mut rng = StdRng::seed_from_u64(1);
/// let mut classifier = LinearClassifier::<Inputs, Classes>::random(&mut rng);
/// let training = LinearTraining { learning_rate: 0.1, num_iters: 500, ..Default::default() };
/// let losses = classifier.train::<Batch, _>(&data, LinearLoss::Softmax, training, &mut rng)?;
/// assert!(losses[499] < losses[0]);
/// let (x, y) = data.to_batch::<All>()?;
/// assert_eq!(classifier.predict(&x), y);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct LinearClassifier<D: Dim, C: Dim, E: Float = f32> {
    /// The weights.
    pub w: Tensor<(D, C), E>,
}
impl<D: Dim, C: Dim, E: Float> LinearClassifier<D, C, E> {
    /// Small random weights: 0.001 times the standard normal distribution, as the course's.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use shapeful::{axes, classic::LinearClassifier};
    /// axes! { Pixels = 100; Classes = 10; }
    /// let classifier = LinearClassifier::<Pixels, Classes>::random(&mut StdRng::seed_from_u64(1));
    /// assert!((classifier.w.var_all().sqrt() - 1e-3).abs() < 1e-4);
    /// ```
    pub fn random<R: Rng + ?Sized>(rng: &mut R) -> Self {
        LinearClassifier { w: Tensor::normal(E::ZERO, E::of(1e-3), rng) }
    }
    /// Gradient descent on batches of `N` that are drawn with replacement; the loss of every step.
    ///
    /// # Errors
    /// If there are no examples; if a loss is no finite number, or a weight after the last step, as happens when the learning rate is too
    /// high. The weights are of no use then.
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use shapeful::classic::{LinearClassifier, LinearLoss};
    /// use shapeful::{axes, data::Examples};
    /// axes! { Batch = 2; Inputs = 1; Classes = 2; }
    /// let mut rng = StdRng::seed_from_u64(1);
    /// let mut classifier = LinearClassifier::<Inputs, Classes>::random(&mut rng);
    /// let none = Examples::new(vec![], vec![])?;
    /// let error = classifier.train::<Batch, _>(&none, LinearLoss::Svm, Default::default(), &mut rng).unwrap_err();
    /// assert_eq!(error.to_string(), "expected at least one example, found none");
    /// # Ok::<(), shapeful::data::DataError>(())
    /// ```
    pub fn train<N: Dim, R: Rng + ?Sized>(
        &mut self,
        data: &Examples<(D,), C, E>,
        loss: LinearLoss,
        training: LinearTraining<E>,
        rng: &mut R,
    ) -> Result<Vec<E>, DataError> {
        if data.is_empty() {
            return Err(DataError::new(Place::Whole, "at least one example", "none"));
        }
        let LinearTraining { learning_rate, reg, num_iters } = training;
        let loss = match loss {
            LinearLoss::Svm => linear_svm_loss_into,
            LinearLoss::Softmax => linear_softmax_loss_into,
        };
        let (mut which, mut batch) = (vec![0; N::SIZE], <(Tensor<(N, D), E>, Labels<N, C>)>::default());
        let (mut scores, mut dscores, mut dw) = (Tensor::zeros(), Tensor::zeros(), Tensor::zeros());
        let mut losses = Vec::new();
        for step in 1..=num_iters {
            which.fill_with(|| rng.random_range(0..data.len()));
            data.load::<N>(&which, &mut batch);
            let loss = loss(&self.w, &batch.0, &batch.1, reg, &mut scores, &mut dscores, &mut dw);
            all_finite(&[loss], "loss", step)?;
            losses.push(loss);
            self.w.zip_map_in_place(&dw, |w, dw| w - learning_rate * dw);
        }
        all_finite(self.w.as_slice(), "weight", num_iters)?;
        Ok(losses)
    }
    /// The class with the greatest score; among equal ones the first.
    ///
    /// ```
    /// use shapeful::{Tensor, axes, classic::LinearClassifier};
    /// axes! { Batch = 2; Inputs = 1; Classes = 3; }
    /// let classifier = LinearClassifier::<Inputs, Classes> { w: Tensor::from([[1.0, 2.0, -3.0]]) };
    /// assert_eq!(classifier.predict(&Tensor::<(Batch, Inputs)>::from([[1.0], [-1.0]])).as_slice(), [1, 2]);
    /// ```
    pub fn predict<N: Dim>(&self, x: &Array<(N, D), E>) -> Labels<N, C> {
        let mut labels = Labels::default();
        let scores: Tensor<(N, C), E> = x.matmul(&self.w);
        for (label, scores) in labels.places_mut().iter_mut().zip(scores.rows()) {
            let greatest = reduce::fold(scores.as_slice(), -E::INFINITY, E::greater);
            *label = reduce::first(scores.as_slice(), greatest) as u32;
        }
        labels
    }
}

fn all_finite<E: Float>(numbers: &[E], what: &str, step: usize) -> Result<(), DataError> {
    let Some(wrong) = numbers.iter().find(|x| !x.to_f64().is_finite()) else { return Ok(()) };
    let expected = format!("a finite {what} in step {step}");
    Err(DataError::new(Place::Whole, expected, format!("{wrong}: lower the learning rate, or look at the data")))
}
