//! The trainer: what it reaches, what it keeps, what it counts, and that it goes on bit for bit.
use rand::{SeedableRng, rngs::StdRng};
use shapeful::data::{Augmented, Dataset, Examples, RandomCrop};
use shapeful::train::{End, MseLoss, Objective, SoftmaxLoss, SvmLoss, TrainError, Trainer};
use shapeful::{
    Adam, Array, Dim, Flatten, Float, Init, Kind, Labels, Layer, Linear, Mode, Optimizer, Param, Params, Path, Relu,
    RmsProp, Schedule, Sgd, Shape, ShapeName, Tensor, Visit, axes, dim, network, softmax_loss,
};
use std::cell::RefCell;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

mod ctrl_c;
mod files;
mod model_files;
mod not_finite;
mod validation_loss;

axes! { Batch = 8; Rest = 2; Channels = 3; Height = 4; Width = 4; Hidden = 50; Second = 30; Classes = 10; One = 1; }
network! { struct TwoLayerNet { flat: Flatten, hidden: Linear<Pixels, Hidden>, act: Relu, out: Linear<Hidden, Classes> } }
network! {
    struct ThreeLayerNet {
        flat: Flatten,
        first: Linear<Pixels, Hidden>,
        act1: Relu,
        second: Linear<Hidden, Second>,
        act2: Relu,
        out: Linear<Second, Classes>,
    }
}
/// What images have when they are flat.
type Pixels = dim!(48);
type Images<E = f32> = Examples<(Channels, Height, Width), Classes, E>;

fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}
/// Noise, and labels that have nothing to do with it: what can only be learned by heart.
fn noise<E: Float>(count: usize, seed: u64) -> Images<E> {
    let mut rng = rng(seed);
    let inputs = (0..count * 48).map(|_| E::standard_normal(&mut rng)).collect();
    Images::new(inputs, (0..count as u32).map(|n| n * 7 % 10).collect()).unwrap()
}
/// All numbers of a model, states too.
fn numbers<M: Params<E>, E: Float>(model: &M) -> Vec<E> {
    let mut all = Vec::new();
    M::walk([model], [], Path::ROOT, &mut |_, [values], []| all.extend_from_slice(values));
    all
}
fn bits<M: Params<f32>>(model: &M) -> Vec<u32> {
    numbers(model).into_iter().map(f32::to_bits).collect()
}

mod learns_by_heart {
    use super::*;

    fn fifty<M, L>(net: M, loss: L, rate: f32)
    where
        M: Layer<(Batch, Channels, Height, Width), Y = (Batch, Classes)>
            + Layer<(Rest, Channels, Height, Width), Y = (Rest, Classes)>,
        L: Objective<M, (Tensor<(Batch, Channels, Height, Width)>, Labels<Batch, Classes>)>
            + Objective<M, (Tensor<(Rest, Channels, Height, Width)>, Labels<Rest, Classes>)>,
    {
        let (training, validation) = (noise(50, 1), noise(20, 2));
        let optimizer = Sgd::new(&net, rate).momentum(0.9);
        let mut trainer = Trainer::new::<Batch>(net, optimizer, loss).rest::<Rest>().epochs(20);
        assert_eq!(trainer.train(&training, &validation).unwrap(), End::AllEpochs);
        let history = &trainer.history;
        assert_eq!(history.train_scores.last(), Some(&1.0), "{:?}", history.train_scores);
        assert_eq!((history.loss.len(), history.train_scores.len(), history.validation_scores.len()), (20 * 7, 21, 21));
        assert!(history.loss[139] < 0.1 * history.loss[0]);
    }

