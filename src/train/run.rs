//! The loop: epochs, steps, and the look at the scores.
use super::error::TrainError;
use super::objective::Objective;
use super::report::{End, EpochReport};
use super::settings::{Rate, RestPolicy};
use super::trainer::{Trainer, copy};
use crate::data::{Dataset, shuffle, shuffled};
use crate::dim::Dim;
use crate::elem::Float;
use crate::layers::Params;
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
    pub fn new<N: Dim, R: Dim>(len: usize, policy: RestPolicy, seed: u64) -> Result<Self, TrainError> {
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
        let wrapped = policy == RestPolicy::Wrapped;
        let full = if wrapped { len.div_ceil(batch) } else { len / batch };
        let rest = named.is_some_and(|rest| rest > 0);
        if full == 0 && !rest {
            return Err(too_few);
        }
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
        let bar = self.settings.progress.then(|| indicatif::ProgressBar::new(left as u64));

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
                #[cfg(feature = "progress")]
                if let Some(bar) = &bar {
                    bar.inc(1);
                }
                self.place.step += 1;
                if (epoch, step) == (0, 0) {
                    self.look(&mut look);
                }
                // The end of an epoch belongs to its last step.
                if self.place.step < steps && self.stops() {
                    return Ok(End::Stopped { epoch, step: self.place.step });
                }
            }
            self.end_epoch::<D, V>(steps, &mut look);
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
    ) where
        L: Objective<M, D::Batch<N>, E>,
    {
        (self.place.epoch, self.place.step) = (self.place.epoch + 1, 0);
        let learning_rate = (self.as_optimizer)(&mut self.optimizer).learning_rate();
        if let Rate::Decay(factor) = self.settings.rate {
            (self.as_optimizer)(&mut self.optimizer).set_learning_rate(learning_rate * factor);
        }
        let is_best = self.look(look);
        self.place.since_best = if is_best { 0 } else { self.place.since_best + 1 };
        if let Some(on_epoch) = &mut self.on_epoch {
            let losses = &self.history.loss[self.history.loss.len().saturating_sub(steps)..];
            on_epoch(&EpochReport {
                epoch: self.place.epoch,
                epochs: self.settings.epochs,
                loss: losses.iter().map(|loss| loss.to_f64()).sum::<f64>() / steps as f64,
                learning_rate: learning_rate.to_f64(),
                score: <L as Objective<M, D::Batch<N>, E>>::SCORE,
                train_score: self.history.train_scores.last().copied().unwrap_or(f64::NAN),
                validation_score: self.history.validation_scores.last().copied(),
                is_best,
            });
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
        let score = evaluate::<N, M, D, L, E>(&self.objective, &self.model, data, which, &mut look.buffers);
        self.history.train_scores.push(score);
        let (data, which) = &look.validation;
        if which.is_empty() {
            return false;
        }
        let score = evaluate::<N, M, V, L, E>(&self.objective, &self.model, data, which, &mut look.buffers);
        self.history.validation_scores.push(score);
        let is_best = score > self.place.best.unwrap_or(f64::NEG_INFINITY);
        if is_best {
            self.place.best = Some(score);
            copy(&self.model, &mut self.other);
        }
        is_best
    }
}

/// What the scores are taken of, and the buffers for it.
struct Look<'a, D, V, Buffers> {
    training: (&'a D, Vec<usize>),
    validation: (&'a V, Vec<usize>),
    buffers: Buffers,
}

/// The mean score of the examples `which`.
pub(super) fn evaluate<N: Dim, M, D: Dataset, L: Objective<M, D::Batch<N>, E>, E: Float>(
    objective: &L,
    model: &M,
    data: &D,
    which: &[usize],
    buffers: &mut Of<L, M, D, N, E>,
) -> f64 {
    let Some(&last) = which.last() else { return f64::NAN };
    let (mut filled, mut scores, mut sum) = (vec![0; N::SIZE], vec![E::ZERO; N::SIZE], 0.0);
    for part in which.chunks(N::SIZE.max(1)) {
        filled.fill(last);
        filled[..part.len()].copy_from_slice(part);
        data.load::<N>(&filled, &mut buffers.batch);
        objective.scores(model, &buffers.batch, &mut buffers.work, &mut scores);
        sum += scores[..part.len()].iter().map(|score| score.to_f64()).sum::<f64>();
    }
    sum / which.len() as f64
}
