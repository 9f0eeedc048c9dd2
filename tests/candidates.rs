//! Of the 36 products of x, w, dout and their transposes, which can be the gradient of x, and which that of w?
//!
//! With named axes exactly one each, dx = dout·wᵀ and dw = xᵀ·dout, whatever the sizes. By size alone the same two as long as
//! the sizes differ; with a square w four and eight products fit, and when all sizes are equal every product fits both.
//!
//! The compiler decides: a product is asked for by the bounds of `matmul` itself. `cargo test --test candidates -- --nocapture`
//! prints the tables.
use shapeful::{MatMul, Meets, ShapeName, axes, dim};
use std::fmt::Write;
use std::marker::PhantomData;

/// The product of a left factor `A` and a right factor `B`, and the same for the gradient `Out`.
struct Product<A, B>(PhantomData<(A, B)>);
struct Gradient<A, B, Out>(PhantomData<(A, B, Out)>);

/// What holds of every pair of factors, where the bounds below do not hold.
trait DoesNotCompile {
    const SHAPE: Option<ShapeName> = None;
    const FITS: bool = false;
}
impl<A, B> DoesNotCompile for Product<A, B> {}
impl<A, B, Out> DoesNotCompile for Gradient<A, B, Out> {}

// A constant of the type itself goes before one of a trait, if its bounds hold.
impl<A, B> Product<A, B>
where
    A: MatMul<B> + Meets<B, <A as MatMul<B>>::Columns, <A as MatMul<B>>::Rows>,
{
    const SHAPE: Option<ShapeName> =
        Some(ShapeName::of::<<A as Meets<B, <A as MatMul<B>>::Columns, <A as MatMul<B>>::Rows>>::Out>());
}
impl<A, B, Out> Gradient<A, B, Out>
where
    A: MatMul<B> + Meets<B, <A as MatMul<B>>::Columns, <A as MatMul<B>>::Rows, Out = Out>,
{
    const FITS: bool = true;
}

/// Whether `let gradient: Tensor<$out> = a.matmul(b);` compiles, for factors of the shapes `$a` and `$b`.
macro_rules! fits {
    ($a:ty, $b:ty => $out:ty) => {
        <Gradient<$a, $b, $out>>::FITS
    };
}

/// A product, and whether it compiles as dx and as dw.
struct Candidate {
    left: &'static str,
    right: &'static str,
    shape: Option<ShapeName>,
    is_dx: bool,
    is_dw: bool,
}

/// All 36 products of `x: ($n, $m)`, `w: ($m, $d)`, `dout: ($n, $d)` and their transposes, row by row.
macro_rules! candidates {
    ($n:ty, $m:ty, $d:ty) => {
        candidates! { @rows ($n, $m) ($m, $d);
            ["x": ($n, $m)] ["xᵀ": ($m, $n)] ["w": ($m, $d)] ["wᵀ": ($d, $m)] ["dout": ($n, $d)] ["doutᵀ": ($d, $n)]
        }
    };
    (@rows $x:tt $w:tt; $($factor:tt)*) => { candidates! { @each $x $w [$($factor)*] $($factor)* } };
    (@each $x:tt $w:tt $rights:tt $($left:tt)*) => {
        [$(candidates! { @row $x $w $left $rights }),*].into_iter().flatten().collect::<Vec<Candidate>>()
    };
    (@row $x:tt $w:tt $left:tt [$($right:tt)*]) => { [$(candidates! { @product $x $w $left $right }),*] };
    (@product $x:tt $w:tt [$left:literal: $a:ty] [$right:literal: $b:ty]) => {
        Candidate {
            left: $left,
            right: $right,
            shape: <Product<$a, $b>>::SHAPE,
            is_dx: fits!($a, $b => $x),
            is_dw: fits!($a, $b => $w),
        }
    };
}

/// `(Batch, Pixels)` of `(Batch = 64, Pixels = 784)`.
fn without_sizes(shape: ShapeName) -> String {
    let shape = shape.to_string();
    let axes = shape.split_inclusive([',', ')']).map(|axis| match axis.split_once(" = ") {
        Some((name, size)) => name.to_string() + size.trim_start_matches(char::is_numeric),
        None => axis.to_string(),
    });
    axes.collect()
}

/// One row for each left factor, one column for each right factor: the shape of the product, or `-` where there is none.
fn table(candidates: &[Candidate]) -> String {
    let mut table = String::new();
    let names: Vec<String> = candidates[..6].iter().map(|candidate| candidate.right.to_string()).collect();
    let mut row = |first: &str, cells: &[String]| {
        let line = cells.iter().fold(format!("{first:6}"), |line, cell| line + &format!("{cell:22}"));
        writeln!(table, "{}", line.trim_end()).unwrap();
    };
    row("·", &names);
    for products in candidates.chunks(6) {
        let cells = products.iter().map(|product| {
            let shape = product.shape.map_or("-".to_string(), without_sizes);
            shape + if product.is_dx { " dx" } else { "" } + if product.is_dw { " dw" } else { "" }
        });
        row(products[0].left, &cells.collect::<Vec<_>>());
    }
    table
}