    #[test]
    fn a_two_layer_net() {
        fifty(TwoLayerNet::init(&mut rng(3)), SoftmaxLoss, 0.02);
        fifty(TwoLayerNet::init(&mut rng(3)), SvmLoss, 0.01);
    }
    #[test]
    fn a_three_layer_net() {
        fifty(ThreeLayerNet::init(&mut rng(4)), SoftmaxLoss, 0.02);
    }
    #[test]
    fn a_function_of_two_numbers() {
        // y = (a·b, a + b) in f64.
        axes! { Inputs = 2; Outputs = 2; }
        let inputs: Vec<f64> =
            (0..50).flat_map(|n| [f64::from(n % 7) / 3.0 - 1.0, f64::from(n % 11) / 5.0 - 1.0]).collect();
        let targets = inputs.chunks(2).flat_map(|x| [x[0] * x[1], x[0] + x[1]]).collect();
        let data = Examples::<(Inputs,), (Outputs,), f64>::new(inputs, targets).unwrap();
        let net = <(Linear<Inputs, Hidden, f64>, Relu, Linear<Hidden, Outputs, f64>)>::init(&mut rng(5));
        let optimizer = Adam::new(&net, 0.01);
        let mut trainer = Trainer::new::<Batch>(net, optimizer, MseLoss).wrap().epochs(150);
        trainer.train(&data, &data).unwrap();
        let best = trainer.history.validation_scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        assert!(best > -2e-3, "{best}");
        assert_eq!(trainer.evaluate(&data), best);
        let (x, y) = data.to_batch::<dim!(50)>().unwrap();
        let by_hand = trainer.model.predict(&x).zip_map(&y, |y, target| (y - target).powi(2)).mean_all();
        assert!((trainer.evaluate(&data) + by_hand).abs() < 1e-15);
    }
}

#[test]
fn the_best_parameters_are_kept_and_the_last_ones_go_on() {
    let (training, validation) = (noise(48, 1), noise(30, 2));
    let trainer = |epochs| {
        let net = TwoLayerNet::init(&mut rng(3));
        let optimizer = Sgd::new(&net, 0.05);
        Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).epochs(epochs).seed(9)
    };
    let mut whole = trainer(9);
    whole.train(&training, &validation).unwrap();
    let scores = &whole.history.validation_scores;
    let best = scores.iter().copied().fold(0.0, f64::max);
    assert_eq!(whole.evaluate(&validation), best);
    assert!(scores[9] < best, "the seeds are such that the last epoch is not the best: {scores:?}");

    let mut parts = trainer(5);
    parts.train(&training, &validation).unwrap();
    let mut parts = parts.epochs(9);
    parts.train(&training, &validation).unwrap();
    assert_eq!(parts.history, whole.history);
    assert_eq!(bits(&parts.model), bits(&whole.model));
    // Trained to the end, it has nothing more to do.
    assert_eq!(parts.train(&training, &validation).unwrap(), End::AllEpochs);
    assert_eq!(bits(&parts.model), bits(&whole.model));
}
#[test]
fn patience_ends() {
    let (training, validation) = (noise(48, 1), noise(30, 2));
    let net = TwoLayerNet::init(&mut rng(3));
    let optimizer = Sgd::new(&net, 0.05);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).epochs(1000).patience(4);
    let End::NoBetter { epoch } = trainer.train(&training, &validation).unwrap() else { panic!("patience has no end") };
    let scores = &trainer.history.validation_scores;
    assert_eq!(scores.len(), epoch + 1);
    let best = scores.iter().copied().fold(0.0, f64::max);
    assert_eq!(scores.iter().position(|&score| score == best), Some(epoch - 4));
    assert_eq!(trainer.evaluate(&validation), best);
    assert_eq!(trainer.train(&training, &validation).unwrap(), End::NoBetter { epoch });
    let empty = Images::new(vec![], vec![]).unwrap();
    assert_eq!(trainer.train(&training, &empty), Err(TrainError::NothingToWaitFor));
}
#[test]
fn without_a_validation_set_the_last_parameters_stay() {
    let (training, empty) = (noise(16, 1), Images::new(vec![], vec![]).unwrap());
    let net = TwoLayerNet::init(&mut rng(3));
    let optimizer = Sgd::new(&net, 0.05);
    let mut trainer = Trainer::new::<Batch>(net.clone(), optimizer, SoftmaxLoss).epochs(4);
    trainer.train(&training, &empty).unwrap();
    assert!(trainer.history.validation_scores.is_empty() && trainer.evaluate(&empty).is_nan());
    assert_eq!(trainer.history.train_scores.last(), Some(&trainer.evaluate(&training)));
    assert_ne!(bits(&trainer.model), bits(&net));
}
#[test]
fn learning_rates_fall_by_epoch_or_by_step() {
    let data = noise(16, 1);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&seen);
    let net = TwoLayerNet::init(&mut rng(3));
    let optimizer = RmsProp::new(&net, 0.5);
    let mut trainer = Trainer::new::<Batch>(net.clone(), optimizer, SoftmaxLoss)
        .epochs(3)
        .learning_rate_decay(0.5)
        .on_epoch(move |report| told.lock().unwrap().push(report.learning_rate));
    trainer.train(&data, &data).unwrap();
    assert_eq!(*seen.lock().unwrap(), [0.5, 0.25, 0.125]);
    let told = Arc::clone(&seen);
    let optimizer = Sgd::new(&net, 0.0);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss)
        .epochs(3)
        .schedule(Schedule::step(0.8, 2, 0.5))
        .on_epoch(move |report| told.lock().unwrap().push(report.learning_rate));
    trainer.train(&data, &data).unwrap();
    assert_eq!(seen.lock().unwrap()[3..], [f64::from(0.8_f32), f64::from(0.4_f32), f64::from(0.2_f32)]);
}
#[test]
fn what_is_wrong_with_the_sizes_is_said_before_anything_is_done() {
    let train = |trainer: &mut dyn FnMut(&Images) -> Result<End, TrainError>, count| {
        trainer(&noise(count, 1)).unwrap_err().to_string()
    };
    let fresh = || {
        let net = TwoLayerNet::init(&mut rng(3));
        let optimizer = Sgd::new(&net, 0.05);
        Trainer::new::<Batch>(net, optimizer, SoftmaxLoss)
    };
    assert_eq!(
        train(&mut |data| fresh().train(data, data), 21),
        "21 examples in batches of 8 leave 5: name an axis of 5 by `.rest::<dim!(5)>()`, or choose `.drop_rest()` or `.wrap()`"
    );
    assert_eq!(
        train(&mut |data| fresh().rest::<Rest>().train(data, data), 21),
        "21 examples in batches of 8 leave 5, not 2: name an axis of 5 by `.rest::<dim!(5)>()`, or choose `.drop_rest()` or `.wrap()`"
    );
    assert_eq!(
        train(&mut |data| fresh().rest::<Rest>().train(data, data), 24),
        "24 examples in batches of 8 leave none: leave out `.rest`"
    );
    for trainer in [fresh(), fresh().wrap(), fresh().drop_rest()] {
        let mut trainer = trainer;
        assert!(train(&mut |data| trainer.train(data, data), 0).starts_with("0 examples fill no batch of 8"));
    }
    assert!(train(&mut |data| fresh().drop_rest().train(data, data), 7).starts_with("7 examples fill no batch of 8"));
    fresh().rest::<dim!(7)>().train(&noise(7, 1), &noise(3, 2)).unwrap();
    fresh().wrap().train(&noise(3, 1), &noise(3, 2)).unwrap();
    fresh().rest::<dim!(0)>().train(&noise(8, 1), &noise(3, 2)).unwrap();
    let mut trainer = fresh();
    trainer.train(&noise(8, 1), &noise(3, 2)).unwrap();
    let error = trainer.train(&noise(16, 1), &noise(3, 2)).unwrap_err();
    assert_eq!(error, TrainError::OtherData { expected: 8, found: 16 });
}
#[test]
fn a_loss_that_is_no_number_leaves_the_model_as_it_was() {
    let mut data = noise(16, 1);
    data.inputs_mut()[5 * 48 + 7] = f32::NAN;
    let net = TwoLayerNet::init(&mut rng(3));
    let optimizer = Sgd::new(&net, 0.05);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss);
    let error = trainer.train(&data, &noise(3, 2)).unwrap_err();
    assert!(matches!(error, TrainError::NotFinite { epoch: 0, step: 0 | 1, loss } if loss.is_nan()), "{error}");
    assert!(numbers(&trainer.model).iter().all(|w| w.is_finite()));
}

