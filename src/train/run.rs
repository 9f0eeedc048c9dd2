//! The loop: epochs, steps, and the look at the scores.
use super::error::TrainError;
use super::objective::Objective;
use super::progress::Bar;
use super::report::{End, EpochReport};
use super::settings::{Rate, RestPolicy};
use super::trainer::{Trainer, copy};
use crate::data::{Dataset, shuffle, shuffled};
use crate::dim::Dim;
use crate::elem::Float;
use crate::kernel::reduce;
use crate::layers::{Params, Path};
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

/// What is trained on, and what it is judged by.
pub(super) struct Sets<'a, D, V> {
    pub training: &'a D,
    pub validation: &'a V,
}

/// A batch and the buffers of the objective.
pub(super) struct Buffers<B, W> {
    batch: B,
    work: W,
}
impl<B: Default, W: Default> Default for Buffers<B, W> {
    fn default() -> Self {
        Buffers { batch: B::default(), work: W::default() }
    }
}
/// Those of `N` examples of the set `D`.
type Of<L, M, D, N, E> = Buffers<<D as Dataset>::Batch<N>, <L as Objective<M, <D as Dataset>::Batch<N>, E>>::Workspace>;

/// The order of the examples, epoch by epoch.
pub(super) struct Order {
    seed: u64,
    len: usize,
    batch: usize,
    /// The steps with full batches.
    full: usize,
    /// Whether there is a smaller one at the end.
    rest: bool,
    /// The positions of this epoch, and of the next where the last batch is filled up from it.
    positions: Vec<usize>,
    next: Vec<usize>,
}
impl Order {
    /// The steps of an epoch with full batches, and whether there is a smaller one.
    pub fn steps_of<N: Dim, R: Dim>(len: usize, policy: RestPolicy) -> Result<(usize, bool), TrainError> {
        let (examples, batch) = (len, N::SIZE);
        let too_few = TrainError::TooFew { examples, batch };
        if len == 0 || batch == 0 {
            return Err(too_few);
        }
        let named = (policy == RestPolicy::Named).then_some(R::SIZE);
        let wrong = match policy {
            RestPolicy::NoneLeft => len % batch != 0,
            RestPolicy::Named => len % batch != R::SIZE,
            RestPolicy::Dropped | RestPolicy::Wrapped => false,
        };
        if wrong {
            return Err(TrainError::Rest { examples, batch, named });
        }
        let full = if policy == RestPolicy::Wrapped { len.div_ceil(batch) } else { len / batch };
        let rest = named.is_some_and(|rest| rest > 0);
        if full == 0 && !rest {
            return Err(too_few);
        }
        Ok((full, rest))
    }
    pub fn new<N: Dim, R: Dim>(len: usize, policy: RestPolicy, seed: u64) -> Result<Self, TrainError> {
        let ((full, rest), batch) = (Order::steps_of::<N, R>(len, policy)?, N::SIZE);
        let wrapped = policy == RestPolicy::Wrapped;
        let next = if wrapped { vec![0; len] } else { vec![] };
        Ok(Order { seed, len, batch, full, rest, positions: vec![0; len.max(full * batch)], next })
    }
    pub fn steps(&self) -> usize {
        self.full + usize::from(self.rest)
    }
    fn shuffle(&mut self, epoch: usize) {
        shuffle(&mut self.positions[..self.len], self.seed, epoch as u64);
        let missing = self.positions.len() - self.len;
        if missing > 0 {
            shuffle(&mut self.next, self.seed, epoch as u64 + 1);
            self.positions[self.len..].iter_mut().zip(self.next.iter().cycle()).for_each(|(to, &from)| *to = from);
        }
    }
    fn of_step(&self, step: usize) -> &[usize] {
        let rest = &self.positions[step * self.batch..];
        if step < self.full { &rest[..self.batch] } else { &rest[..self.len % self.batch] }
    }
}