/// The products that compile as dx, and those that compile as dw.
fn fitting(candidates: &[Candidate]) -> [Vec<String>; 2] {
    let name = |candidate: &Candidate| format!("{}·{}", candidate.left, candidate.right);
    [
        candidates.iter().filter(|candidate| candidate.is_dx).map(name).collect(),
        candidates.iter().filter(|candidate| candidate.is_dw).map(name).collect(),
    ]
}

#[track_caller]
fn assert_one_each(candidates: &[Candidate]) {
    assert_eq!(candidates.len(), 36);
    println!("{}", table(candidates));
    assert_eq!(fitting(candidates), [["dout·wᵀ"], ["xᵀ·dout"]]);
}

#[test]
fn named_axes() {
    axes! { Batch = 64; Pixels = 784; Classes = 10; }
    let candidates = candidates!(Batch, Pixels, Classes);
    assert_one_each(&candidates);
    assert_eq!(
        table(&candidates),
        "\
·     x                     xᵀ                    w                     wᵀ                    dout                  doutᵀ
x     -                     (Batch, Batch)        (Batch, Classes)      -                     -                     -
xᵀ    (Pixels, Pixels)      -                     -                     -                     (Pixels, Classes) dw  -
w     -                     -                     -                     (Pixels, Pixels)      -                     (Pixels, Batch)
wᵀ    -                     (Classes, Batch)      (Classes, Classes)    -                     -                     -
dout  -                     -                     -                     (Batch, Pixels) dx    -                     (Batch, Batch)
doutᵀ (Classes, Pixels)     -                     -                     -                     (Classes, Classes)    -
"
    );
}

#[test]
fn named_axes_of_a_square_net() {
    axes! { Batch = 100; Pixels = 100; Hidden = 100; }
    assert_one_each(&candidates!(Batch, Pixels, Hidden));
}

#[test]
fn numbers_that_differ() {
    assert_one_each(&candidates!(dim!(64), dim!(784), dim!(10)));
}

/// What a library sees that knows sizes alone.
#[test]
fn numbers_with_square_weights() {
    let candidates = candidates!(dim!(64), dim!(100), dim!(100));
    println!("{}", table(&candidates));
    let [dx, dw] = fitting(&candidates);
    assert_eq!(dx, ["x·w", "x·wᵀ", "dout·w", "dout·wᵀ"]);
    assert_eq!(dw, ["xᵀ·x", "xᵀ·dout", "w·w", "w·wᵀ", "wᵀ·w", "wᵀ·wᵀ", "doutᵀ·x", "doutᵀ·dout"]);
}

#[test]
fn numbers_that_are_all_equal() {
    let candidates = candidates!(dim!(100), dim!(100), dim!(100));
    println!("{}", table(&candidates));
    let [dx, dw] = fitting(&candidates);
    assert_eq!((dx.len(), dw.len()), (36, 36));
}

/// The detection says what the compiler says of whole programs: those of `ui-tests/`, which are compiled one by one.
#[test]
fn detection_agrees_with_the_ui_tests() {
    axes! { Batch = 64; Pixels = 784; Classes = 10; }
    type X = (Batch, Pixels);
    type XT = (Pixels, Batch);
    type W = (Pixels, Classes);
    type WT = (Classes, Pixels);
    type Dout = (Batch, Classes);
    type DoutT = (Classes, Batch);
    macro_rules! known { ($($fits:literal $case:literal $line:literal: $a:ty, $b:ty => $out:ty;)*) => { $(
        let program = include_str!(concat!("../ui-tests/", $case, ".rs"));
        assert!(program.starts_with(if $fits { "//! pass: " } else { "//! error: " }), $case);
        assert!(program.contains($line), "{} has no line {}", $case, $line);
        assert_eq!(fits!($a, $b => $out), $fits, $case);
    )* } }
    known! {
        true "affine_gradients_by_hand" "let dx: Tensor<(Batch, Pixels)> = dout.matmul(w.t());": Dout, WT => X;
        true "affine_gradients_by_hand" "let dw: Tensor<(Pixels, Classes)> = x.t().matmul(&dout);": XT, Dout => W;
        false "dx_without_transpose" "let dx = dout.matmul(&w);": Dout, W => X;
        false "dx_factors_exchanged" "let dx = w.matmul(&dout);": W, Dout => X;
        false "dx_from_the_wrong_side" "let dx = w.t().matmul(&dout);": WT, Dout => X;
        false "dx_transposed" "let dx: Tensor<(Batch, Pixels)> = w.matmul(dout.t());": W, DoutT => X;
        false "dw_without_transpose" "let dw = x.matmul(&dout);": X, Dout => W;
        false "dw_factors_exchanged" "let dw = dout.matmul(&x);": Dout, X => W;
        false "dw_with_the_other_factor_transposed" "let dw = x.matmul(dout.t());": X, DoutT => W;
        false "dw_transposed" "let dw: Tensor<(Pixels, Classes)> = dout.t().matmul(&x);": DoutT, X => W;
    }
}
