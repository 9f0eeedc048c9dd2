//! Nearest neighbours, linear classifiers, and the trainer, against the course's in numpy.
#[path = "support/fixtures.rs"]
mod fixtures;

use fixtures::{Fixtures, assert_close};
use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};
use shapeful::classic::{KNearestNeighbor, LinearClassifier, LinearLoss, LinearTraining};
use shapeful::classic::{distances_no_loops, distances_two_loops};
use shapeful::data::{Dataset, Examples, folds};
use shapeful::train::{SoftmaxLoss, Trainer};
use shapeful::{Dim, Labels, Linear, Relu, Sgd, Tensor, axes, dim, linear_softmax_loss, linear_svm_loss};

axes! { Train = 11; Test = 7; Pixels = 5; Classes = 3; Many = 13; Few = 9; Two = 2; Four = 4; Inputs = 6; Hidden = 8; Batch = 4; }

fn labels<N: Dim, C: Dim>(numbers: &Fixtures, case: &str, name: &str) -> Labels<N, C> {
    Labels::new(numbers.numbers(case, name).into_iter().map(|label| label as u32).collect::<Vec<_>>()).unwrap()
}
fn neighbours<N: Dim, T: Dim, D: Dim, C: Dim>(case: &str, all: &str) {
    let numbers = Fixtures::read("trainer");
    let test = numbers.tensor::<(T, D)>(case, "test");
    let train = numbers.tensor::<(N, D)>(case, "train");
    let knn = KNearestNeighbor::<N, D, C, f64>::new(train.clone(), labels(&numbers, case, "labels"));
    let distances = knn.distances(&test);
    let exact = distances_two_loops(&test, &train);
    assert_close(exact.as_slice(), &numbers.numbers(case, "distances"));
    assert!(distances.as_slice().iter().zip(exact.as_slice()).all(|(a, b)| (a - b).abs() < 1e-7));
    for (k, name) in [(1, "k1"), (2, "k2"), (3, "k3"), (5, "k5"), (N::SIZE, all)] {
        let expected: Labels<T, C> = labels(&numbers, case, name);
        assert_eq!(knn.predict_labels(&exact, k).unwrap(), expected, "{case}, k = {k}");
    }
}

#[test]
fn nearest_neighbours_are_those_of_the_course() {
    neighbours::<Train, Test, Pixels, Classes>("knn", "k11");
    neighbours::<Many, Few, Two, Four>("knn_ties", "k13");
}
#[test]
fn the_number_of_neighbours_is_checked() {
    let knn = KNearestNeighbor::<Two, Two, Two>::new(Tensor::zeros(), Labels::new([0, 1]).unwrap());
    let distances = knn.distances(&Tensor::<(Few, Two)>::zeros());
    assert!(knn.predict_labels(&distances, 0).is_err() && knn.predict_labels(&distances, 3).is_err());
    assert!(knn.predict_labels(&distances, 2).unwrap().iter().all(|label| label == 0));
}
#[test]
fn neighbours_at_no_distance_are_the_last_ones() {
    let x = Tensor::<(Two, Two)>::from([[f32::NAN, 0.0], [1e4, -1e4]]);
    let knn = KNearestNeighbor::<_, _, Two>::new(x, Labels::new([0, 1]).unwrap());
    let distances = knn.distances(&Tensor::<(dim!(1), Two)>::zeros());
    assert!(distances[[0, 0]].is_nan() && distances[[0, 1]].is_finite());
    assert_eq!(knn.predict_labels(&distances, 1).unwrap()[0], 1);
}
proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn an_example_is_its_own_nearest_neighbour(seed: u64) {
        let x = Tensor::<(Train, Pixels), f64>::normal(0.0, 1.0, &mut StdRng::seed_from_u64(seed));
        let y = Labels::new((0..11).map(|n| n % 3).collect::<Vec<_>>()).unwrap();
        let knn = KNearestNeighbor::<_, _, Classes, f64>::new(x.clone(), y.clone());
        let distances = knn.distances(&x);
        prop_assert_eq!(knn.predict_labels(&distances, 1).unwrap(), y);
        for i in 0..11 {
            for j in 0..11 {
                prop_assert!((distances[[i, j]] - distances[[j, i]]).abs() < 1e-6);
                prop_assert!((0..11).all(|k| distances[[i, j]] <= distances[[i, k]] + distances[[k, j]] + 1e-6));
            }
        }
        prop_assert_eq!(distances_no_loops(&x, &x), distances);
    }
}

