use super::*;
use proptest::prelude::*;

fn said(text: &str) -> String {
    render(&explain(text).unwrap_or_else(|error| panic!("{error}")), "", 200)
}
fn refused(text: &str) -> (usize, String) {
    let error = explain(text).expect_err(text);
    (error.column, error.message)
}
fn codes(text: &str) -> Vec<String> {
    let advice = explain(text).unwrap_or_else(|error| panic!("{error}")).advice;
    advice.into_iter().flat_map(|advice| advice.candidates).map(|candidate| candidate.code).collect()
}

#[test]
fn a_product_with_the_wanted_shape() {
    assert_eq!(
        said("(64, 10) . (784, 10) -> (64, 784)"),
        "\
a: (64, 10), b: (784, 10)

a · b: cannot multiply (64, 10) by (784, 10), because 10 is not 784.
numpy refuses it too.

Wanted: (64, 784)
  a · bᵀ   (64, 10) · (10, 784) → (64, 784)   a.matmul(b.t())

(64, 10) · (10, 784) is the only product of these that has the wanted shape.
"
    );
}

#[test]
fn names_with_sizes() {
    let text = said("dout(Batch=64, Classes=10) @ w: (Pixels, Classes) -> dx(Batch, Pixels=784)");
    assert!(text.contains("Batch = 64, Classes = 10, Pixels = 784"), "{text}");
    assert!(text.contains("is the only product of these that has dx's shape"), "{text}");
    let square = explain("dout(N=9, D=9) . w(M=9, D=9) -> (N, M)").unwrap();
    assert_eq!(square.advice.unwrap().by_size, Some(16));
    assert_eq!(square.numpy.unwrap(), "numpy, which compares sizes alone, gives (9, 9).");
}

#[test]
fn sizes_that_coincide_are_told() {
    let text = said("(100, 100) . (100, 100) -> (100, 100)");
    assert!(text.contains("16 products of these have the wanted shape."), "{text}");
    assert!(text.contains("with names for the axes one is left"), "{text}");
    assert!(text.contains("Name the axes"), "{text}");
}

#[test]
fn what_numpy_stretches_silently() {
    let explanation = explain("(64, 1) + (64,)").unwrap();
    assert_eq!(explanation.numpy.as_deref(), Some("numpy stretches silently, and gives (64, 64)."));
    assert_eq!(codes("(64, 1) + (64,)")[0], "&a + b.unravel::<(dim!(64), dim!(1))>()");
    assert_eq!(codes("x(64,784) . w(784,10) + b(10,) -> (64,10)"), ["x.matmul(&w) + b.broadcast()"]);
    assert!(said("x(2,3) . w(3,4) + b(4,)").contains("(x · w) + b, b stretched   (2, 4) + (4,) → (2, 4)"));
}

/// What is wanted of the whole is asked of its last step alone.
#[test]
fn a_rule_broken_in_a_part() {
    assert_eq!(codes("(x(2,3) + y(2,3)) . w(4,3) -> (2,4)"), ["(&x + &y).matmul(w.t())"]);
    assert!(said("(x(2,3) + y(2,3)) . w(4,3) -> (2,4)").contains("  (x + y) · wᵀ   (2, 3) · (3, 4) → (2, 4)"));
    let inner = explain("x(2,3) . w(4,3) + b(1,4) -> (2,4)").unwrap();
    assert_eq!(inner.typed.unwrap_err(), "cannot multiply (2, 3) by (4, 3), because 3 is not 4");
    let advice = inner.advice.unwrap();
    assert_eq!((advice.wanted, advice.candidates[0].code.as_str()), (None, "x.matmul(w.t())"));
}

#[test]
fn batches_in_numpy() {
    let numpy = |text: &str| explain(text).unwrap().numpy.unwrap();
    assert_eq!(numpy("(5,2,3) . (3,4)"), "numpy, which compares sizes alone, gives (5, 2, 4).");
    assert_eq!(numpy("(5,2,3) . (1,3,4)"), "numpy, which compares sizes alone, gives (5, 2, 4).");
    assert_eq!(numpy("(5,2,3) . (6,3,4)"), "numpy refuses it too.");
    let batch = explain("(5,2,3) . (6,3,4)").unwrap().typed.unwrap_err();
    assert_eq!(batch, "cannot multiply (5, 2, 3) by (6, 3, 4), because the batch 5 is not 6");
}