impl<M: Params<E>, O, L, N: Dim, R: Dim, E: Float> Trainer<M, O, L, N, R, E> {
    pub(super) fn run<D: Dataset, V: Dataset<Batch<N> = D::Batch<N>>>(
        &mut self,
        sets: Sets<'_, D, V>,
        mut order: Order,
    ) -> Result<End, TrainError>
    where
        L: Objective<M, D::Batch<N>, E> + Objective<M, D::Batch<R>, E>,
    {
        let Sets { training, validation } = sets;
        let (epochs, steps) = (self.settings.epochs, order.steps());
        let left = epochs.saturating_sub(self.place.epoch).saturating_mul(steps).saturating_sub(self.place.step);
        // Who trains for ever does not ask for memory for ever.
        self.history.loss.reserve(left.min(1 << 20));

        let mut full = Of::<L, M, D, N, E>::default();
        let mut rest = order.rest.then(Of::<L, M, D, R, E>::default);
        // The same examples each time, in the order of the file: which they are is as good as drawn.
        let mut looked_at = shuffled(training.len(), self.settings.seed, u64::MAX);
        looked_at.truncate(self.settings.train_samples);
        looked_at.sort_unstable();
        let mut look = Look {
            training: (training, looked_at),
            validation: (validation, (0..validation.len()).collect()),
            buffers: Of::<L, M, D, N, E>::default(),
        };
        #[cfg(feature = "progress")]
        let bar = Bar::new(self.settings.progress, left);
        #[cfg(not(feature = "progress"))]
        let bar = Bar();

        while self.place.epoch < epochs {
            let epoch = self.place.epoch;
            if self.settings.patience.is_some_and(|patience| self.place.since_best >= patience.max(1)) {
                return Ok(End::NoBetter { epoch });
            }
            order.shuffle(epoch);
            while self.place.step < steps {
                let (step, which) = (self.place.step, order.of_step(self.place.step));
                match &mut rest {
                    Some(rest) if step >= order.full => {
                        training.load_for_training::<R>(epoch, which, &mut rest.batch);
                        self.step(&rest.batch, &mut rest.work)?;
                    }
                    _ => {
                        training.load_for_training::<N>(epoch, which, &mut full.batch);
                        self.step(&full.batch, &mut full.work)?;
                    }
                }
                bar.step(epoch + 1, epochs, self.history.loss.last().map_or(f64::NAN, |loss| loss.to_f64()));
                self.place.step += 1;
                if (epoch, step) == (0, 0) {
                    self.model_is_finite()?;
                    self.look(&mut look);
                }
                // The end of an epoch belongs to its last step.
                if self.place.step < steps && self.stops() {
                    return Ok(End::Stopped { epoch, step: self.place.step });
                }
            }
            self.model_is_finite()?;
            self.end_epoch::<D, V>(steps, &mut look, &bar);
            if self.place.epoch < epochs {
                if self.stops() {
                    return Ok(End::Stopped { epoch: self.place.epoch, step: 0 });
                }
                self.save_if_asked()?;
            }
        }
        Ok(End::AllEpochs)
    }

    fn step<B>(&mut self, batch: &B, work: &mut L::Workspace) -> Result<(), TrainError>
    where
        L: Objective<M, B, E>,
    {
        let loss = self.objective.loss(&mut self.model, batch, work, &mut self.grad);
        if !loss.to_f64().is_finite() {
            let (epoch, step) = (self.place.epoch, self.place.step);
            return Err(TrainError::NotFinite { epoch, step, loss: loss.to_f64() });
        }
        if let Some(on_gradient) = &mut self.on_gradient {
            on_gradient(&mut self.grad);
        }
        if let Some((param, value)) = not_finite(&self.grad) {
            let (epoch, step) = (self.place.epoch, self.place.step);
            return Err(TrainError::GradientNotFinite { epoch, step, param, value });
        }
        if let Rate::Schedule(schedule) = self.settings.rate {
            (self.as_optimizer)(&mut self.optimizer).set_learning_rate(schedule.at(self.history.loss.len() as u64));
        }
        (self.as_optimizer)(&mut self.optimizer).step(&mut self.model, &self.grad);
        self.history.loss.push(loss);
        Ok(())
    }

    fn end_epoch<D: Dataset, V: Dataset<Batch<N> = D::Batch<N>>>(
        &mut self,
        steps: usize,
        look: &mut Look<'_, D, V, Of<L, M, D, N, E>>,
        bar: &Bar,
    ) where
        L: Objective<M, D::Batch<N>, E>,
    {
        (self.place.epoch, self.place.step) = (self.place.epoch + 1, 0);
        let learning_rate = (self.as_optimizer)(&mut self.optimizer).learning_rate();
        if let Rate::Decay(factor) = self.settings.rate {
            (self.as_optimizer)(&mut self.optimizer).set_learning_rate(learning_rate * factor);
        }
        let is_best = self.look(look);
        // No epoch is before the first: the look after the first step is none.
        let is_new = is_best || self.place.epoch == 1;
        self.place.since_best = if is_new { 0 } else { self.place.since_best.saturating_add(1) };
        if let Some(on_epoch) = &mut self.on_epoch {
            let losses = &self.history.loss[self.history.loss.len().saturating_sub(steps)..];
            let report = EpochReport {
                epoch: self.place.epoch,
                epochs: self.settings.epochs,
                loss: losses.iter().map(|loss| loss.to_f64()).sum::<f64>() / steps as f64,
                learning_rate: learning_rate.to_f64(),
                score: <L as Objective<M, D::Batch<N>, E>>::SCORE,
                train_score: self.history.train_scores.last().copied().unwrap_or(f64::NAN),
                validation_loss: self.history.validation_losses.last().copied(),
                validation_score: self.history.validation_scores.last().copied(),
                is_best,
            };
            bar.around(|| on_epoch(&report));
        }
    }

