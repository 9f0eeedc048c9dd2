//! Training that is saved, and goes on bit for bit.
use super::error::TrainError;
use super::report::History;
use super::run::Order;
use super::settings::{Place, RestPolicy};
use super::tensors::{Entry, FORMAT, OnEntry, Reader, Words, Writer, dtype, number, params, read, try_place, wrong};
use super::trainer::Trainer;
use crate::dim::Dim;
use crate::elem::Float;
use crate::layers::Params;
use crate::optim::OptimizerState;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use bytemuck::cast_slice_mut;
use safetensors::Dtype;
use std::path::{Path, PathBuf};

impl<M: Params<E>, O, L, N: Dim, R: Dim, E: Float> Trainer<M, O, L, N, R, E> {
    /// Saves everything to this file after every epoch, when the training is stopped, and when it ends, over what was there.
    /// [`resume`](Trainer::resume) takes it up again. Whether the file can be written is tried before the first step.
    ///
    /// A training that is stopped in one program goes on in another as if nothing had been:
    /// ```
    /// use shapeful::data::Examples;
    /// use shapeful::train::{End, SoftmaxLoss, Trainer};
    /// use shapeful::{Adam, Linear, axes};
    /// use std::sync::atomic::Ordering;
    /// axes! { Batch = 2; Inputs = 1; Classes = 2; }
    /// # let folder = std::env::temp_dir().join(format!("shapeful-checkpoint-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// # let path = folder.join("net.safetensors");
    /// let data = Examples::<(Inputs,), Classes>::new(vec![-1.0, 1.0, 2.0, -3.0], vec![0, 1, 1, 0])?;
    /// let trainer = || {
    ///     let net = Linear::<Inputs, Classes>::zeros();
    ///     let optimizer = Adam::new(&net, 0.1);
    ///     Trainer::new::<Batch>(net, optimizer, SoftmaxLoss)
    /// };
    /// let mut whole = trainer();
    /// whole.train(&data, &data)?;
    ///
    /// let mut first = trainer().checkpoint(&path);
    /// first.stop_flag().store(true, Ordering::Relaxed);
    /// assert_eq!(first.train(&data, &data)?, End::Stopped { epoch: 0, step: 1 });
    /// let mut second = trainer();
    /// second.resume(&path)?;
    /// second.train(&data, &data)?;
    /// assert_eq!(second.model.w, whole.model.w);
    /// assert_eq!(second.history, whole.history);
    /// # std::fs::remove_dir_all(folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn checkpoint(mut self, path: impl Into<PathBuf>) -> Self {
        self.settings.checkpoint = Some(path.into());
        self
    }
    /// What cannot be written is found before the first step, not after the first epoch.
    pub(super) fn try_checkpoint_path(&self) -> Result<(), TrainError> {
        self.settings.checkpoint.as_deref().map_or(Ok(()), try_place)
    }
    pub(super) fn save_if_asked(&mut self) -> Result<(), TrainError> {
        self.settings.checkpoint.clone().map_or(Ok(()), |path| self.save(path))
    }

    /// Saves the model, the state of the optimizer, the best parameters, the histories, and where the training is. The file is there as
    /// a whole or not at all.
    ///
    /// # Errors
    /// If the file cannot be written.
    /// ```
    /// # use shapeful::{Linear, Sgd, axes, train::{SoftmaxLoss, Trainer}};
    /// # axes! { Batch = 1; Inputs = 1; Classes = 2; }
    /// let net = Linear::<Inputs, Classes>::zeros();
    /// let optimizer = Sgd::new(&net, 1.0);
    /// let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss);
    /// assert!(trainer.save("no such folder/net.safetensors").is_err());
    /// ```
    pub fn save(&mut self, path: impl AsRef<Path>) -> Result<(), TrainError> {
        let (path, mut writer) = (path.as_ref(), Writer::default());
        self.parts(&mut |entry| writer.add(path, entry))?;
        let place = &self.place;
        let numbers = [place.examples, place.epoch, place.step, place.since_best, usize::from(place.ended)];
        for (name, value) in NUMBERS.into_iter().zip(numbers) {
            number(name, Dtype::U64, &mut (value as u64), &mut |entry| writer.add(path, entry))?;
        }
        let mut best = place.best.unwrap_or(f64::NAN);
        number(BEST, Dtype::F64, &mut best, &mut |entry| writer.add(path, entry))?;
        let mut history = |name: &str, dtype, len, bytes: &mut [u8]| {
            writer.add(path, Entry { name: name.into(), dtype, shape: alloc::vec![len], bytes })
        };
        let losses = self.history.loss.len();
        history(LOSS, dtype::<E>(), losses, cast_slice_mut(&mut self.history.loss))?;
        let History { train_scores, validation_scores, validation_losses, .. } = &mut self.history;
        for (name, values) in
            [(TRAIN, train_scores), (VALIDATION, validation_scores), (VALIDATION_LOSS, validation_losses)]
        {
            history(name, Dtype::F64, values.len(), cast_slice_mut(values))?;
        }
        let mut words: Words = self.words().into_iter().map(|(name, word)| (name.into(), word)).collect();
        words.extend(self.place.objective.clone().map(|objective| (OBJECTIVE.into(), objective)));
        writer.write(path, words)
    }

    /// Takes up a training where the file has it. The trainer is made as the one that saved it: the same model, optimizer and loss with
    /// the same settings, seed, batches and rest; what may differ are the epochs, patience, schedules and callbacks.
    ///
    /// That the data are the same is for you to see to; that they are as many is looked at by [`train`](Trainer::train), and the loss.
    ///
    /// A program that begins where there is no file, and goes on where there is one:
    /// ```
    /// # use shapeful::{Linear, Sgd, axes, train::{SoftmaxLoss, TrainError, Trainer}};
    /// # axes! { Batch = 1; Inputs = 1; Classes = 2; }
    /// # let path = "no such file.safetensors";
    /// # let net = Linear::<Inputs, Classes>::zeros();
    /// # let optimizer = Sgd::new(&net, 1.0);
    /// # let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).checkpoint(path);
    /// match trainer.resume(path) {
    ///     Err(TrainError::NoCheckpoint { .. }) => println!("a new training"),
    ///     taken_up => taken_up?,
    /// }
    /// # Ok::<(), TrainError>(())
    /// ```
    ///
    /// # Errors
    /// If the file cannot be read or is of another training; the message has the name of the numbers that do not fit, what they should
    /// be, and what they are. Nothing is changed then.
    /// ```
    /// # use shapeful::{Linear, Sgd, axes, train::{SoftmaxLoss, Trainer}};
    /// # axes! { Batch = 1; Inputs = 1; Classes = 2; }
    /// # let folder = std::env::temp_dir().join(format!("shapeful-resume-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// # let path = folder.join("net.safetensors");
    /// # let trainer = |seed| {
    /// #     let net = Linear::<Inputs, Classes>::zeros();
    /// #     let optimizer = Sgd::new(&net, 1.0);
    /// #     Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).seed(seed)
    /// # };
    /// trainer(7).save(&path)?;
    /// let error = trainer(8).resume(&path).unwrap_err();
    /// assert!(error.to_string().ends_with("`trainer.seed`: expected 8, found 7"));
    /// # std::fs::remove_dir_all(folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn resume(&mut self, path: impl AsRef<Path>) -> Result<(), TrainError> {
        let path = path.as_ref();
        let bytes = read(path)?;
        let reader = Reader::new(path, &bytes)?;
        // All of it is looked at before anything is changed.
        for (name, word) in self.words() {
            reader.says(name, &word)?;
        }
        let mut names: Vec<String> =
            [LOSS, TRAIN, VALIDATION, VALIDATION_LOSS, BEST].into_iter().chain(NUMBERS).map(String::from).collect();
        self.parts(&mut |entry| {
            reader.get(&entry.name, entry.dtype, Some(&entry.shape))?;
            names.push(entry.name);
            Ok(())
        })?;
        let losses: Vec<E> = bytemuck::pod_collect_to_vec(reader.get(LOSS, dtype::<E>(), None)?);
        let row = |name| reader.get(name, Dtype::F64, None).map(bytemuck::pod_collect_to_vec::<u8, f64>);
        let (train_scores, validation_scores, validation_losses) =
            (row(TRAIN)?, row(VALIDATION)?, row(VALIDATION_LOSS)?);
        reader.has_only(&names)?;
        let place = self.place_in(path, &reader, losses.len())?;

        self.parts(&mut |entry| {
            entry.bytes.copy_from_slice(reader.get(&entry.name, entry.dtype, Some(&entry.shape))?);
            Ok(())
        })?;
        self.place = place;
        self.history = History { loss: losses, train_scores, validation_scores, validation_losses };
        Ok(())
    }

    /// Where the training is, by the file, which has to be a place that it can have come to.
    fn place_in(&self, path: &Path, reader: &Reader<'_>, losses: usize) -> Result<Place, TrainError> {
        let mut numbers = [0; 5];
        for (number, name) in numbers.iter_mut().zip(NUMBERS) {
            let found: u64 = bytemuck::pod_read_unaligned(reader.get(name, Dtype::U64, Some(&[]))?);
            *number = usize::try_from(found).map_err(|_| wrong(path, Some(name), "a number of this machine", found))?;
        }
        let [examples, epoch, step, since_best, ended] = numbers;
        let steps = match examples {
            0 => 0,
            _ => {
                let (full, rest) = Order::steps_of::<N, R>(examples, self.settings.rest)
                    .map_err(|reason| wrong(path, Some(NUMBERS[0]), "what divides into batches", reason))?;
                full + usize::from(rest)
            }
        };
        let most = [usize::MAX, if examples == 0 { 0 } else { usize::MAX }, steps, epoch, 1];
        for ((name, number), most) in NUMBERS.into_iter().zip(numbers).zip(most) {
            if number > most {
                return Err(wrong(path, Some(name), format!("at most {most}"), number));
            }
        }
        let done = epoch.checked_mul(steps).and_then(|done| done.checked_add(step));
        if done != Some(losses) {
            let expected = format!("one for each step of {epoch} epochs and {step} steps");
            return Err(wrong(path, Some(LOSS), expected, losses));
        }
        let best: f64 = bytemuck::pod_read_unaligned(reader.get(BEST, Dtype::F64, Some(&[]))?);
        let (best, objective) = ((!best.is_nan()).then_some(best), reader.word(OBJECTIVE).cloned());
        Ok(Place { examples, objective, epoch, step, best, since_best, ended: ended == 1 })
    }

    /// What has to be the same when the training is taken up again.
    fn words(&mut self) -> [(&'static str, String); 5] {
        let rest = match self.settings.rest {
            RestPolicy::NoneLeft => "none".into(),
            RestPolicy::Named => format!("`.rest` of {}", R::SIZE),
            RestPolicy::Dropped => "`.drop_rest()`".into(),
            RestPolicy::Wrapped => "`.wrap()`".into(),
        };
        [
            (FORMAT, "shapeful checkpoint 2".into()),
            ("trainer.seed", self.settings.seed.to_string()),
            ("trainer.batch", N::SIZE.to_string()),
            ("trainer.rest", rest),
            ("optimizer", (self.as_optimizer)(&mut self.optimizer).description()),
        ]
    }

    /// The model, the best one, and what the optimizer keeps, in a fixed order; what is written to the entries is taken over.
    fn parts(&mut self, f: &mut OnEntry<'_>) -> Result<(), TrainError> {
        params("model.", &mut self.model, f)?;
        params("other.", &mut self.other, f)?;
        let mut result = Ok(());
        (self.as_optimizer)(&mut self.optimizer).state(&mut |name, state| {
            if result.is_ok() {
                let name = format!("optimizer.{name}");
                result = match state {
                    OptimizerState::Model(model) => params(&format!("{name}."), model, f),
                    OptimizerState::Counter(count) => number(&name, Dtype::U64, count, f),
                    OptimizerState::Number(value) => number(&name, dtype::<E>(), value, f),
                };
            }
        });
        result
    }
}
const LOSS: &str = "history.loss";
const TRAIN: &str = "history.train_scores";
const VALIDATION: &str = "history.validation_scores";
const VALIDATION_LOSS: &str = "history.validation_losses";
const BEST: &str = "trainer.best_score";
const OBJECTIVE: &str = "objective";
/// Where the training is.
const NUMBERS: [&str; 5] =
    ["trainer.examples", "trainer.epoch", "trainer.step", "trainer.epochs_since_best", "trainer.ended"];
