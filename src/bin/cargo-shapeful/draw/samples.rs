//! Mistakes to draw, one of each kind and more.
use crate::command::mistake::{Change, Mistake, Operand, Place, Problem};
use crate::command::shape::{Axis, Shape};
use crate::command::solver::{Advice, Candidate, Kind};

/// `Batch 64, Pixels` and `28`.
pub fn shape(axes: &str) -> Shape {
    let axis = |axis: &str| match axis.trim().split_once(' ') {
        Some((name, size)) => Axis::named(name, size.parse().ok()),
        None => Axis::named(axis.trim(), axis.trim().parse().ok()),
    };
    Shape(axes.split(',').filter(|axis| !axis.trim().is_empty()).map(axis).collect())
}

pub fn operand(name: &str, axes: &str) -> Operand {
    Operand { name: name.to_string(), shape: shape(axes) }
}

fn mistake(
    lesson: u16,
    headline: &str,
    text: &str,
    marked: &str,
    label: &str,
    problem: Problem,
    notes: &[&str],
) -> Mistake {
    let byte = text.find(marked).unwrap();
    let start = text[..byte].chars().count();
    Mistake {
        lesson,
        code: "E0277".to_string(),
        headline: headline.to_string(),
        place: Place {
            file: "src/main.rs".to_string(),
            line: 6,
            column: start + 1,
            text: text.to_string(),
            marked: start..start + marked.chars().count(),
            label: label.to_string(),
        },
        problem,
        notes: notes.iter().map(|note| note.to_string()).collect(),
        helps: Vec::new(),
        advice: None,
    }
}

/// dx without the transpose, with what the solver says of it.
pub fn product() -> Mistake {
    let mut mistake = mistake(
        48,
        "shape mismatch: cannot multiply (Batch, Classes) by (Pixels, Classes), because Classes is not Pixels",
        "    let dx = dout.matmul(&w);",
        "&w",
        "this factor is (Pixels, Classes)",
        Problem::Product {
            left: operand("dout", "Batch 64, Classes 10"),
            right: operand("w", "Pixels 784, Classes 10"),
        },
        &["(N, K) · (K, M) -> (N, M): transpose the factor that does not fit, `a.t().matmul(&b)` or `a.matmul(b.t())`"],
    );
    mistake.advice = Some(Advice {
        wanted: Some((shape("Batch 64, Pixels 784"), "x, whose gradient it is".to_string())),
        candidates: vec![Candidate {
            kind: Kind::Product,
            formula: "dout · wᵀ".to_string(),
            code: "dout.matmul(w.t())".to_string(),
            factors: vec![operand("dout", "Batch 64, Classes 10"), operand("w.t()", "Classes 10, Pixels 784")],
            result: shape("Batch 64, Pixels 784"),
        }],
        by_size: None,
        cut: false,
        verdict: "Of dout and w, one product alone has the shape of x.".to_string(),
    });
    mistake
}

