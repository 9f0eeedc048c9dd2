//! Matrix products, in every transposed form.
use crate::data::made_up;
use crate::harness::{Contender, native};
use crate::workload::{Make, Work, Workload, contender};
use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};
use nalgebra::SMatrix;
use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2};
use shapeful::{Shape, Tensor, dim};

#[derive(Clone, Copy, PartialEq)]
pub enum Form {
    Plain,
    LeftTransposed,
    RightTransposed,
}
pub const FORMS: [Form; 3] = [Form::Plain, Form::LeftTransposed, Form::RightTransposed];
impl Form {
    pub fn name(self) -> &'static str {
        match self {
            Form::Plain => "A·B",
            Form::LeftTransposed => "Aᵀ·B",
            Form::RightTransposed => "A·Bᵀ",
        }
    }
}

/// `C = A·B` with `A: (n, k)`, `B: (k, m)`; one that is transposed lies as its transpose.
#[derive(Clone, Copy)]
struct Product {
    n: usize,
    k: usize,
    m: usize,
    form: Form,
}
struct Operands {
    a: Vec<f32>,
    b: Vec<f32>,
    c: Vec<f32>,
}
impl Product {
    fn operands(self) -> Operands {
        let Product { n, k, m, .. } = self;
        Operands { a: made_up(7, n * k, 1.0), b: made_up(8, k * m, 1.0), c: vec![0.0; n * m] }
    }
    /// Row and column strides of the left and of the right operand.
    fn strides(self) -> [(usize, usize); 2] {
        let Product { n, k, m, form } = self;
        let left = if form == Form::LeftTransposed { (1, n) } else { (k, 1) };
        let right = if form == Form::RightTransposed { (1, k) } else { (m, 1) };
        [left, right]
    }

    fn matrixmultiply(self) -> Box<dyn Contender> {
        let Product { n, k, m, .. } = self;
        let [left, right] = self.strides().map(|(rows, columns)| (rows as isize, columns as isize));
        native(
            self.operands(),
            1,
            move |Operands { a, b, c }| {
                let (a, b, c) = (a.as_ptr(), b.as_ptr(), c.as_mut_ptr());
                // SAFETY: the strides are those of `operands`, and the three do not overlap.
                unsafe {
                    matrixmultiply::sgemm(n, k, m, 1.0, a, left.0, left.1, b, right.0, right.1, 0.0, c, m as isize, 1);
                }
            },
            |operands, ()| operands.c.clone(),
        )
    }
    fn ndarray(self) -> Box<dyn Contender> {
        let Product { n, k, m, form } = self;
        let Operands { a, b, c } = self.operands();
        let matrix =
            |shape: (usize, usize), elements| Array2::from_shape_vec(shape, elements).expect("the size of the operand");
        let a = matrix(if form == Form::LeftTransposed { (k, n) } else { (n, k) }, a);
        let b = matrix(if form == Form::RightTransposed { (m, k) } else { (k, m) }, b);
        native(
            (a, b, matrix((n, m), c)),
            1,
            move |(a, b, c)| {
                let (a, b): (ArrayView2<f32>, ArrayView2<f32>) = match form {
                    Form::Plain => (a.view(), b.view()),
                    Form::LeftTransposed => (a.t(), b.view()),
                    Form::RightTransposed => (a.view(), b.t()),
                };
                general_mat_mul(1.0, &a, &b, 0.0, c);
            },
            |(_, _, c), ()| c.iter().copied().collect(),
        )
    }
    fn faer(self) -> Box<dyn Contender> {
        let Product { n, k, m, form } = self;
        native(
            self.operands(),
            1,
            move |Operands { a, b, c }| {
                let a = match form {
                    Form::LeftTransposed => MatRef::from_row_major_slice(a, k, n).transpose(),
                    _ => MatRef::from_row_major_slice(a, n, k),
                };
                let b = match form {
                    Form::RightTransposed => MatRef::from_row_major_slice(b, m, k).transpose(),
                    _ => MatRef::from_row_major_slice(b, k, m),
                };
                matmul(MatMut::from_row_major_slice_mut(c, n, m), Accum::Replace, a, b, 1.0, parallelism());
            },
            |operands, ()| operands.c.clone(),
        )
    }
    fn workload(self, ours: Make, nalgebra: Option<Make>) -> Workload {
        let Product { n, k, m, form } = self;
        let mut contenders = vec![
            ("shapeful", ours),
            contender("matrixmultiply", move || self.matrixmultiply()),
            contender("ndarray", move || self.ndarray()),
            contender("faer", move || self.faer()),
        ];
        contenders.extend(nalgebra.map(|make| ("nalgebra", make)));
        let size = if n == k && k == m { format!("{n}³") } else { format!("{n}×{k}·{k}×{m}") };
        Workload {
            name: format!("product/{size}/{}", form.name()),
            work: Work::Flops((2 * n * k * m) as f64),
            contenders,
        }
    }
}