/// Images that write down what is asked of them.
struct Recorded<E: Float> {
    images: Images<E>,
    asked: RefCell<Vec<(usize, Vec<usize>)>>,
}
impl<E: Float> Recorded<E> {
    fn new(images: Images<E>) -> Self {
        Recorded { images, asked: RefCell::default() }
    }
}
impl<E: Float> Dataset for Recorded<E> {
    type Batch<N: Dim> = <Images<E> as Dataset>::Batch<N>;
    fn len(&self) -> usize {
        self.images.len()
    }
    fn load<N: Dim>(&self, which: &[usize], batch: &mut Self::Batch<N>) {
        assert_eq!(which.len(), N::SIZE);
        self.images.load(which, batch);
    }
    fn load_for_training<N: Dim>(&self, epoch: usize, which: &[usize], batch: &mut Self::Batch<N>) {
        self.asked.borrow_mut().push((epoch, which.to_vec()));
        self.load(which, batch);
    }
}

mod the_rest {
    use super::*;
    use shapeful::{affine_backward, affine_forward};

    network! { struct Classifier { flat: Flatten, out: Linear<Pixels, Classes, f64> } }
    type Net = Classifier;

    /// The mean gradient of these examples, computed one by one.
    fn mean_gradient(net: &Net, data: &Images<f64>, which: &[usize]) -> Vec<f64> {
        let mut mean = vec![0.0; net.count()];
        for &example in which {
            let x = Tensor::<(One, Pixels), f64>::from_slice(data.input(example).as_slice()).unwrap();
            let label = Labels::<One, Classes>::new([data.targets()[example]]).unwrap();
            let (_, dscores) = softmax_loss(&affine_forward(&x, &net.out.w, &net.out.b), &label);
            let grads = affine_backward(&dscores, &x, &net.out.w);
            let gradient = grads.dw.as_slice().iter().chain(grads.db.as_slice());
            mean.iter_mut().zip(gradient).for_each(|(mean, g)| *mean += g / which.len() as f64);
        }
        mean
    }
    /// Trains two epochs, and compares every gradient with the mean over what was asked for.
    fn asked<R: Dim>(
        choose: impl FnOnce(
            Trainer<Net, Sgd<Net, f64>, SoftmaxLoss, Batch, Batch, f64>,
        ) -> Trainer<Net, Sgd<Net, f64>, SoftmaxLoss, Batch, R, f64>,
    ) -> Vec<(usize, Vec<usize>)> {
        let data = Recorded::new(noise(21, 1));
        let net = Classifier { flat: Flatten, out: Linear::zeros() };
        let (optimizer, gradients) = (Sgd::new(&net, 0.1), Arc::new(Mutex::new(Vec::new())));
        let seen = Arc::clone(&gradients);
        let mut trainer = choose(Trainer::new::<Batch>(net.clone(), optimizer, SoftmaxLoss))
            .epochs(2)
            .on_gradient(move |grad| seen.lock().unwrap().push(grad.clone()));
        trainer.train(&data, &Recorded::new(noise(0, 1))).unwrap();
        let (mut net, asked) = (net, data.asked.into_inner());
        assert_eq!(asked.len(), gradients.lock().unwrap().len());
        for ((_, which), gradient) in asked.iter().zip(gradients.lock().unwrap().iter()) {
            let expected = mean_gradient(&net, &data.images, which);
            let close = |(a, b): (&f64, f64)| (a - b).abs() < 1e-14;
            assert!(numbers(gradient).iter().zip(expected).all(close));
            Sgd::new(&net, 0.1).step(&mut net, gradient);
        }
        asked
    }
    fn sorted(asked: &[(usize, Vec<usize>)]) -> Vec<usize> {
        let mut all: Vec<usize> = asked.iter().flat_map(|(_, which)| which.clone()).collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn is_a_batch_of_its_own() {
        let asked = asked::<dim!(5)>(Trainer::rest);
        assert_eq!(
            asked.iter().map(|(epoch, which)| (*epoch, which.len())).collect::<Vec<_>>(),
            [(0, 8), (0, 8), (0, 5), (1, 8), (1, 8), (1, 5)]
        );
        assert_eq!(sorted(&asked[..3]), (0..21).collect::<Vec<_>>());
        assert_eq!(sorted(&asked[3..]), (0..21).collect::<Vec<_>>());
        assert_ne!(asked[0].1, asked[3].1, "every epoch has an order of its own");
    }
    #[test]
    fn is_dropped() {
        let asked = asked(Trainer::drop_rest);
        assert_eq!(
            asked.iter().map(|(epoch, which)| (*epoch, which.len())).collect::<Vec<_>>(),
            [(0, 8), (0, 8), (1, 8), (1, 8)]
        );
        assert!(sorted(&asked[..2]).windows(2).all(|pair| pair[0] < pair[1]), "none is seen twice");
    }
    #[test]
    fn is_filled_from_the_next_epoch() {
        let asked = asked(Trainer::wrap);
        assert_eq!(asked.len(), 6);
        assert!(asked.iter().all(|(_, which)| which.len() == 8));
        assert_eq!(asked[2].1[5..], asked[3].1[..3], "the first of the next order");
        let seen: Vec<_> = [asked[0].1.clone(), asked[1].1.clone(), asked[2].1[..5].to_vec()].concat();
        assert_eq!(sorted(&[(0, seen)]), (0..21).collect::<Vec<_>>());
    }
}

/// Multiplies by a number that grows from batch to batch.
#[derive(Clone)]
struct Growing {
    steps: Tensor<(One,)>,
}
impl Params<f32> for Growing {
    fn walk<const R: usize, const W: usize>(
        read: [&Self; R],
        write: [&mut Self; W],
        path: Path<'_>,
        f: &mut Visit<'_, f32, R, W>,
    ) {
        let param = Param { path: path.then("steps"), kind: Kind::State, shape: ShapeName::of::<(One,)>() };
        f(param, read.map(|layer| layer.steps.as_slice()), write.map(|layer| layer.steps.as_mut_slice()));
    }
}
impl<X: Shape> Layer<X> for Growing {
    type Y = X;
    type Cache<M: Mode> = ();
    fn forward<M: Mode>(&self, x: &Array<X>, _: &mut (), y: &mut Array<X>) {
        x.map_into(y, |x| x * (1.0 + 0.01 * self.steps[[0]]));
    }
    fn backward(&mut self, _: &Array<X>, _: &mut (), dy: &Array<X>, dx: Option<&mut Array<X>>, grad: &mut Self) {
        let scale = 1.0 + 0.01 * self.steps[[0]];
        if let Some(dx) = dx {
            dy.map_into(dx, |dy| dy * scale);
        }
        grad.steps.fill(0.0);
        self.steps += 1.0;
    }
}

mod a_checkpoint {
    use super::*;
    use std::path::PathBuf;
    use std::process::{Command, Stdio};