/// All of them, with names to tell them by.
pub fn all() -> Vec<(&'static str, Mistake)> {
    let stretched =
        "axes are compared from the last: each must be the same axis or `dim!(1)`; leading axes may be missing";
    let mut batched = mistake(
        93,
        "shape mismatch: cannot multiply (Batch, Queries, Width) by (Batch, Keys, Width), because Width is not Keys",
        "    let scores = queries.matmul(&keys);",
        "&keys",
        "this factor is (Batch, Keys, Width)",
        Problem::Product {
            left: operand("queries", "Batch 8, Queries 20, Width 32"),
            right: operand("keys", "Batch 8, Keys 24, Width 32"),
        },
        &["(B, N, K) · (B, K, M) -> (B, N, M)"],
    );
    let factors = vec![operand("queries", "Batch, Queries, Width"), operand("keys.t()", "Batch, Width, Keys")];
    let way = Candidate {
        kind: Kind::Product,
        formula: "queries · keysᵀ".to_string(),
        code: "queries.matmul(keys.t())".to_string(),
        factors,
        result: shape("Batch, Queries, Keys"),
    };
    let other = Candidate {
        kind: Kind::Product,
        formula: "keys · queriesᵀ".to_string(),
        code: "keys.matmul(queries.t())".to_string(),
        factors: vec![operand("keys", "Batch, Keys, Width"), operand("queries.t()", "Batch, Width, Queries")],
        result: shape("Batch, Keys, Queries"),
    };
    batched.advice = Some(Advice {
        wanted: None,
        candidates: vec![way, other],
        by_size: None,
        cut: false,
        verdict: "Both are products; which one is meant, the shape of what comes next decides.".to_string(),
    });
    let place = |line: &'static str| (line, line.trim());
    let (line, marked) = place("    let c = a.matmul(&b);");
    vec![
        ("product", product()),
        ("product_batched", batched),
        (
            "product_square",
            mistake(
                33,
                "shape mismatch: cannot multiply (Batch, Hidden) by (Inputs, Hidden), because Hidden is not Inputs",
                line,
                marked,
                "",
                Problem::Product {
                    left: operand("a", "Batch, Hidden 100"),
                    right: operand("", "Inputs 100, Hidden 100"),
                },
                &[],
            ),
        ),
        (
            "product_of_a_vector_and_a_matrix",
            mistake(
                33,
                "shape mismatch: cannot multiply (3,) by (30, 3), because 3 is not 30",
                line,
                marked,
                "",
                Problem::Product { left: operand("w", "3"), right: operand("x", "30, 3") },
                &[],
            ),
        ),
        (
            "product_of_vectors",
            mistake(
                34,
                "shape mismatch: there is no matrix product of (Features,) and (Features,)",
                line,
                marked,
                "",
                Problem::Product { left: operand("a", "Features 5"), right: operand("b", "Features 5") },
                &["two vectors have `a.dot(&b)` and `a.outer(&b)`"],
            ),
        ),
        (
            "elementwise",
            mistake(
                16,
                "shape mismatch: (Batch, Classes) and (Classes,) are different shapes",
                "    let out = &scores + &b;",
                "+",
                "the right operand is (Classes,)",
                Problem::Elementwise {
                    left: operand("scores", "Batch 64, Classes 10"),
                    right: operand("b", "Classes 10"),
                },
                &["nothing stretches by itself: write `&scores + b.broadcast()`"],
            ),
        ),
        (
            "stretch",
            mistake(
                17,
                "shape mismatch: cannot broadcast (Classes, 1) to (Batch, Classes)",
                "    let out = &scores + b.broadcast();",
                "b",
                "the shape to fill is (Batch, Classes)",
                Problem::Stretch { from: operand("b", "Classes 10, 1"), to: operand("scores", "Batch 64, Classes 10") },
                &[stretched],
            ),
        ),
        (
            "stretch_without_keepdims",
            mistake(
                18,
                "shape mismatch: cannot broadcast (Batch,) to (Batch, Classes)",
                "    let shifted = &scores - scores.max(Classes).broadcast();",
                "scores.max(Classes)",
                "the shape to fill is (Batch, Classes)",
                Problem::Stretch {
                    from: operand("scores.max(Classes)", "Batch 64"),
                    to: operand("scores", "Batch 64, Classes 10"),
                },
                &[stretched],
            ),
        ),
        (
            "no_axis",
            mistake(
                25,
                "shape mismatch: (Batch, Classes) has no axis Pixels",
                "    let total = scores.sum(Pixels);",
                "Pixels",
                "not an axis of (Batch, Classes)",
                Problem::NoAxis { operand: operand("scores", "Batch 64, Classes 10"), axis: "Pixels".to_string() },
                &["reduce along an axis that is there"],
            ),
        ),
        (
            "no_axis_by_position",
            mistake(
                27,
                "shape mismatch: (Batch, Classes) has no axis Axis<2>",
                "    let total = scores.sum(Axis::<2>);",
                "Axis::<2>",
                "",
                Problem::NoAxis { operand: operand("scores", "Batch 64, Classes 10"), axis: "Axis<2>".to_string() },
                &[],
            ),
        ),
        (
            "reshape",
            mistake(
                64,
                "shape mismatch: the second axis of (Batch, 1024) does not split into (Channels, Height, Width)",
                "    let images = rows.split::<(Channels, Height, Width)>();",
                "split",
                "",
                Problem::Reshape {
                    change: Change::Split,
                    from: operand("rows", "Batch 64, 1024"),
                    to: operand("", "Channels 3, Height 16, Width 16"),
                },
                &["the sizes multiply to the size of the axis that is split"],
            ),
        ),
        (
            "split_with_the_first_axis",
            mistake(
                64,
                "shape mismatch: the second axis of (10, Embed) does not split into (10, Heads, Width)",
                "    let heads = flat.split::<(dim!(10), Heads, Width)>();",
                "split",
                "an array of shape (10, Embed)",
                Problem::Reshape {
                    change: Change::Split,
                    from: operand("flat", "10, Embed 12"),
                    to: operand("", "10, Heads 3, Width 4"),
                },
                &[],
            ),
        ),
        (
            "unravel",
            mistake(
                65,
                "shape mismatch: (Batch, Embed) does not unravel into (Batch, Heads, Width)",
                "    let heads = flat.unravel::<(Batch, Heads, Width)>();",
                "unravel",
                "",
                Problem::Reshape {
                    change: Change::Unravel,
                    from: operand("flat", "Batch 10, Embed 12"),
                    to: operand("", "Batch 10, Heads 3, Width 4"),
                },
                &[],
            ),
        ),
        (
            "permute",
            mistake(
                68,
                "shape mismatch: (Batch, Time, Heads, Width) cannot be permuted to the order (Batch, Width, Depth, Width)",
                "    split.permute((Batch, Width, Depth, Width))",
                "(Batch, Width, Depth, Width)",
                "",
                Problem::Reshape {
                    change: Change::Permute,
                    from: operand("split", "Batch 2, Time 5, Heads 3, Width 4"),
                    to: operand("", "Batch 2, Width 4, Depth 9, Width 4"),
                },
                &[],
            ),
        ),
        (
            "reshape_as_a_transpose",
            mistake(
                66,
                "shape mismatch: (Batch, Height, Width, Channels) cannot be relabelled (Batch, Channels, Height, Width), because the sizes differ",
                "    let images: Tensor<(Batch, Channels, Height, Width)> = images.relabel();",
                "relabel",
                "",
                Problem::Reshape {
                    change: Change::Relabel,
                    from: operand("images", "Batch 64, Height 28, Width 28, Channels 3"),
                    to: operand("", "Batch 64, Channels 3, Height 28, Width 28"),
                },
                &["relabel renames axes of the same sizes, it does not move them: `permute` does"],
            ),
        ),
        (
            "affine",
            mistake(
                44,
                "shape mismatch: x (Batch, Pixels), w (Classes, Pixels) and b (1, Classes) do not make an affine layer",
                "    let out = affine_forward(&x, &w, &b);",
                "&x",
                "x is (Batch, Pixels)",
                Problem::Affine {
                    operands: [
                        operand("x", "Batch 64, Pixels 784"),
                        operand("w", "Classes 10, Pixels 784"),
                        operand("b", "1, Classes 10"),
                    ],
                    backward: false,
                },
                &[
                    "x (N, M), w (M, D), b (1, D) -> out (N, D): the columns of x are the rows of w, and b is one row of out",
                ],
            ),
        ),
        (
            "affine_bias_as_a_vector",
            mistake(
                46,
                "shape mismatch: x (Batch, Channels, Height, Width), w (192, Classes) and b (Classes,) do not make an affine layer",
                "    let out = affine_forward(&x, &w, &b);",
                "&x",
                "",
                Problem::Affine {
                    operands: [
                        operand("x", "Batch 64, Channels 3, Height 8, Width 8"),
                        operand("w", "192, Classes 10"),
                        operand("b", "Classes 10"),
                    ],
                    backward: false,
                },
                &[],
            ),
        ),
        (
            "affine_backward",
            mistake(
                54,
                "shape mismatch: dout (Batch, Pixels), x (Batch, Classes) and w (Pixels, Classes) do not belong to one affine layer",
                "    let grads = affine_backward(&x, &dout, &w);",
                "&x, &dout, &w",
                "dout, x and w, in this order",
                Problem::Affine {
                    operands: [
                        operand("x", "Batch 64, Pixels 784"),
                        operand("dout", "Batch 64, Classes 10"),
                        operand("w", "Pixels 784, Classes 10"),
                    ],
                    backward: true,
                },
                &["call it as `affine_backward(&dout, &x, &w)`, with the x and w that went forward"],
            ),
        ),
        (
            "layer",
            mistake(
                73,
                "shape mismatch: layer `Linear<Pixels, Classes>` cannot take (Batch, Hidden)",
                "    let scores = net.forward(&x);",
                "&x",
                "the input is (Batch, Hidden)",
                Problem::Layer {
                    layer: "Linear<Pixels, Classes>".to_string(),
                    input: operand("", "Batch 64, Hidden 100"),
                },
                &["each layer takes what the one before it gives"],
            ),
        ),
        (
            "expected_transposed",
            mistake(
                43,
                "mismatched types",
                "    let out: Tensor<(Classes, Batch)> = x.matmul(&w);",
                "x.matmul(&w)",
                "expected `Tensor<(Classes, Batch)>`, found `Tensor<(Batch, Classes)>`",
                Problem::Expected {
                    expected: operand("", "Classes 10, Batch 64"),
                    found: operand("", "Batch 64, Classes 10"),
                },
                &[],
            ),
        ),
        (
            "expected_in_other_columns",
            mistake(
                50,
                "mismatched types",
                "    let inv: Tensor<(dim!(1), Features)> = inverse(&x);",
                "inverse(&x)",
                "",
                Problem::Expected { expected: operand("", "1, Features 8"), found: operand("inverse", "Batch 8, 1") },
                &[],
            ),
        ),
        (
            "elementwise_that_never_meets",
            mistake(
                16,
                "shape mismatch: (64, 10) and (64,) are different shapes",
                line,
                marked,
                "",
                Problem::Elementwise { left: operand("a", "64, 10"), right: operand("b", "64") },
                &[],
            ),
        ),
        (
            "expected_with_a_1",
            mistake(
                52,
                "mismatched types",
                "    let db: Tensor<(dim!(1), Classes)> = dout.sum(Batch);",
                "dout.sum(Batch)",
                "expected `Tensor<(1, Classes)>`, found `Tensor<(Classes,)>`",
                Problem::Expected {
                    expected: operand("", "1, Classes 10"),
                    found: operand("dout.sum(Batch)", "Classes 10"),
                },
                &[],
            ),
        ),
        (
            "expected_permuted",
            mistake(
                84,
                "mismatched types",
                "    convolve(&images);",
                "&images",
                "",
                Problem::Expected {
                    expected: operand("", "Batch 64, Channels 3, Height 32, Width 32"),
                    found: operand("images", "Batch 64, Height 32, Width 32, Channels 3"),
                },
                &[],
            ),
        ),
        (
            "other",
            mistake(
                70,
                "shape mismatch: cannot concatenate (Tokens, Word) and (Tokens, Place) along Axis<0>",
                "    let both = words.concat::<0>(&places);",
                "&places",
                "",
                Problem::Other {
                    operands: vec![operand("words", "Tokens 12, Word 50"), operand("places", "Tokens 12, Place 16")],
                },
                &["all axes but the one that is joined are the same"],
            ),
        ),
    ]
}