#[cfg(not(feature = "threads"))]
fn parallelism() -> Par {
    Par::Seq
}
#[cfg(feature = "threads")]
fn parallelism() -> Par {
    Par::rayon(crate::machine::THREADS)
}

/// nalgebra's matrices of constant sizes, which go by columns.
fn nalgebra<const N: usize, const K: usize, const M: usize>(product: Product) -> Box<dyn Contender> {
    let Operands { a, b, .. } = product.operands();
    let c = Box::new(SMatrix::<f32, N, M>::zeros());
    let read = |c: &SMatrix<f32, N, M>| c.transpose().as_slice().to_vec();
    match product.form {
        Form::Plain => native(
            (Box::new(SMatrix::<f32, N, K>::from_row_slice(&a)), Box::new(SMatrix::<f32, K, M>::from_row_slice(&b)), c),
            1,
            |(a, b, c)| a.mul_to(b, c),
            move |(_, _, c), ()| read(c),
        ),
        Form::LeftTransposed => native(
            (Box::new(SMatrix::<f32, K, N>::from_row_slice(&a)), Box::new(SMatrix::<f32, K, M>::from_row_slice(&b)), c),
            1,
            |(a, b, c)| a.tr_mul_to(b, c),
            move |(_, _, c), ()| read(c),
        ),
        Form::RightTransposed => native(
            (Box::new(SMatrix::<f32, N, K>::from_row_slice(&a)), Box::new(SMatrix::<f32, M, K>::from_row_slice(&b)), c),
            1,
            |(a, b, c)| a.mul_to(&b.transpose(), c),
            move |(_, _, c), ()| read(c),
        ),
    }
}

fn tensor<S: Shape>(elements: &[f32]) -> Tensor<S> {
    Tensor::from_slice(elements).expect("as many numbers as the shape has")
}
macro_rules! ours {
    ($product:expr, $n:literal, $k:literal, $m:literal) => {{
        let product: Product = $product;
        let make = move || {
            let Operands { a, b, .. } = product.operands();
            let c = Tensor::<(dim!($n), dim!($m))>::zeros();
            match product.form {
                Form::Plain => native(
                    (tensor::<(dim!($n), dim!($k))>(&a), tensor::<(dim!($k), dim!($m))>(&b), c),
                    1,
                    |(a, b, c)| a.matmul_into(&*b, c),
                    |(_, _, c), ()| c.as_slice().to_vec(),
                ),
                Form::LeftTransposed => native(
                    (tensor::<(dim!($k), dim!($n))>(&a), tensor::<(dim!($k), dim!($m))>(&b), c),
                    1,
                    |(a, b, c)| a.t().matmul_into(&*b, c),
                    |(_, _, c), ()| c.as_slice().to_vec(),
                ),
                Form::RightTransposed => native(
                    (tensor::<(dim!($n), dim!($k))>(&a), tensor::<(dim!($m), dim!($k))>(&b), c),
                    1,
                    |(a, b, c)| a.matmul_into(b.t(), c),
                    |(_, _, c), ()| c.as_slice().to_vec(),
                ),
            }
        };
        Box::new(make) as Make
    }};
}

macro_rules! products { ($all:ident; $([$n:literal, $k:literal, $m:literal] $with_nalgebra:tt;)*) => { $(
    for form in FORMS {
        let product = Product { n: $n, k: $k, m: $m, form };
        $all.push(product.workload(ours!(product, $n, $k, $m), products!(@ $with_nalgebra product $n $k $m)));
    }
)* };
    (@ nalgebra $product:ident $n:literal $k:literal $m:literal) => {
        Some(Box::new(move || nalgebra::<$n, $k, $m>($product)) as Make)
    };
    (@ without $product:ident $n:literal $k:literal $m:literal) => { None };
}

pub fn workloads() -> Vec<Workload> {
    let mut all = Vec::new();
    products! { all;
        [4, 4, 4] nalgebra;
        [8, 8, 8] nalgebra;
        [16, 16, 16] nalgebra;
        [32, 32, 32] nalgebra;
        [64, 64, 64] nalgebra;
        [128, 128, 128] without;
        [256, 256, 256] without;
        [1024, 1024, 1024] without;
        [64, 784, 100] without;
        [64, 100, 10] without;
        [1, 784, 100] without;
    }
    all
}
