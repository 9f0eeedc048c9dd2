//! A model alone, in a file of its own.
use super::*;
use shapeful::BatchNorm;
use shapeful::train::{load_model, save_model};

network! { struct Net { hidden: Linear<One, Second>, norm: BatchNorm<Second>, out: Linear<Second, Classes> } }
fn net(seed: u64) -> Net {
    Net { norm: BatchNorm::new(), ..Net::init(&mut rng(seed)) }
}

#[test]
fn come_back_bit_for_bit_with_states_and_under_the_names_of_the_fields() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("net.safetensors");
    let mut first = net(1);
    first.norm.running_mean.fill(-0.0);
    save_model(&first, &path).unwrap();
    let mut second = net(2);
    load_model(&mut second, &path).unwrap();
    assert_eq!(bits(&second), bits(&first));
    let bytes = std::fs::read(&path).unwrap();
    let file = safetensors::SafeTensors::deserialize(&bytes).unwrap();
    assert_eq!(file.tensor("hidden.w").unwrap().shape(), [1, 30]);
    assert_eq!(file.tensor("out.b").unwrap().shape(), [1, 10]);
    let values: Vec<f32> = bytemuck::pod_collect_to_vec(file.tensor("out.w").unwrap().data());
    assert_eq!(values, first.out.w.as_slice());
}
#[test]
fn from_elsewhere_are_read_if_names_and_shapes_fit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("net.safetensors");
    let (w, b) = ([1.0_f32, 2.0, 3.0].map(f32::to_le_bytes).concat(), [0_u8; 12]);
    let view = |shape: &[usize], data| {
        safetensors::tensor::TensorView::new(safetensors::Dtype::F32, shape.into(), data).unwrap()
    };
    let write = |tensors: Vec<(&str, safetensors::tensor::TensorView<'_>)>| {
        std::fs::write(&path, safetensors::serialize(tensors, None).unwrap()).unwrap();
    };
    write(vec![("w", view(&[1, 3], &w)), ("b", view(&[1, 3], &b))]);
    let mut layer = Linear::<One, dim!(3)>::zeros();
    load_model(&mut layer, &path).unwrap();
    assert_eq!(layer.w, [[1.0, 2.0, 3.0]]);

    let refused = || {
        let mut layer = Linear::<One, dim!(3)>::zeros();
        let error = load_model(&mut layer, &path).unwrap_err().to_string();
        assert_eq!(layer.w, [[0.0; 3]], "nothing is changed");
        error.split(", `").nth(1).unwrap().to_string()
    };
    write(vec![("w", view(&[3, 1], &w)), ("b", view(&[1, 3], &b))]);
    assert_eq!(refused(), "w`: expected F32 of [1, 3], found F32 of [3, 1]");
    write(vec![("w", view(&[1, 3], &w))]);
    assert_eq!(refused(), "b`: expected F32 of [1, 3], found nothing");
    write(vec![("w", view(&[1, 3], &w)), ("b", view(&[1, 3], &b)), ("more", view(&[1, 3], &b))]);
    assert_eq!(refused(), "more`: expected nothing, since this model has no such parameter, found numbers");
    let mut double = Linear::<One, dim!(3), f64>::zeros();
    assert!(load_model(&mut double, &path).unwrap_err().to_string().contains("expected F64 of [1, 3], found F32"));
    assert!(matches!(load_model(&mut layer, folder.path().join("none")), Err(TrainError::NoCheckpoint { .. })));
}
