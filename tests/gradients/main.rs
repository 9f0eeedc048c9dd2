//! Every gradient in the crate against central differences, in f64, at odd shapes; and the proof that none was forgotten.
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use shapeful::ops::*;
use shapeful::{
    Array, Axis, Dim, Flatten, Float, GradCheck, Init, Labels, Layer, Linear, Params, Relu, Shape, Tensor, Train,
    affine_backward, affine_forward, affine_relu_backward, affine_relu_forward, axes, dim, l2_backward, l2_loss,
    l2_regularization, network, softmax_loss, softmax_loss_into, span, svm_loss, svm_loss_into,
};
use std::collections::BTreeSet;
use std::path::PathBuf;

axes! { B = 2; N = 3; M = 5; K = 7; C = 4; }

/// Far narrower than what the crate allows by default: what is checked here is smooth and of the order of 1.
const STRICT: GradCheck = GradCheck { eps: 1e-5, atol: 1e-8, rtol: 1e-6 };

fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}
/// Between −1 and 1.
fn random<S: Shape>(seed: u64) -> Tensor<S, f64> {
    Tensor::uniform(-1.0, 1.0, &mut rng(seed))
}
/// Between 1/2 and 2.
fn positive<S: Shape>(seed: u64) -> Tensor<S, f64> {
    Tensor::uniform(0.5, 2.0, &mut rng(seed))
}
/// In random order: …, −0.45, −0.15, 0.15, 0.45, …, which is away from 0 and from each other.
fn spread<S: Shape>(seed: u64) -> Tensor<S, f64> {
    let mut values: Vec<f64> = (0..S::LEN).map(|i| 0.3 * (i as f64 - (S::LEN / 2) as f64) + 0.15).collect();
    values.shuffle(&mut rng(seed));
    Tensor::try_from(values).unwrap()
}
fn number(x: f64) -> Tensor<(), f64> {
    Tensor::full(x)
}

#[track_caller]
fn agrees<X: Shape, Y: Shape>(
    x: &Array<X, f64>,
    forward: impl FnMut(&Array<X, f64>) -> Tensor<Y, f64>,
    backward: impl FnOnce(&Array<Y, f64>) -> Tensor<X, f64>,
) {
    match STRICT.function(x, forward, backward) {
        Ok(report) => assert_eq!(report.checked, X::LEN),
        Err(error) => panic!("{error}"),
    }
}
/// The same for both arguments.
#[track_caller]
fn both_agree<A: Shape, R: Shape, Y: Shape>(
    a: &Array<A, f64>,
    b: &Array<R, f64>,
    forward: impl Fn(&Array<A, f64>, &Array<R, f64>) -> Tensor<Y, f64>,
    backward: impl Fn(&Array<Y, f64>, &Array<A, f64>, &Array<R, f64>) -> (Tensor<A, f64>, Tensor<R, f64>),
) {
    agrees(a, |a| forward(a, b), |dy| backward(dy, a, b).0);
    agrees(b, |b| forward(a, b), |dy| backward(dy, a, b).1);
}
/// A layer's gradients are right, overwrite what was there, and are the same when `dx` is not asked for.
#[track_caller]
fn layer_agrees_in_training<X: Shape, L: Layer<X, f64>>(layer: &L, x: &Array<X, f64>) {
    match STRICT.layer(layer, x) {
        Ok(report) => assert_eq!(report.checked, X::LEN + layer.count()),
        Err(error) => panic!("{error}"),
    }
    let gradients = |dx: Option<&mut Array<X, f64>>| {
        let mut layer = layer.clone();
        let (mut cache, mut y, mut grad) = (L::Cache::default(), Tensor::full(f64::NAN), layer.clone());
        grad.each_param_mut(|_, values| values.fill(f64::NAN));
        layer.forward::<Train>(x, &mut cache, &mut y);
        layer.backward(x, &mut cache, &random::<L::Y>(90), dx, &mut grad);
        let mut all = Vec::new();
        grad.each_param(|_, values| all.extend_from_slice(values));
        all
    };
    let mut dx = Tensor::full(f64::NAN);
    let with_dx = gradients(Some(&mut dx));
    assert!(dx.as_slice().iter().chain(&with_dx).all(|d| !d.is_nan()), "a gradient was added to what was there");
    assert_eq!(with_dx, gradients(None));
}

/// The same for a layer that computes the same in use as in training.
#[track_caller]
fn layer_agrees<X: Shape, L: Layer<X, f64>>(layer: &L, x: &Array<X, f64>) {
    let mut y = Tensor::full(f64::NAN);
    layer.forward::<Train>(x, &mut Default::default(), &mut y);
    assert_eq!(y, layer.predict(x));
    layer_agrees_in_training(layer, x);
}

