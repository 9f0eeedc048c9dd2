//! What goes once through memory: arrays of 1024x1024.
use crate::data::made_up;
use crate::harness::{Contender, native};
use crate::limits::Traffic;
use crate::workload::{Make, Work, Workload, contender};
use ndarray::{Array1, Array2, Axis, Zip};
use shapeful::{Array, Eval, Layer, Relu, Softmax, Tensor, axes};

axes! { Rows = 1024; Columns = 1024; }
type Matrix = (Rows, Columns);
const SIDE: usize = 1024;

fn elements(seed: u32) -> Vec<f32> {
    made_up(seed, SIDE * SIDE, 3.0)
}
fn matrix(seed: u32) -> Tensor<Matrix> {
    Tensor::from_slice(&elements(seed)).expect("as many numbers as the shape has")
}
fn nd(seed: u32) -> Array2<f32> {
    Array2::from_shape_vec((SIDE, SIDE), elements(seed)).expect("as many numbers as the shape has")
}

/// An operation of ours that writes into a matrix.
fn ours(op: impl Fn(&Array<Matrix>, &Array<Matrix>, &mut Array<Matrix>) + 'static) -> Box<dyn Contender> {
    native(
        (matrix(7), matrix(8), Tensor::zeros()),
        1,
        move |(a, b, c)| op(a, b, c),
        |(_, _, c), ()| c.as_slice().to_vec(),
    )
}
/// One of ndarray's.
fn theirs(op: impl Fn(&Array2<f32>, &Array2<f32>, &mut Array2<f32>) + 'static) -> Box<dyn Contender> {
    native((nd(7), nd(8), nd(9)), 1, move |(a, b, c)| op(a, b, c), |(_, _, c), ()| c.iter().copied().collect())
}
fn sum_of_ndarray(axis: usize) -> Box<dyn Contender> {
    native(nd(7), 1, move |x| x.sum_axis(Axis(axis)), |_, sums: Array1<f32>| sums.to_vec())
}

pub fn workloads() -> Vec<Workload> {
    let workload = |name: &str, traffic, ours: Make, ndarray: Option<Make>| {
        let mut contenders = vec![("shapeful", ours)];
        contenders.extend(ndarray.map(|make| ("ndarray", make)));
        Workload { name: format!("elementwise/{name}"), work: Work::Bytes(traffic, (SIDE * SIDE) as f64), contenders }
    };
    let make = |f: fn() -> Box<dyn Contender>| contender("", f).1;
    vec![
        workload(
            "ReLU",
            Traffic::Copy,
            make(|| ours(|x, _, y| x.relu_into(y))),
            Some(make(|| theirs(|x, _, y| Zip::from(y).and(x).for_each(|y, &x| *y = if x < 0.0 { 0.0 } else { x })))),
        ),
        workload(
            "ReLU backward",
            Traffic::Triad,
            make(|| ours(|dy, x, dx| Relu.backward(x, &mut Default::default(), dy, Some(dx), &mut Relu))),
            Some(make(|| {
                theirs(|dy, x, dx| {
                    Zip::from(dx).and(dy).and(x).for_each(|dx, &dy, &x| *dx = if x > 0.0 { dy } else { 0.0 })
                })
            })),
        ),
        workload(
            "sum over axis 0",
            Traffic::Read,
            make(|| native(matrix(7), 1, |x| x.sum(Rows), |_, sums: Tensor<(Columns,)>| sums.as_slice().to_vec())),
            Some(make(|| sum_of_ndarray(0))),
        ),
        workload(
            "sum over axis 1",
            Traffic::Read,
            make(|| native(matrix(7), 1, |x| x.sum(Columns), |_, sums: Tensor<(Rows,)>| sums.as_slice().to_vec())),
            Some(make(|| sum_of_ndarray(1))),
        ),
        workload(
            "softmax of rows",
            Traffic::Copy,
            make(|| {
                let cache = <Softmax<Columns> as Layer<Matrix>>::Cache::<Eval>::default();
                native(
                    (Softmax::<Columns>::new(), matrix(7), cache, Tensor::<Matrix>::zeros()),
                    1,
                    |(softmax, x, cache, y)| softmax.forward::<Eval>(x, cache, y),
                    |(_, _, _, y), ()| y.as_slice().to_vec(),
                )
            }),
            None,
        ),
        workload(
            "transposed copy",
            Traffic::Copy,
            // There is no way yet to write a transpose into a tensor that is there.
            make(|| native(matrix(7), 1, |x| x.t().to_tensor(), |_, t: Tensor<(Columns, Rows)>| t.as_slice().to_vec())),
            Some(make(|| theirs(|x, _, y| y.assign(&x.t())))),
        ),
    ]
}
