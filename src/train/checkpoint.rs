//! Training that is saved, and goes on bit for bit.
use super::error::TrainError;
use super::settings::RestPolicy;
use super::tensors::{Entry, OnEntry, Reader, Writer, wrong};
use super::trainer::Trainer;
use crate::dim::Dim;
use crate::elem::Float;
use crate::layers::{Params, Path as ParamPath};
use crate::optim::OptimizerState;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use bytemuck::{Pod, bytes_of_mut, cast_slice_mut};
use safetensors::Dtype;
use std::fs;
use std::path::{Path, PathBuf};

impl<M: Params<E>, O, L, N: Dim, R: Dim, E: Float> Trainer<M, O, L, N, R, E> {
    /// Saves everything to this file after every epoch, when the training is stopped, and when it ends. [`resume`](Trainer::resume) takes
    /// it up again.
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
        self.fixed(&mut |entry| writer.add(path, entry))?;
        let mut history = |name: &str, dtype, len, bytes: &mut [u8]| {
            writer.add(path, Entry { name: name.into(), dtype, shape: alloc::vec![len], bytes })
        };
        let losses = self.history.loss.len();
        history(LOSS, dtype::<E>(), losses, cast_slice_mut(&mut self.history.loss))?;
        for (name, scores) in
            [(TRAIN, &mut self.history.train_scores), (VALIDATION, &mut self.history.validation_scores)]
        {
            history(name, Dtype::F64, scores.len(), cast_slice_mut(scores))?;
        }
        writer.write(path)
    }

    /// Takes up a training where the file has it. The trainer is made as the one that saved it: the same model, optimizer, seed, batches
    /// and rest; what may differ are the epochs, patience, schedules and callbacks.
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
        let bytes = fs::read(path).map_err(|reason| wrong(path, None, "a file that can be read", reason))?;
        let reader = Reader::new(path, &bytes)?;
        let mut names: Vec<String> = [LOSS, TRAIN, VALIDATION].map(String::from).into();
        // All of it is looked at before anything is changed.
        self.fixed(&mut |entry| {
            let found = reader.get(&entry.name, entry.dtype, Some(&entry.shape))?;
            let is_setting = SETTINGS.contains(&entry.name.as_str());
            if is_setting && *entry.bytes != *found {
                let [expected, found] = [&*entry.bytes, found].map(bytemuck::pod_read_unaligned::<u64>);
                return Err(wrong(path, Some(&entry.name), expected, found));
            }
            names.push(entry.name);
            Ok(())
        })?;
        let losses = reader.get(LOSS, dtype::<E>(), None)?;
        let scores = [reader.get(TRAIN, Dtype::F64, None)?, reader.get(VALIDATION, Dtype::F64, None)?];
        reader.has_only(&names)?;

        self.fixed(&mut |entry| {
            entry.bytes.copy_from_slice(reader.get(&entry.name, entry.dtype, Some(&entry.shape))?);
            Ok(())
        })?;
        self.history.loss = bytemuck::pod_collect_to_vec(losses);
        [self.history.train_scores, self.history.validation_scores] = scores.map(bytemuck::pod_collect_to_vec);
        Ok(())
    }

    /// Everything whose size does not change, in a fixed order; what is written to the entries is taken over.
    fn fixed(&mut self, f: &mut OnEntry<'_>) -> Result<(), TrainError> {
        let rest = match self.settings.rest {
            RestPolicy::NoneLeft => 0,
            RestPolicy::Named => 1,
            RestPolicy::Dropped => 2,
            RestPolicy::Wrapped => 3,
        };
        let settings = [self.settings.seed, N::SIZE as u64, rest];
        for (name, mut setting) in SETTINGS.into_iter().zip(settings) {
            number(name, Dtype::U64, &mut setting, f)?;
        }
        let place = &mut self.place;
        let mut place_numbers = [
            ("trainer.examples", &mut place.examples),
            ("trainer.epoch", &mut place.epoch),
            ("trainer.step", &mut place.step),
            ("trainer.epochs_since_best", &mut place.since_best),
        ];
        for (name, value) in &mut place_numbers {
            let mut saved = **value as u64;
            number(name, Dtype::U64, &mut saved, f)?;
            **value = usize::try_from(saved).unwrap_or(usize::MAX);
        }
        let (mut ended, mut best) = (u64::from(place.ended), place.best.unwrap_or(f64::NAN));
        number("trainer.ended", Dtype::U64, &mut ended, f)?;
        number("trainer.best_score", Dtype::F64, &mut best, f)?;
        (place.ended, place.best) = (ended != 0, (!best.is_nan()).then_some(best));

        params("model", &mut self.model, f)?;
        params("other", &mut self.other, f)?;
        let mut result = Ok(());
        (self.as_optimizer)(&mut self.optimizer).state(&mut |name, state| {
            if result.is_ok() {
                let name = format!("optimizer.{name}");
                result = match state {
                    OptimizerState::Model(model) => params(&name, model, f),
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
/// What has to be the same when the training is taken up again.
const SETTINGS: [&str; 3] = ["trainer.seed", "trainer.batch", "trainer.rest"];

fn dtype<E: Float>() -> Dtype {
    if size_of::<E>() == 4 { Dtype::F32 } else { Dtype::F64 }
}
fn number<T: Pod>(name: &str, dtype: Dtype, value: &mut T, f: &mut OnEntry<'_>) -> Result<(), TrainError> {
    f(Entry { name: name.into(), dtype, shape: Vec::new(), bytes: bytes_of_mut(value) })
}
fn params<M: Params<E>, E: Float>(of: &str, model: &mut M, f: &mut OnEntry<'_>) -> Result<(), TrainError> {
    let mut result = Ok(());
    M::walk([], [model], ParamPath::ROOT, &mut |param, [], [values]| {
        if result.is_ok() {
            let name = format!("{of}.{}", param.path);
            let (dtype, shape) = (dtype::<E>(), param.shape.dims().collect());
            result = f(Entry { name, dtype, shape, bytes: cast_slice_mut(values) });
        }
    });
    result
}
