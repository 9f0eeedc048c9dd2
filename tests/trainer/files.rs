//! Files of a training: what is refused, and in what words.
use super::*;
use shapeful::AdamW;
use shapeful::train::L2;
use std::path::Path as FilePath;

type Net = Linear<One, dim!(3)>;

fn net() -> Net {
    Net { w: Tensor::full(0.5), b: Tensor::zeros() }
}
fn points(count: usize) -> Examples<(One,), dim!(3)> {
    let inputs = (0..count).map(|n| n as f32 / 10.0).collect();
    Examples::new(inputs, (0..count as u32).map(|n| n % 3).collect()).unwrap()
}
fn with<O: Optimizer<Net>>(optimizer: O) -> Trainer<Net, O, SoftmaxLoss, dim!(4)> {
    Trainer::new::<dim!(4)>(net(), optimizer, SoftmaxLoss).epochs(3)
}
/// A folder, and the file of a training to the end in it.
fn trained() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("net.safetensors");
    let mut trainer = with(Adam::new(&net(), 0.1)).checkpoint(&path);
    trainer.train(&points(8), &points(6)).unwrap();
    (folder, path)
}

#[test]
fn of_another_optimizer_or_one_set_otherwise_are_refused() {
    let (_folder, path) = trained();
    let refusal = |result: Result<(), TrainError>| {
        let TrainError::Checkpoint { entry, expected, found, .. } = result.unwrap_err() else { panic!() };
        assert_eq!(entry.as_deref(), Some("optimizer"));
        assert_eq!(found, "Adam, beta1 0.9, beta2 0.999, epsilon 1e-8, weight_decay 0.0");
        expected
    };
    let expected = refusal(with(AdamW::new(&net(), 0.1, 0.01)).resume(&path));
    assert_eq!(expected, "AdamW, beta1 0.9, beta2 0.999, epsilon 1e-8, weight_decay 0.01");
    let expected = refusal(with(Adam::new(&net(), 0.1).weight_decay(0.5)).resume(&path));
    assert!(expected.ends_with("weight_decay 0.5"), "{expected}");
    let expected = refusal(with(RmsProp::new(&net(), 0.1).decay_rate(0.5)).resume(&path));
    assert_eq!(expected, "RmsProp, decay_rate 0.5, epsilon 1e-8, weight_decay 0.0");
    with(Adam::new(&net(), 0.7)).resume(&path).unwrap();
}
#[test]
fn of_another_loss_are_refused_when_it_trains() {
    let (_folder, path) = trained();
    let mut other = Trainer::new::<dim!(4)>(net(), Adam::new(&net(), 0.1), SvmLoss).epochs(5);
    other.resume(&path).unwrap();
    let error = other.train(&points(8), &points(6)).unwrap_err();
    assert_eq!(error, TrainError::OtherObjective { expected: "SoftmaxLoss".into(), found: "SvmLoss".into() });
    let l2 = |reg| Trainer::new::<dim!(4)>(net(), Adam::new(&net(), 0.1), L2 { loss: SoftmaxLoss, reg }).epochs(3);
    let mut first = l2(0.5).checkpoint(&path);
    first.train(&points(8), &points(6)).unwrap();
    for (reg, is_same) in [(0.5, true), (0.25, false)] {
        let mut second = l2(reg);
        second.resume(&path).unwrap();
        assert_eq!(second.train(&points(8), &points(6)).is_ok(), is_same);
    }
}
#[test]
fn that_are_not_there_are_an_error_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("net.safetensors");
    let error = with(Adam::new(&net(), 0.1)).resume(&path).unwrap_err();
    assert_eq!(error, TrainError::NoCheckpoint { file: path.display().to_string() });
    assert!(matches!(with(Adam::new(&net(), 0.1)).resume(folder.path()), Err(TrainError::Checkpoint { .. })));
}
#[test]
fn that_cannot_be_written_are_found_before_the_first_step() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().join("none/net.safetensors"), folder.path().to_path_buf()] {
        let mut trainer = with(Adam::new(&net(), 0.1)).checkpoint(&path);
        assert!(matches!(trainer.train(&points(8), &points(6)), Err(TrainError::Checkpoint { .. })));
        assert!(trainer.history.loss.is_empty());
    }
    // Trying leaves what is there, and nothing else.
    let (folder, path) = trained();
    let before = std::fs::read(&path).unwrap();
    let mut trainer = with(Adam::new(&net(), 0.1)).checkpoint(&path);
    let mut wrong = points(8);
    wrong.inputs_mut().fill(f32::NAN);
    trainer.train(&wrong, &points(6)).unwrap_err();
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// The file with other numbers in it, and a checksum that is right: what somebody makes who wants harm.
fn forged(path: &FilePath, name: &str, numbers: &[u8]) {
    let bytes = std::fs::read(path).unwrap();
    let (_, metadata) = safetensors::SafeTensors::read_metadata(&bytes).unwrap();
    let tensors = safetensors::SafeTensors::deserialize(&bytes).unwrap();
    let mut words = metadata.metadata().clone().unwrap();
    words.remove("crc32");
    let mut parts: Vec<(String, Vec<u8>)> = words.iter().map(|(k, v)| (k.clone(), v.clone().into_bytes())).collect();
    parts.sort();
    let mut all: Vec<_> =
        tensors.iter().map(|(k, t)| (k.to_string(), t.dtype(), t.shape().to_vec(), t.data().to_vec())).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all.iter_mut().filter(|part| part.0 == name).for_each(|part| part.3 = numbers.to_vec());
    parts.extend(all.iter().map(|(k, _, _, data)| (k.clone(), data.clone())));
    let mut crc = crc32fast::Hasher::new();
    for (name, data) in parts {
        crc.update(name.as_bytes());
        crc.update(&(data.len() as u64).to_le_bytes());
        crc.update(&data);
    }
    words.insert("crc32".into(), format!("{:08x}", crc.finalize()));
    let views = all.iter().map(|(k, dtype, shape, data)| {
        (k.clone(), safetensors::tensor::TensorView::new(*dtype, shape.clone(), data).unwrap())
    });
    std::fs::write(path, safetensors::serialize(views, Some(words)).unwrap()).unwrap();
}
#[test]
fn with_places_that_no_training_comes_to_are_refused() {
    let places = ["examples", "epoch", "step", "epochs_since_best", "ended"];
    for name in places.map(|name| format!("trainer.{name}")) {
        for value in [u64::MAX, u64::MAX - 1, 1 << 62, 100] {
            let (_folder, path) = trained();
            forged(&path, &name, &value.to_le_bytes());
            let error = with(Adam::new(&net(), 0.1)).resume(&path).unwrap_err().to_string();
            assert!(error.contains("`trainer.") || error.contains("`history.loss`"), "{name} {value}: {error}");
        }
    }
    // Counts that are not known to be wrong are no harm.
    let (_folder, path) = trained();
    forged(&path, "optimizer.t", &u64::MAX.to_le_bytes());
    let mut trainer = with(Adam::new(&net(), 0.1)).epochs(5);
    trainer.resume(&path).unwrap();
    assert_eq!(trainer.train(&points(8), &points(6)), Ok(End::AllEpochs));
    forged(&path, "trainer.examples", &8_u64.to_le_bytes());
    with(Adam::new(&net(), 0.1)).resume(&path).expect("the forger knows the checksum");
}
#[test]
fn with_a_changed_bit_are_refused() {
    let (_folder, path) = trained();
    let bytes = std::fs::read(&path).unwrap();
    let header = 8 + u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    for at in header..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        std::fs::write(&path, damaged).unwrap();
        let error = with(Adam::new(&net(), 0.1)).resume(&path).unwrap_err().to_string();
        assert!(error.ends_with("the file is damaged"), "{error}");
    }
    // Without a checksum, too.
    let text = String::from_utf8_lossy(&bytes[..header]).replace("crc32", "crc33");
    std::fs::write(&path, [text.as_bytes(), &bytes[header..]].concat()).unwrap();
    assert!(with(Adam::new(&net(), 0.1)).resume(&path).is_err());
}