#[test]
fn errors_of_numpy() {
    let broadcast = "ValueError: operands could not be broadcast together with shapes (64,10) (64,) ";
    assert_eq!(said(broadcast), said("(64, 10) + (64,)"));
    let aligned = "ValueError: shapes (64,10) and (784,10) not aligned: 10 (dim 1) != 784 (dim 0)";
    assert_eq!(said(aligned), said("(64, 10) . (784, 10)"));
    let torch = "RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x10 and 784x10)";
    // PyTorch's message is not numpy's.
    assert_eq!(said(torch), said("(64, 10) . (784, 10)").replace("numpy refuses it too.\n", ""));
    let matmul = "ValueError: matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature \
                  (n?,k),(k,m?)->(n?,m?) (size 784 is different from 10)";
    assert_eq!(
        refused(matmul),
        (36, "this message does not say the shapes: type them, as in `(64, 10) . (784, 10)`".to_string())
    );
    let tensors =
        "RuntimeError: The size of tensor a (10) must match the size of tensor b (64) at non-singleton dimension 1";
    assert_eq!(refused(tensors).1, "this message has one axis of each shape: type both, as in `(64, 10) + (64,)`");
    let nothing = "operands could not be broadcast together with shapes";
    assert_eq!(refused(nothing).1, "expected the shapes of this message, such as (64,10) (64,)");
}

const STYLE: Style = Style { width: 80, color: false, unicode: true };

fn answered(text: &str) -> (String, bool) {
    answer(text, &STYLE).unwrap_or_else(|error| panic!("{error}"))
}

/// What a shell script asks: does it fit?
#[test]
fn what_breaks_a_rule_is_told_from_what_keeps_it() {
    assert!(answered("(64, 784) . (784, 10)").1 && answered("(3,) . (3,)").1 && answered("(2,) + (2,)").1);
    assert!(!answered("(64, 784) . (10, 784)").1 && !answered("(64, 10) + (64,)").1);
    assert!(!answered("cannot reshape array of size 150 into shape (10,3,4)").1);
    assert!(answer("(64, 784", &STYLE).is_err());
}

#[test]
fn a_product_that_fits_is_drawn() {
    let (text, _) = answered("x(64, 784) . w(784, 10)");
    assert!(text.starts_with("x: (64, 784), w: (784, 10)\n\nx · w has the shape (64, 10).\n\n"), "{text}");
    assert!(text.contains("┍━") && text.ends_with("✓ the columns of x are the rows of w: 784\n"), "{text}");
    assert!(answered("x(2, 3) . w(4, 3).T").0.contains("✓ the columns of x are the rows of wᵀ: 3"));
    assert!(!answered("(3,) . (3,)").0.contains('│'));
}

/// What can never meet is marked, and what may be missing is not.
#[test]
fn the_axis_that_clashes_is_marked() {
    let (text, _) = answered("(64, 10) + (64,)");
    assert!(text.contains("✓ may be missing ✗ differs"), "{text}");
    assert!(text.contains("  ✗ compared from the last axis, b has 64 where a has 10\n"), "{text}");
    assert!(text.contains("a + b, b as a column (64, 1), stretched"), "{text}");
    let vector = said("(64, 1) + (64,)");
    assert!(
        vector.contains("  a + b, b as a column (64, 1) ") && vector.contains("  a + b, a as a vector (64,) "),
        "{vector}"
    );
}

#[test]
fn reshapes_that_do_not_fill() {
    for text in [
        "ValueError: cannot reshape array of size 150 into shape (10,3,4)",
        "RuntimeError: shape '[10, 3, 4]' is invalid for input of size 150",
    ] {
        let (text, _) = answered(text);
        assert!(text.starts_with("150 numbers do not fill 10 · 3 · 4 = 120.\n"), "{text}");
        assert!(text.contains("│ 10 │ 3 │  4  │") || text.contains("✗ 150 ≠ 10 · 3 · 4"), "{text}");
        assert!(text.contains("150 numbers fill (10, 3, 5) with 5 for 4.") && text.contains("lesson S65"), "{text}");
    }
    let (text, _) = answered("cannot reshape array of size 150 into shape (4,newaxis)");
    assert!(text.contains("150 is no multiple of 4."), "{text}");
    for huge in ["(9999999999,9999999999)", "(99999999999999999999)", "()", "(0,0)", "(-1)", "(a,b)", ""] {
        for message in ["cannot reshape array of size 7 into shape ", "is invalid for input of size 7 shape '["] {
            let _ = answer(&format!("{message}{huge}"), &STYLE);
        }
    }
}