/// The check at a matrix and at a batch of matrices.
macro_rules! shapes {
    ($S:ident: $check:block) => {{
        type $S = (N, M);
        $check
    }
    {
        type $S = (B, N, M);
        $check
    }};
}
/// The check along every axis of those, by name and by position; `at` is the position, which is all that `_keepdims` leaves.
macro_rules! each_axis {
    ($S:ident, $axis:ident, $at:ident: $check:block) => {
        each_axis! { @ $S, $axis, $at: $check; (M,), M, 0; (N, M), N, 0; (N, M), Axis::<1>, 1; (B, N, M), Axis::<0>, 0;
            (B, N, M), N, 1; (B, N, M), M, 2 }
    };
    (@ $S:ident, $axis:ident, $at:ident: $check:block; $($shape:ty, $which:expr, $position:literal);*) => { $({
        type $S = $shape;
        let ($axis, $at) = ($which, Axis::<$position>);
        $check
    })* };
}

/// The table: each line names the functions whose gradients its check compares, and is a test.
macro_rules! gradients { ($($test:ident: $($name:ident)* => $check:block)*) => {
    mod the_gradient_is_right {
        use super::*;
        $(#[test] fn $test() $check)*
    }
    /// What each check names, and its text.
    pub const TABLE: &[(&[&str], &str)] = &[$((&[$(stringify!($name)),*], stringify!($check))),*];
} }
mod attention;
mod composition;
mod conv;
mod losses;
mod norm;
mod ops;
mod recurrent;
/// The checks of all areas.
fn tables() -> impl Iterator<Item = &'static (&'static [&'static str], &'static str)> {
    [attention::TABLE, composition::TABLE, conv::TABLE, losses::TABLE, norm::TABLE, ops::TABLE, recurrent::TABLE]
        .into_iter()
        .flatten()
}

/// What has no gradient, and why.
const WITHOUT_A_GRADIENT: &[(&str, &str)] = &[
    ("argmax", "positions do not change smoothly"),
    ("argmax_all", "positions do not change smoothly"),
    ("argmax_keepdims", "positions do not change smoothly"),
    ("argmin", "positions do not change smoothly"),
    ("argmin_all", "positions do not change smoothly"),
    ("argmin_keepdims", "positions do not change smoothly"),
    ("map", "the function is the caller's, and so is its slope"),
    ("map_in_place", "the function is the caller's, and so is its slope"),
    ("map_into", "the function is the caller's, and so is its slope"),
    ("zip_map", "the function is the caller's, and so is its slope"),
    ("zip_map_in_place", "the function is the caller's, and so is its slope"),
    ("zip_map_into", "the function is the caller's, and so is its slope"),
    ("batchnorm_eval", "in use nothing goes backward"),
    ("spatial_batchnorm_eval", "in use nothing goes backward"),
    ("new", "a probability, which is chosen and not trained"),
    ("dropping", "a probability, which is chosen and not trained"),
    ("probability", "a probability, which is chosen and not trained"),
    ("part", "the smoothing of labels, which is chosen and not trained"),
    ("along", "Softmax and LogSoftmax by the name of their axis, which call those by its position"),
    ("layer", "in the macro takes_nothing: nothing has no gradient"),
    ("jacobian_of_backward", "makes a Jacobian of any backward function; tests/jacobians.rs checks it"),
];
/// Files of operations that are no functions, and where they are checked.
const FILES_WITHOUT_FUNCTIONS: &[(&str, &str)] = &[
    ("ops/mod.rs", "the list of files"),
    ("ops/recurrent/mod.rs", "the list of files"),
    ("ops/divided.rs", "sizes alone; by ui-tests/attention_without_heads.rs and its like"),
    ("ops/groups.rs", "a number of channels, which is no number of an array"),
    ("ops/pixels.rs", "the ways of a filter, which are no numbers of an array"),
    ("ops/conv_out.rs", "a size, which is no number of an array"),
    ("ops/heads.rs", "a size, which is no number of an array"),
    ("ops/patches.rs", "a size, which is no number of an array"),
    ("ops/gradient_of.rs", "a relation of shapes, with the functions that ask for it"),
    ("ops/mask.rs", "masks, with the attention that they are given to"),
    ("ops/arithmetic.rs", "`+=` and its like: in the checks of arithmetic, with the operators of ops/operators.rs"),
];

/// What a source file offers that has a gradient: in `src/ops` and `src/loss` every public function, elsewhere those whose name
/// says so, and everywhere what is a layer.
fn offered(file: &str, source: &str) -> BTreeSet<String> {
    let source = source.split("#[cfg(test)]").next().unwrap();
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let is_ours = file.starts_with("ops/") || file.starts_with("loss/");
    let shown = code.replace("#[doc(hidden)] pub ", "hidden ");
    let functions =
        shown.split("pub ").skip(1).filter_map(|after| after.trim_start_matches("const ").strip_prefix("fn "));
    let functions = functions
        .map(identifier)
        .filter(|name| is_ours || name.contains("_backward") || name.ends_with("_loss") || name.contains("_loss_"));
    let headers = code.split("impl").skip(1).map(|after| after.split('{').next().unwrap());
    let layers = headers.filter_map(|header| {
        let (implemented, by) = behind_generics(header).split_once(" for ")?;
        let at = implemented.find("Layer<")?;
        let is_whole_word = !implemented[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        is_whole_word.then(|| identifier(by.trim_start_matches('$')))
    });
    functions.chain(layers).map(String::from).collect()
}
/// What stands behind the `<..>` of an `impl`, whose bounds are no traits that it implements.
fn behind_generics(header: &str) -> &str {
    let mut depth = 0_usize;
    let end = header.find(|symbol| {
        depth = match symbol {
            '<' => depth + 1,
            '>' => depth.saturating_sub(1),
            _ => depth,
        };
        depth == 0
    });
    &header[end.unwrap_or(0)..]
}
fn identifier(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap()
}
/// All sources of the crate, with their paths below `src`.
fn sources() -> Vec<(String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut sources) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        // Commands use the library, and add nothing to it.
        if folder == root.join("bin") {
            continue;
        }
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                sources.push((name, std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    sources
}

#[test]
fn every_gradient_in_the_sources_is_in_the_table() {
    let checked: BTreeSet<&str> = tables().flat_map(|(names, _)| *names).copied().collect();
    let excused: BTreeSet<&str> = WITHOUT_A_GRADIENT.iter().map(|(name, _)| *name).collect();
    let (mut all, mut missing, mut without_functions) = (BTreeSet::new(), Vec::new(), BTreeSet::new());
    for (file, source) in sources() {
        let names = offered(&file, &source);
        for name in &names {
            if !checked.contains(&**name) && !excused.contains(&**name) {
                missing.push(format!("src/{file}: {name}"));
            }
        }
        if file.starts_with("ops/") && names.is_empty() {
            without_functions.insert(file);
        }
        all.extend(names);
    }
    assert!(missing.is_empty(), "without a check in tests/gradients:\n{}", missing.join("\n"));
    let gone: Vec<&&str> = checked.iter().chain(&excused).filter(|name| !all.contains(**name)).collect();
    assert!(gone.is_empty(), "in the tables of tests/gradients, but no longer in the sources: {gone:?}");
    let listed: BTreeSet<String> = FILES_WITHOUT_FUNCTIONS.iter().map(|(file, _)| file.to_string()).collect();
    assert_eq!(
        without_functions, listed,
        "an operation without a public function is listed with the place of its check"
    );
}
#[test]
fn every_check_calls_what_it_names() {
    for (names, check) in tables() {
        let words: BTreeSet<&str> = check.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        for name in *names {
            assert!(words.contains(name), "{name} is named, but not called");
        }
    }
}
#[test]
fn what_the_sources_offer_is_found_wherever_it_stands() {
    let source = "
        //! pub fn not_this_backward
        /// impl<X: Shape> Layer<X> for NorThis {
        pub fn cosh_backward<S: Shape>(dy: &Array<S>) {}
        impl<S> Array<S> {
            pub fn cosh(&self) {}
            pub(crate) fn nor_that_backward() {}
            pub const fn kl_loss() {}
            #[doc(hidden)]
            pub const fn cosh_len() {}
        }
        impl<N: Dim, E: Float> Layer<(N, M), E>
            for Gelu<M>
        where
            M: Dim,
        {
        }
        impl HasLayer<{ 0 }> for NorThat {}
        impl<X> crate::Layer<X> for $model {}
        #[cfg(test)]
        mod tests { pub fn nor_here_backward() {} }
    ";
    assert!(offered("ops/cosh.rs", source).iter().eq(["Gelu", "cosh", "cosh_backward", "kl_loss", "model"]));
    assert!(offered("layers/gelu.rs", source).iter().eq(["Gelu", "cosh_backward", "kl_loss", "model"]));
}