    type Net = (Flatten, Linear<Pixels, Hidden>, Growing, Relu, Linear<Hidden, Classes>);
    type Student = Trainer<Net, Adam<Net>, SoftmaxLoss, Batch, Rest>;

    fn student(epochs: usize) -> Student {
        let mut rng = rng(3);
        let growing = Growing { steps: Tensor::zeros() };
        let net = (Flatten, Init::init(&mut rng), growing, Relu, Init::init(&mut rng));
        let optimizer = Adam::new(&net, 0.01).weight_decay(1e-3);
        Trainer::new::<Batch>(net, optimizer, SoftmaxLoss)
            .rest::<Rest>()
            .epochs(epochs)
            .seed(5)
            .learning_rate_decay(0.9)
            .patience(20)
    }
    /// Trains on images that are moved anew in each epoch: 26 of them, so that an epoch has four steps.
    fn train(student: &mut Student) -> Result<End, TrainError> {
        let images = noise(26, 1);
        student.train(&Augmented::new(&images, 11, RandomCrop { padding: 1 }), &noise(30, 2))
    }
    fn state(student: &mut Student) -> (Vec<u32>, Vec<Vec<u32>>, shapeful::train::History) {
        let mut optimizer = Vec::new();
        student.optimizer.state(&mut |_, state| {
            optimizer.push(match state {
                shapeful::OptimizerState::Model(model) => bits(model),
                shapeful::OptimizerState::Counter(count) => vec![*count as u32],
                shapeful::OptimizerState::Number(number) => vec![number.to_bits()],
            });
        });
        (bits(&student.model), optimizer, student.history.clone())
    }
    fn whole(epochs: usize) -> (Vec<u32>, Vec<Vec<u32>>, shapeful::train::History) {
        let mut student = student(epochs);
        train(&mut student).unwrap();
        state(&mut student)
    }
    fn path() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("net.safetensors");
        (folder, path)
    }

