//! The classifiers before there are layers: nearest neighbours, and linear classifiers by gradient descent.
mod knn;
mod linear;

pub use knn::{KNearestNeighbor, distances_no_loops, distances_two_loops};
pub use linear::{LinearClassifier, LinearLoss, LinearTraining};
