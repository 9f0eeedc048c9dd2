//! The answer for one example as it is written by hand with a library of matrices alone.
use crate::data::{self, Net};
use crate::harness::{Contender, native};
use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, Par};
use nalgebra::{SMatrix, SVector};
use ndarray::{Array1, Array2};

pub fn with_ndarray(net: Net) -> Box<dyn Contender> {
    let layers: Vec<(Array2<f32>, Array1<f32>)> = net
        .layers()
        .enumerate()
        .map(|(layer, sizes)| {
            // The transpose lies as a product with a vector reads it.
            let w = Array2::from_shape_vec((sizes.1, sizes.0), data::transposed(&net.weights(layer), sizes.1));
            (w.expect("the layer's size"), Array1::zeros(sizes.1))
        })
        .collect();
    let y: Vec<Array1<f32>> = net.layers().map(|(_, outputs)| Array1::zeros(outputs)).collect();
    native(
        (layers, Array1::from(data::inputs(net.sizes[0])), y),
        1,
        |(layers, x, y)| {
            for l in 0..layers.len() {
                let (before, now) = y.split_at_mut(l);
                let (w, b) = &layers[l];
                now[0].assign(b);
                ndarray::linalg::general_mat_vec_mul(1.0, w, before.last().unwrap_or(x), 1.0, &mut now[0]);
                if l + 1 < layers.len() {
                    now[0].mapv_inplace(|x| x.max(0.0));
                }
            }
        },
        |(_, _, y), ()| y[y.len() - 1].to_vec(),
    )
}

pub fn with_nalgebra(net: Net) -> Box<dyn Contender> {
    type State =
        (SMatrix<f32, 100, 784>, SVector<f32, 784>, SMatrix<f32, 10, 100>, SVector<f32, 100>, SVector<f32, 10>);
    // nalgebra goes by columns: inputs by outputs, row by row, is outputs by inputs, column by column.
    let state: Box<State> = Box::new((
        SMatrix::from_column_slice(&net.weights(0)),
        SVector::from_column_slice(&data::inputs(784)),
        SMatrix::from_column_slice(&net.weights(1)),
        SVector::zeros(),
        SVector::zeros(),
    ));
    native(
        state,
        1,
        |state| {
            let (w, x, v, hidden, scores) = &mut **state;
            hidden.fill(0.0);
            hidden.gemv(1.0, w, x, 1.0);
            hidden.iter_mut().for_each(|x| *x = x.max(0.0));
            scores.fill(0.0);
            scores.gemv(1.0, v, hidden, 1.0);
        },
        |state, ()| state.4.as_slice().to_vec(),
    )
}

pub fn with_faer(net: Net) -> Box<dyn Contender> {
    let matrix = |layer: usize| {
        let (w, outputs) = (net.weights(layer), net.sizes[layer + 1]);
        Mat::from_fn(outputs, net.sizes[layer], |i, j| w[j * outputs + i])
    };
    let x = data::inputs(784);
    native(
        (matrix(0), Mat::from_fn(784, 1, |i, _| x[i]), matrix(1), Mat::zeros(100, 1), Mat::zeros(10, 1)),
        1,
        |(w, x, v, hidden, scores): &mut (Mat<f32>, Mat<f32>, Mat<f32>, Mat<f32>, Mat<f32>)| {
            matmul(hidden.as_mut(), Accum::Replace, &*w, &*x, 1.0, Par::Seq);
            hidden.col_as_slice_mut(0).iter_mut().for_each(|x| *x = x.max(0.0));
            matmul(scores.as_mut(), Accum::Replace, &*v, &*hidden, 1.0, Par::Seq);
        },
        |state, ()| state.4.col_as_slice(0).to_vec(),
    )
}