    #[test]
    fn goes_on_bit_for_bit_from_every_step() {
        let whole = whole(3);
        assert_eq!(whole.2.loss.len(), 12);
        for stop_after in 1..12 {
            let (_folder, path) = path();
            let first = student(3).checkpoint(&path);
            let (flag, mut steps) = (first.stop_flag(), 0);
            let mut first = first.on_gradient(move |_| {
                steps += 1;
                flag.store(steps == stop_after, Ordering::Relaxed);
            });
            let end = train(&mut first).unwrap();
            assert_eq!(end, End::Stopped { epoch: stop_after / 4, step: stop_after % 4 });
            let mut second = student(3);
            second.resume(&path).unwrap();
            assert_eq!(train(&mut second).unwrap(), End::AllEpochs);
            assert_eq!(state(&mut second), whole, "stopped after step {stop_after}");
        }
    }
    #[test]
    fn of_the_end_goes_on_with_more_epochs() {
        let (_folder, path) = path();
        let mut first = student(2).checkpoint(&path);
        train(&mut first).unwrap();
        let mut same = student(2);
        same.resume(&path).unwrap();
        assert_eq!(state(&mut same), state(&mut first));
        let mut more = student(5);
        more.resume(&path).unwrap();
        train(&mut more).unwrap();
        assert_eq!(state(&mut more), whole(5));
    }
    #[test]
    fn saves_the_states_of_layers() {
        let (_folder, path) = path();
        let mut first = student(2).checkpoint(&path);
        train(&mut first).unwrap();
        let mut second = student(2);
        second.resume(&path).unwrap();
        // After the end the model is that of the best epoch: a multiple of its four steps, or one.
        assert!([1.0, 4.0, 8.0].contains(&second.model.2.steps[[0]]));
        assert_eq!(second.model.2.steps, first.model.2.steps);
    }