#[test]
fn batches_of_scores_and_labels() {
    let of = |scores, labels| {
        answered(&format!("ValueError: Expected input batch_size ({scores}) to match target batch_size ({labels}).")).0
    };
    let text = of(30, 120);
    assert!(text.starts_with("There are 30 rows of scores and 120 labels") && text.contains("120 = 30 · 4"), "{text}");
    assert!(text.contains("lesson S60") && text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(of(120, 30).contains("the scores have an axis of 4 in their rows"));
    assert!(of(30, 31).contains("are of one batch"));
    assert!(of(0, 5).contains("There are 0 rows"));
}

#[test]
fn reductions_and_reshapes_are_no_part_of_it() {
    let word = |text: &str, column: usize, word: &str, is: &str| {
        let message = format!("`{word}` is {is}, and those are no part of the expressions");
        assert_eq!(refused(text), (column, message));
        assert!(explain(text).unwrap_err().to_string().contains("\nExpressions are products"));
    };
    word("sum((64, 10), axis=0)", 0, "sum", "a reduction");
    word("np.sum(x(64, 10), axis=0)", 3, "sum", "a reduction");
    word("x(64, 10).sum(0) + b(10,)", 10, "sum", "a reduction");
    word("(10, 12) reshape (10, 3, 4)", 9, "reshape", "a change of shape");
    word("x(10, 12).reshape(10, 3, 4)", 10, "reshape", "a change of shape");
    // Arrays may have these names.
    assert!(explain("x(64, 10) - mean(64, 10)").is_ok() && explain("x(3, 4) . view(4, 3)").is_ok());
    assert_eq!(refused("mean(64, 10) + (3, ").0, 19);
}

#[test]
fn ascii_where_there_is_no_unicode() {
    let style = Style { unicode: false, ..STYLE };
    for text in [
        "(64, 10) . (784, 10) -> (64, 784)",
        "(3,) * (4,)",
        "(2,) . (3,)",
        "(64, 1) - (64,)",
        "cannot reshape array of size 150 into shape (10,3,4)",
    ] {
        assert!(answer(text, &style).unwrap().0.is_ascii(), "{text}");
    }
}

#[test]
fn narrow_windows() {
    for width in [40, 60] {
        for text in ["(64, 10) + (64,)", "x(64, 784) . w(10, 784) -> (64, 10)", "(100, 100) . (100, 100) -> (100, 100)"]
        {
            let (text, _) = answer(text, &Style { width, ..STYLE }).unwrap();
            let wide = text.lines().find(|line| line.width() > width && !line.starts_with("    "));
            assert_eq!(wide, None, "{text}");
        }
    }
}

#[test]
fn ways_to_write_it() {
    let same = ["(64, 10) . (784, 10).T -> (64, 784)", "(64,10)·(784,10)ᵀ→(64,784)", "(64,10) @ (784,10)' => (64,784)"];
    for text in same {
        let explanation = explain(text).unwrap();
        assert_eq!(explanation.formula, "a · bᵀ");
        assert_eq!(explanation.typed, Ok(Shape([64, 784].map(super::super::shape::Axis::number).to_vec())));
    }
    assert_eq!(explain("x(3, 4) . x.T").unwrap().formula, "x · xᵀ");
    assert_eq!(explain("x(3, 4) . T(4, 3)").unwrap().formula, "x · T");
    assert_eq!(explain("x(3, 4).T(4, 3)").unwrap().formula, "x · T");
    assert_eq!(explain("(x(2,3) . w(3,4))ᵀ").unwrap().formula, "(x · w)ᵀ");
    assert_eq!(explain("a(2,) - (b(2,) - c(2,))").unwrap().formula, "a − (b − c)");
    assert_eq!(codes("(2,3).(4,3).(5,4) -> (2,5)"), ["a.matmul(b.t()).matmul(c.t())"]);
    assert_eq!(explain("() + (1)").unwrap().operands[0].shape.rank(), 0);
}

#[test]
fn what_cannot_be_read() {
    let shape = "expected a shape such as (64, 10) or (Batch, Classes), found ";
    assert_eq!(refused(""), (0, format!("{shape}the end")));
    assert_eq!(refused("(64, 10) . "), (11, format!("{shape}the end")));
    assert_eq!(refused("(64, 10"), (7, "expected `,` or `)` after an axis, found the end".to_string()));
    assert_eq!(refused("(64, , 10)"), (5, "expected an axis, a name or a number, found `,`".to_string()));
    assert_eq!(
        refused("(2,3) (3,4)"),
        (6, "expected an operator (`.` `+` `-` `*` `/`) or `->`, found `(`".to_string())
    );
    assert_eq!(refused("x . (3, 4)"), (0, "`x` has no shape yet: write `x(64, 10)` with its axes".to_string()));
    assert_eq!(refused("(2,2) -> x"), (9, "`x` has no shape yet: write `x(64, 10)` with its axes".to_string()));
    assert_eq!(refused("x(2,) + x(3,)"), (8, "`x` is (3,) here and (2,) before".to_string()));
    assert_eq!(refused("(N=3) . (N=4)"), (11, "N is 4 here and 3 before".to_string()));
    assert_eq!(refused("(1,1,1,1,1,1,1)"), (13, "an array has no more than 6 axes".to_string()));
    assert_eq!(refused("(99999999999999999999)").1, "an axis has no more than 4294967295 places");
    assert_eq!(refused(&"(".repeat(900)).1, "parentheses nest no deeper than 20");
    assert_eq!(refused(&"x".repeat(2000)), (1000, "no more than 1000 characters".to_string()));
    assert_eq!(refused(&["(2,2)"; 13].join(".")).1, "no more than 12 arrays in one expression");
}

#[test]
fn the_caret_stands_under_the_place() {
    let error = explain("行(2,3) . w ").expect_err("w has no shape");
    assert_eq!(
        error.to_string(),
        "`w` has no shape yet: write `w(64, 10)` with its axes\n  行(2,3) . w\n            ^"
    );
}

/// The shape that numpy gives two operands: the longer one's, with the other laid over its end.
fn numpy_broadcasts(a: &[u64], b: &[u64]) -> Option<Vec<u64>> {
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    let mut out = long.to_vec();
    let missing = long.len() - short.len();
    for (place, &size) in short.iter().enumerate() {
        let there = &mut out[missing + place];
        if *there == 1 {
            *there = size;
        } else if size != 1 && size != *there {
            return None;
        }
    }
    Some(out)
}

fn typed(shape: &[u64]) -> String {
    format!("({})", shape.iter().map(|size| format!("{size},")).collect::<String>())
}

proptest! {
    #[test]
    fn anything_is_read_or_refused(text in "\\PC*") {
        let _ = explain(&text).map(|explanation| render(&explanation, "", 80)).map_err(|error| error.to_string());
    }
    #[test]
    fn anything_of_its_signs_is_read_or_refused(parts in proptest::collection::vec(
        proptest::sample::select(vec![
            "(", ")", ",", ".", "·", "@", "*", "/", "+", "-", "->", "→", "'", "ᵀ", ".T", ".t()", "=", ":", "1", "64",
            "(2,3)", "(3,2)", "(2,)", "()", "x", "x(2,3)", "Batch", "(Batch=2,3)", " ", "\n",
            "not aligned", "shapes ", "shapes cannot be multiplied", "and", "x1", "broadcast together with shapes", "é", "\u{301}",
        ]), 0..24)
    ) {
        let text = parts.concat();
        match explain(&text) {
            Ok(explanation) => prop_assert!(render(&explanation, "", 80).ends_with('\n')),
            Err(error) => prop_assert!(error.column <= text.chars().count(), "{}", error),
        }
    }
    /// What is said of `+` is numpy's rule.
    #[test]
    fn numpy_stretches(a in proptest::collection::vec(1u64..4, 0..4), b in proptest::collection::vec(1u64..4, 0..4)) {
        let explanation = explain(&format!("{} + {}", typed(&a), typed(&b))).unwrap();
        let shape = |sizes: Vec<u64>| Shape(sizes.into_iter().map(super::super::shape::Axis::number).collect());
        let shape = numpy_broadcasts(&a, &b).map(shape);
        match (explanation.typed, shape) {
            (Ok(shape), Some(expected)) => prop_assert_eq!((a, shape), (b, expected)),
            (Err(_), Some(expected)) => {
                prop_assert_eq!(explanation.numpy.unwrap(), format!("numpy stretches silently, and gives {expected}."));
            }
            (typed, None) => {
                prop_assert!(typed.is_err());
                prop_assert_eq!(explanation.numpy.unwrap(), "numpy refuses it too.");
            }
        }
    }
    /// A product of matrices that fits is not called wrong, and its result is what comes out.
    #[test]
    fn chains_of_matrices(sizes in proptest::collection::vec(1u64..5, 3..6)) {
        let matrices: Vec<String> = sizes.windows(2).map(typed).collect();
        let ends = typed(&[sizes[0], sizes[sizes.len() - 1]]);
        let explanation = explain(&format!("{} -> {ends}", matrices.join(" . "))).unwrap();
        prop_assert!(explanation.typed.is_ok());
        let advice = explanation.advice.unwrap();
        let once: String = advice.candidates.iter().map(|it| it.formula.clone() + "\n").collect();
        prop_assert!(advice.cut || once.lines().any(|line| *line == explanation.formula), "{}", once);
    }
}