    /// Takes the scores down, and the parameters if no others did as well; says whether they are the best.
    fn look<D: Dataset, V: Dataset<Batch<N> = D::Batch<N>>>(
        &mut self,
        look: &mut Look<'_, D, V, Of<L, M, D, N, E>>,
    ) -> bool
    where
        L: Objective<M, D::Batch<N>, E>,
    {
        let (data, which) = &look.training;
        let [score, _] = evaluate::<N, M, D, L, E>(&self.objective, &self.model, data, which, &mut look.buffers);
        self.history.train_scores.push(score);
        let (data, which) = &look.validation;
        let [score, loss] = evaluate::<N, M, V, L, E>(&self.objective, &self.model, data, which, &mut look.buffers);
        if !which.is_empty() {
            self.history.validation_scores.push(score);
            self.history.validation_losses.push(loss);
        }
        // If the first epoch has but one step, it is looked at twice.
        let is_best = match self.place.best {
            Some(best) => score > best || self.place.epoch == 1 && score >= best,
            None => !score.is_nan(),
        };
        if is_best {
            self.place.best = Some(score);
        }
        // Without a score to judge by, the latest are kept, to go back to.
        if is_best || self.place.best.is_none() {
            copy(&self.model, &mut self.other);
        }
        is_best
    }

    fn model_is_finite(&self) -> Result<(), TrainError> {
        match not_finite(&self.model) {
            Some((param, value)) => {
                let (epoch, step) = (self.place.epoch, self.place.step);
                Err(TrainError::ModelNotFinite { epoch, step, param, value })
            }
            None => Ok(()),
        }
    }
}

/// The first parameter or state that has something infinite or not a number, and that.
fn not_finite<M: Params<E>, E: Float>(model: &M) -> Option<(String, f64)> {
    let mut found = None;
    M::walk([model], [], Path::ROOT, &mut |param, [values], []| {
        // `0·x` is 0, or not a number: a sum over a whole layer takes far less time than its products.
        if found.is_none() && reduce::sum(values, |x| E::ZERO * x) != E::ZERO {
            let value = values.iter().map(|x| x.to_f64()).find(|x| !x.is_finite());
            found = value.map(|value| (param.path.to_string(), value));
        }
    });
    found
}

/// What the scores are taken of, and the buffers for it.
struct Look<'a, D, V, Buffers> {
    training: (&'a D, Vec<usize>),
    validation: (&'a V, Vec<usize>),
    buffers: Buffers,
}

/// The mean score of the examples `which`, and their mean loss.
pub(super) fn evaluate<N: Dim, M, D: Dataset, L: Objective<M, D::Batch<N>, E>, E: Float>(
    objective: &L,
    model: &M,
    data: &D,
    which: &[usize],
    buffers: &mut Of<L, M, D, N, E>,
) -> [f64; 2] {
    let (Some(&last), 1..) = (which.last(), N::SIZE) else { return [f64::NAN; 2] };
    let (mut filled, mut scores, mut losses) = (vec![0; N::SIZE], vec![E::ZERO; N::SIZE], vec![E::ZERO; N::SIZE]);
    let mut sums = [0.0; 2];
    for part in which.chunks(N::SIZE) {
        filled.fill(last);
        filled[..part.len()].copy_from_slice(part);
        data.load::<N>(&filled, &mut buffers.batch);
        objective.scores(model, &buffers.batch, &mut buffers.work, &mut scores, &mut losses);
        for (sum, each) in sums.iter_mut().zip([&scores, &losses]) {
            *sum += each[..part.len()].iter().map(|each| each.to_f64()).sum::<f64>();
        }
    }
    sums.map(|sum| sum / which.len() as f64)
}