    /// This test, in a process of its own, as another one that does what `what` says.
    fn in_another_process(what: &str, path: &std::path::Path) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "a_checkpoint::in_a_process_of_its_own", "--nocapture"]);
        command
            .env("SHAPEFUL_TRAIN", what)
            .env("SHAPEFUL_CHECKPOINT", path)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
    #[test]
    fn in_a_process_of_its_own() {
        let Ok(what) = std::env::var("SHAPEFUL_TRAIN") else { return };
        let path = std::env::var("SHAPEFUL_CHECKPOINT").unwrap();
        let mut student = student(if what == "dies" { 4 } else { usize::MAX }).checkpoint(path);
        if what == "dies" {
            let mut steps = 0;
            student = student.on_gradient(move |_| {
                steps += 1;
                if steps == 11 {
                    std::process::abort();
                }
            });
        } else {
            student = student.patience(usize::MAX).stop_on_ctrl_c().unwrap();
        }
        assert!(matches!(train(&mut student), Ok(End::Stopped { .. })));
    }
    #[test]
    fn of_a_process_that_was_killed_goes_on_bit_for_bit() {
        let (_folder, path) = path();
        let child = in_another_process("dies", &path).output().unwrap();
        assert!(!child.status.success());
        let mut second = student(4);
        second.resume(&path).unwrap();
        assert_eq!(second.history.loss.len(), 8, "it was killed in the third epoch");
        train(&mut second).unwrap();
        assert_eq!(state(&mut second), whole(4));
    }
    #[cfg(unix)]
    #[test]
    fn is_written_when_ctrl_c_is_pressed() {
        let (_folder, path) = path();
        let mut child = in_another_process("runs", &path).spawn().unwrap();
        while !path.exists() && child.try_wait().unwrap().is_none() {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut second = student(usize::MAX).patience(usize::MAX);
        second.resume(&path).unwrap();
        let epochs = second.history.loss.len() / 4 + 1;
        let mut second = second.epochs(epochs);
        train(&mut second).unwrap();
        let mut whole = student(epochs).patience(usize::MAX);
        train(&mut whole).unwrap();
        assert_eq!(state(&mut second), state(&mut whole));
    }

    fn refusal(saved: &mut impl FnMut(&std::path::Path), resumed: &mut Student) -> String {
        let (_folder, path) = path();
        saved(&path);
        let before = state(resumed);
        let error = resumed.resume(&path).unwrap_err();
        assert_eq!(state(resumed), before, "nothing is changed");
        let TrainError::Checkpoint { entry, expected, found, .. } = error else { panic!("{error}") };
        format!("{}: expected {expected}, found {found}", entry.unwrap_or_default())
    }
    #[test]
    fn of_another_training_is_refused_by_name() {
        let mut seed = |path: &std::path::Path| student(1).seed(6).save(path).unwrap();
        assert_eq!(refusal(&mut seed, &mut student(1)), "trainer.seed: expected 5, found 6");
        let mut batch = |path: &std::path::Path| {
            let Trainer { model, optimizer, .. } = student(1);
            Trainer::new::<dim!(9)>(model, optimizer, SoftmaxLoss).seed(5).save(path).unwrap();
        };
        assert_eq!(refusal(&mut batch, &mut student(1)), "trainer.batch: expected 8, found 9");
        let mut rest = |path: &std::path::Path| student(1).wrap().save(path).unwrap();
        assert_eq!(refusal(&mut rest, &mut student(1)), "trainer.rest: expected `.rest` of 2, found `.wrap()`");
        let mut net = |path: &std::path::Path| {
            let net = ThreeLayerNet::init(&mut rng(1));
            let optimizer = Adam::new(&net, 0.1).weight_decay(1e-3);
            Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).rest::<Rest>().seed(5).save(path).unwrap();
        };
        assert_eq!(refusal(&mut net, &mut student(1)), "model.1.w: expected F32 of [48, 50], found nothing");
        let mut wide = |path: &std::path::Path| {
            let growing = Growing { steps: Tensor::zeros() };
            let net = (Flatten, Linear::<Pixels, Second>::zeros(), growing, Relu, Linear::<Second, Classes>::zeros());
            let optimizer = Adam::new(&net, 0.1).weight_decay(1e-3);
            Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).rest::<Rest>().seed(5).save(path).unwrap();
        };
        assert_eq!(refusal(&mut wide, &mut student(1)), "model.1.w: expected F32 of [48, 50], found F32 of [48, 30]");
        let mut sgd = |path: &std::path::Path| {
            let Trainer { model, .. } = student(1);
            let optimizer = Sgd::new(&model, 0.1);
            Trainer::new::<Batch>(model, optimizer, SoftmaxLoss).rest::<Rest>().seed(5).save(path).unwrap();
        };
        assert_eq!(
            refusal(&mut sgd, &mut student(1)),
            "optimizer: expected Adam, beta1 0.9, beta2 0.999, epsilon 1e-8, weight_decay 0.001, found Sgd, momentum 0.0, nesterov false, weight_decay 0.0"
        );
    }
    #[test]
    fn with_numbers_that_nobody_knows_is_refused() {
        network! { struct Longer { flat: Flatten, hidden: Linear<Pixels, Hidden>, act: Relu, out: Linear<Hidden, Classes>, more: Relu, } }
        network! { struct Much { flat: Flatten, hidden: Linear<Pixels, Hidden>, act: Relu, out: Linear<Hidden, Classes>, more: Linear<Classes, Classes>, } }
        let (_folder, path) = path();
        let net = Much::init(&mut rng(1));
        let optimizer = Sgd::new(&net, 0.1);
        Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).save(&path).unwrap();
        let net = Longer::init(&mut rng(1));
        let optimizer = Sgd::new(&net, 0.1);
        let error = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss).resume(&path).unwrap_err().to_string();
        assert!(
            error.ends_with("`model.more.b`: expected nothing, since this model has no such parameter, found numbers"),
            "{error}"
        );
    }
    #[test]
    fn that_is_damaged_is_refused_or_harmless() {
        let (_folder, path) = path();
        let mut first = student(1).checkpoint(&path);
        train(&mut first).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        let header = 8 + u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
        let refused = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            student(1).resume(&path).is_err()
        };
        for len in [0, 7, 8, 9, header - 1, header, bytes.len() - 1] {
            assert!(refused(&bytes[..len]), "cut to {len} bytes");
        }
        assert!(refused(&[&bytes[..], &[0]].concat()), "one byte more");
        assert!(refused(&[&u64::MAX.to_le_bytes(), &bytes[8..]].concat()), "a header of all memory");
        assert!(refused(&[&(bytes.len() as u64).to_le_bytes(), &bytes[8..]].concat()), "a header longer than the file");
        // Any byte of the header, changed: either it is found, or it was a blank, and what is there is the same.
        for at in (8..header).step_by(7) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x15;
            std::fs::write(&path, &damaged).unwrap();
            let mut second = student(1);
            if second.resume(&path).is_ok() {
                assert_eq!(state(&mut second), state(&mut first), "byte {at}");
            }
        }
        for at in (header..bytes.len()).step_by(97) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x80;
            assert!(refused(&damaged), "byte {at}");
        }
        assert!(student(1).resume("no such file").unwrap_err().to_string() == "no such file: there is no such file");
    }
    #[test]
    fn replaces_the_one_before_as_a_whole() {
        let (folder, path) = path();
        let mut first = student(1);
        first.save(&path).unwrap();
        // Where it cannot be put together, the old one stays.
        let mut partial = path.clone().into_os_string();
        partial.push(".partial");
        std::fs::create_dir(&partial).unwrap();
        train(&mut first).unwrap();
        assert!(first.save(&path).is_err());
        let mut second = student(1);
        second.resume(&path).unwrap();
        assert!(second.history.loss.is_empty());
        std::fs::remove_dir(&partial).unwrap();
        first.save(&path).unwrap();
        let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
        assert_eq!(files, [path]);
    }
}