/// Three clouds of points, and the 1 that makes a bias.
fn clouds() -> Examples<(Classes,), Classes, f64> {
    let noise = Tensor::<(dim!(90), Two), f64>::normal(0.0, 0.3, &mut StdRng::seed_from_u64(1));
    let centres = [[2.0, 0.0], [-1.0, 1.7], [-1.0, -1.7]];
    let point = |n: usize| [centres[n % 3][0] + noise[[n, 0]], centres[n % 3][1] + noise[[n, 1]], 1.0];
    Examples::new((0..90).flat_map(point).collect(), (0..90).map(|n| n % 3).collect()).unwrap()
}
#[test]
fn linear_classifiers_part_the_clouds() {
    let data = clouds();
    let (x, y) = data.to_batch::<dim!(90)>().unwrap();
    for loss in [LinearLoss::Svm, LinearLoss::Softmax] {
        let mut rng = StdRng::seed_from_u64(2);
        let mut classifier = LinearClassifier::<Classes, Classes, f64>::random(&mut rng);
        let start = classifier.clone();
        let training = LinearTraining { learning_rate: 0.1, num_iters: 400, ..LinearTraining::default() };
        let losses = classifier.train::<Batch, _>(&data, loss, training, &mut rng).unwrap();
        assert_eq!(losses.len(), 400);
        assert_eq!(classifier.predict(&x), y);
        let (before, after) = match loss {
            LinearLoss::Svm => {
                (linear_svm_loss(&start.w, &x, &y, 1e-5).0, linear_svm_loss(&classifier.w, &x, &y, 1e-5).0)
            }
            LinearLoss::Softmax => {
                (linear_softmax_loss(&start.w, &x, &y, 1e-5).0, linear_softmax_loss(&classifier.w, &x, &y, 1e-5).0)
            }
        };
        assert!(after < 0.2 * before, "from {before} to {after}");
    }
}
#[test]
fn a_linear_classifier_that_diverges_is_an_error() {
    let data = clouds();
    let said = |learning_rate, reg, num_iters| {
        let mut rng = StdRng::seed_from_u64(2);
        let mut classifier = LinearClassifier::<Classes, Classes, f64>::random(&mut rng);
        let training = LinearTraining { learning_rate, reg, num_iters };
        classifier.train::<Batch, _>(&data, LinearLoss::Softmax, training, &mut rng).unwrap_err().to_string()
    };
    let repair = ": lower the learning rate, or look at the data";
    let too_high = said(1e5, 1e5, 400);
    assert!(too_high.starts_with("expected a finite loss in step ") && too_high.ends_with(repair), "{too_high}");
    assert_eq!(said(f64::NAN, 0.0, 400), format!("expected a finite loss in step 2, found NaN{repair}"));
    assert_eq!(said(f64::NAN, 0.0, 1), format!("expected a finite weight in step 1, found NaN{repair}"));
}
#[test]
fn cross_validation_finds_a_k_as_in_the_course() {
    let data = clouds();
    let mut accuracies = Vec::new();
    for k in [1, 3, 60] {
        let mut right = 0;
        for (training, validation) in folds(data.len(), 5).unwrap() {
            let (x, y) = data.select(&training).unwrap().to_batch::<dim!(72)>().unwrap();
            let (test, truth) = data.select(&validation).unwrap().to_batch::<dim!(18)>().unwrap();
            let knn = KNearestNeighbor::new(x, y);
            let guesses = knn.predict_labels(&knn.distances(&test), k).unwrap();
            right += guesses.iter().zip(truth.iter()).filter(|(guess, truth)| guess == truth).count();
        }
        accuracies.push(right as f64 / 90.0);
    }
    assert_eq!(accuracies[0], 1.0);
    assert!(accuracies.is_sorted_by(|a, b| a >= b), "{accuracies:?}");
}

#[test]
fn the_histories_are_those_of_the_courses_solver() {
    let numbers = Fixtures::read("trainer");
    let set = |x: &str, y: &str| {
        let labels = numbers.numbers("solver", y).into_iter().map(|label| label as u32).collect();
        Examples::<(Inputs,), Four, f64>::new(numbers.numbers("solver", x), labels).unwrap()
    };
    let (training, validation) = (set("x", "y"), set("x_val", "y_val"));
    let net = (
        Linear::<Inputs, Hidden, f64> { w: numbers.tensor("solver", "w1"), b: numbers.tensor("solver", "b1") },
        Relu,
        Linear::<Hidden, Four, f64> { w: numbers.tensor("solver", "w2"), b: numbers.tensor("solver", "b2") },
    );
    let optimizer = Sgd::new(&net, 0.3).momentum(0.9);
    let mut trainer = Trainer::new::<Many>(net, optimizer, SoftmaxLoss).epochs(25).learning_rate_decay(0.95);
    trainer.train(&training, &validation).unwrap();
    let history = &trainer.history;
    assert_close(&history.loss, &numbers.numbers("solver", "losses"));
    assert_close(&history.train_scores, &numbers.numbers("solver", "train"));
    assert_close(&history.validation_scores, &numbers.numbers("solver", "validation"));
    assert_close(trainer.model.0.w.as_slice(), &numbers.numbers("solver", "best_w1"));
    assert_close(trainer.model.2.b.as_slice(), &numbers.numbers("solver", "best_b2"));
}