#[test]
fn evaluation_counts_every_example_once_whatever_the_batch() {
    let net = TwoLayerNet::init(&mut rng(3));
    let data = noise(29, 1);
    let (x, y) = data.to_batch::<dim!(29)>().unwrap();
    let scores: Tensor<(dim!(29), Classes)> = net.predict(&x);
    let right = scores.argmax(Classes).as_slice().iter().zip(y.iter()).filter(|(guess, truth)| *guess == truth).count();
    fn of<N: Dim>(net: &TwoLayerNet, data: &Images) -> f64 {
        let optimizer = Sgd::new(net, 0.1);
        Trainer::new::<N>(net.clone(), optimizer, SoftmaxLoss).evaluate(data)
    }
    let expected = right as f64 / 29.0;
    assert_eq!([of::<One>(&net, &data), of::<Batch>(&net, &data), of::<dim!(64)>(&net, &data)], [expected; 3]);
}
#[test]
fn a_score_that_is_no_number_is_no_answer() {
    let net = Classes3 { out: Linear { w: Tensor::full(f32::NAN), b: Tensor::zeros() } };
    network! { struct Classes3 { out: Linear<One, dim!(3)> } }
    let data = Examples::<(One,), dim!(3)>::new(vec![1.0, 1.0], vec![1, 2]).unwrap();
    let optimizer = Sgd::new(&net, 0.1);
    assert!(Trainer::new::<Rest>(net, optimizer, SoftmaxLoss).evaluate(&data).is_nan());
}
#[test]
fn batches_of_none_are_no_ground_for_a_score() {
    let net = TwoLayerNet::init(&mut rng(3));
    let optimizer = Sgd::new(&net, 0.1);
    let mut trainer = Trainer::new::<dim!(0)>(net, optimizer, SoftmaxLoss);
    assert!(trainer.evaluate(&noise(3, 1)).is_nan());
    assert_eq!(trainer.train(&noise(3, 1), &noise(3, 2)), Err(TrainError::TooFew { examples: 3, batch: 0 }));
}
#[test]
fn patience_does_not_count_the_look_after_the_first_step() {
    // One step to an epoch: the model after the first step is that after the first epoch.
    let data = noise(8, 1);
    let net = TwoLayerNet::init(&mut rng(3));
    let optimizer = Sgd::new(&net, 1e-4);
    let told = Arc::new(Mutex::new(Vec::new()));
    let reports = Arc::clone(&told);
    let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss)
        .epochs(20)
        .patience(1)
        .on_epoch(move |report| reports.lock().unwrap().push(report.is_best));
    let End::NoBetter { epoch } = trainer.train(&data, &data).unwrap() else { panic!("patience has no end") };
    let scores = &trainer.history.validation_scores;
    assert!(epoch > 1 && scores[0] == scores[1]);
    assert!(
        scores[1..epoch].windows(2).all(|pair| pair[0] < pair[1]) && scores[epoch] <= scores[epoch - 1],
        "{scores:?}"
    );
    let told = told.lock().unwrap();
    assert!(told[..epoch - 1].iter().all(|&best| best) && !told[epoch - 1], "{told:?}");
}
#[test]
fn one_class_and_one_example_are_learned_at_once() {
    let data = Examples::<(One,), One>::new(vec![1e4], vec![0]).unwrap();
    let net = Linear::<One, One>::zeros();
    let optimizer = Sgd::new(&net, 0.1);
    let mut trainer = Trainer::new::<One>(net, optimizer, SoftmaxLoss);
    trainer.train(&data, &data).unwrap();
    assert!(trainer.history.loss.iter().all(|&loss| loss == 0.0) && trainer.evaluate(&data) == 1.0);
}
#[test]
fn an_evaluation_pass_is_a_pass_in_eval() {
    /// Passes 1 on in training, and 0 in use.
    #[derive(Clone)]
    struct Tells;
    impl Params<f32> for Tells {}
    impl<X: Shape> Layer<X> for Tells {
        type Y = X;
        type Cache<M: Mode> = ();
        fn forward<M: Mode>(&self, _: &Array<X>, _: &mut (), y: &mut Array<X>) {
            y.fill(if M::TRAINS { 1.0 } else { 0.0 });
        }
        fn backward(&mut self, _: &Array<X>, _: &mut (), _: &Array<X>, _: Option<&mut Array<X>>, _: &mut Self) {}
    }
    let data = Examples::<(One,), (One,)>::new(vec![5.0], vec![0.0]).unwrap();
    let optimizer = Sgd::new(&Tells, 0.1);
    let mut trainer = Trainer::new::<One>(Tells, optimizer, MseLoss).epochs(2);
    trainer.train(&data, &data).unwrap();
    assert_eq!((&trainer.history.loss[..], &trainer.history.train_scores[..]), (&[1.0, 1.0][..], &[0.0; 3][..]));
}
