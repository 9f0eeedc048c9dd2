use super::products::matmul;
use super::*;
use proptest::prelude::*;

fn axis(name: &str) -> Axis {
    match (name.parse(), name.split_once('=')) {
        (Ok(number), _) => Axis::number(number),
        (_, Some((name, size))) => Axis::named(name, size.parse().ok()),
        _ => Axis::named(name, None),
    }
}
fn shape(axes: &[&str]) -> Shape {
    Shape(axes.iter().copied().map(axis).collect())
}
fn operand(name: &str, axes: &[&str]) -> Operand {
    Operand { name: name.to_string(), shape: shape(axes) }
}
fn wanted(axes: &[&str], what: &str) -> Option<(Shape, String)> {
    Some((shape(axes), what.to_string()))
}
/// x, w and dout of an affine layer.
fn affine([n, m, d]: [&str; 3]) -> [Operand; 3] {
    [operand("x", &[n, m]), operand("w", &[m, d]), operand("dout", &[n, d])]
}
/// The products of two operands that have the wanted shape, or the sums, if no product does.
fn solve(operands: &[Operand], wanted: Option<&(Shape, String)>) -> Advice {
    solve_for(Search::Pairs, operands, wanted)
}
fn formulas(advice: &Advice) -> Vec<&str> {
    advice.candidates.iter().map(|candidate| candidate.formula.as_str()).collect()
}
fn codes(advice: &Advice) -> Vec<&str> {
    advice.candidates.iter().map(|candidate| candidate.code.as_str()).collect()
}

/// The counts of tests/candidates.rs, which the compiler finds.
#[test]
fn products_of_an_affine_layer() {
    let count = |axes: [&str; 3]| {
        let [n, m, d] = axes;
        let dx = solve(&affine(axes), wanted(&[n, m], "x's shape").as_ref());
        let dw = solve(&affine(axes), wanted(&[m, d], "w's shape").as_ref());
        [dx, dw].map(|advice| advice.candidates.iter().filter(|it| it.kind == Kind::Product).count())
    };
    assert_eq!(count(["Batch", "Pixels", "Classes"]), [1, 1]);
    assert_eq!(count(["Batch=100", "Pixels=100", "Hidden=100"]), [1, 1]);
    assert_eq!(count(["64", "784", "10"]), [1, 1]);
    assert_eq!(count(["64", "100", "100"]), [4, 8]);
    assert_eq!(count(["100", "100", "100"]), [36, 36]);
}

#[test]
fn the_only_product() {
    let operands = [operand("dout", &["Batch", "Classes"]), operand("w", &["Pixels", "Classes"])];
    let advice = solve(&operands, wanted(&["Batch", "Pixels"], "x's shape").as_ref());
    assert_eq!(formulas(&advice), ["dout · wᵀ"]);
    assert_eq!(codes(&advice), ["dout.matmul(w.t())"]);
    assert_eq!(advice.verdict, "(Batch, Classes) · (Classes, Pixels) is the only product of these that has x's shape.");
    assert_eq!(advice.by_size, None);
}

#[test]
fn names_rule_out_what_sizes_allow() {
    let named = solve(&affine(["B=100", "M=100", "D=100"]), wanted(&["B=100", "M=100"], "x's shape").as_ref());
    assert_eq!(named.by_size, Some(36));
    assert_eq!(
        named.verdict,
        "(B, D) · (D, M) is the only product of these that has x's shape. By size alone 36 products would fit: the names rule out 35."
    );
    let unnamed = solve(&affine(["100"; 3]), wanted(&["100", "100"], "x's shape").as_ref());
    assert_eq!(
        unnamed.verdict,
        "36 products of these have x's shape. The sizes cannot decide; with names for the axes one is left."
    );
    assert_eq!(unnamed.candidates[0].formula, "x · w");
}

#[test]
fn an_operand_times_itself_and_square_numbers() {
    let advice = solve(&[operand("x", &["N", "D"])], wanted(&["N", "N"], "the annotated shape").as_ref());
    assert_eq!(codes(&advice), ["x.matmul(x.t())"]);
    // With one name for both axes names do not decide either.
    let square = solve(&[operand("a", &["N", "N"])], wanted(&["N", "N"], "the annotated shape").as_ref());
    assert_eq!(formulas(&square), ["a · a", "a · aᵀ", "aᵀ · a", "aᵀ · aᵀ"]);
    assert!(square.verdict.ends_with("The names cannot decide between them."), "{}", square.verdict);
}

#[test]
fn vectors_and_batches() {
    let code = |operands: &[Operand], axes: &[&str]| {
        let advice = solve(operands, wanted(axes, "the annotated shape").as_ref());
        advice.candidates.into_iter().map(|candidate| candidate.code).collect::<Vec<_>>()
    };
    let (w, v, u) = (operand("w", &["N", "M"]), operand("v", &["M"]), operand("u", &["N"]));
    assert_eq!(code(&[w.clone(), v.clone()], &["N"])[..2], ["w.matmul(&v)", "v.matmul(w.t())"]);
    assert_eq!(code(&[w, u.clone()], &["M"])[..2], ["u.matmul(&w)", "w.t().matmul(&u)"]);
    assert_eq!(code(&[u, v.clone()], &["N", "M"]), ["u.outer(&v)"]);
    let dots = code(&[v.clone(), operand("y", &["M"])], &[]);
    assert_eq!(dots, ["v.dot(&y)", "v.dot(&v)", "y.dot(&y)", "v.sum(M)", "y.sum(M)"]);
    let (q, k) = (operand("q", &["B", "H", "T", "D"]), operand("k", &["B", "H", "S", "D"]));
    assert_eq!(code(&[q, k], &["B", "H", "T", "S"]), ["q.matmul(k.t())"]);
}

#[test]
fn a_batch_of_matrices_times_one_matrix() {
    let operands = [operand("x", &["B", "T", "D"]), operand("w", &["D", "M"])];
    let advice = solve(&operands, wanted(&["B", "T", "M"], "the annotated shape").as_ref());
    assert_eq!(codes(&advice), ["x.matmul(&w.broadcast().to_tensor::<(B, D, M)>())"]);
    assert_eq!(formulas(&advice), ["x · (w stretched)"]);
    let backwards = [operand("dy", &["B", "T", "M"]), operand("w", &["D", "M"])];
    let advice = solve(&backwards, wanted(&["B", "T", "D"], "x's shape").as_ref());
    assert_eq!(codes(&advice), ["dy.matmul(w.broadcast().to_tensor::<(B, D, M)>().t())"]);
}

#[test]
fn sums_and_stretches() {
    let dout = operand("dout", &["Batch", "Classes"]);
    let db = solve(std::slice::from_ref(&dout), wanted(&["1", "Classes"], "b's shape").as_ref());
    assert_eq!((codes(&db), formulas(&db)), (vec!["dout.sum_keepdims(Batch)"], vec!["Σ_Batch dout"]));
    let gram = operand("gram", &["N", "N"]);
    let sum = solve(&[gram], wanted(&["N"], "the annotated shape").as_ref());
    assert_eq!(codes(&sum), ["gram.sum(Axis::<0>)", "gram.sum(Axis::<1>)"]);
    let b = operand("b", &["1", "10"]);
    let stretched = solve(&[b], wanted(&["Batch", "10"], "the annotated shape").as_ref());
    assert_eq!(codes(&stretched), ["b.broadcast().to_tensor::<(Batch, dim!(10))>()"]);
    let transposed = solve(&[operand("w", &["A", "B"])], wanted(&["B", "A"], "the annotated shape").as_ref());
    assert_eq!(codes(&transposed), ["w.t().to_tensor()"]);
    assert_eq!(transposed.verdict, "wᵀ has the annotated shape already.");
    let row = operand("row", &["1", "Classes"]);
    let kept = solve(&[row], wanted(&["1", "Classes"], "b's shape").as_ref());
    assert_eq!(codes(&kept), ["row"]);
    let all = solve(&[dout], wanted(&[], "the annotated shape").as_ref());
    assert_eq!(codes(&all), ["dout.sum_all()"]);
}

#[test]
fn chains() {
    let operands = [operand("a", &["2", "3"]), operand("b", &["4", "3"]), operand("c", &["5", "4"])];
    let advice = solve_for(Search::Chain, &operands, wanted(&["2", "5"], "the wanted shape").as_ref());
    assert_eq!(codes(&advice), ["a.matmul(b.t()).matmul(c.t())"]);
    assert_eq!(
        advice.verdict,
        "(2, 3) · (3, 4) · (4, 5) is the only product of all of these that has the wanted shape."
    );
}

/// What stands for a product that fails contains each of its factors.
#[test]
fn no_factor_is_left_out() {
    let (dz, x) = (operand("dz", &["N", "1"]), operand("x", &["N", "D"]));
    let annotated = |axes: &[&str]| wanted(axes, "the annotated shape");
    let advice = solve_for(Search::All, &[dz, x.clone()], annotated(&["D"]).as_ref());
    assert_eq!(codes(&advice), ["dz.t().matmul(&x).sum(Axis::<0>)"]);
    assert_eq!(advice.verdict, "No product of these has the annotated shape; dzᵀ · x has it, without its axis of 1.");
    let (dh, mask) = (operand("dh", &["N", "H"]), operand("mask", &["N", "H"]));
    let advice = solve_for(Search::All, &[dh.clone(), mask.clone()], annotated(&["N", "H"]).as_ref());
    assert_eq!(codes(&advice), ["&dh * &mask"]);
    let advice = solve_for(Search::All, &[dh, mask], None);
    assert_eq!(codes(&advice)[0], "&dh * &mask");
    // Σ_N x has the shape, and forgets dz.
    let dz = operand("dz", &["N"]);
    let advice = solve_for(Search::All, &[x.clone(), dz], annotated(&["D"]).as_ref());
    assert_eq!(codes(&advice), ["dz.matmul(&x)"]);
    let w = operand("w", &["H", "C"]);
    let advice = solve_for(Search::All, &[x, w], annotated(&["N", "C"]).as_ref());
    assert_eq!(codes(&advice), [""; 0]);
    let (a, b, c) = (operand("a", &["A", "B"]), operand("b", &["C", "B"]), operand("c", &["C", "D"]));
    let advice = solve_for(Search::All, &[a.clone(), b.clone(), c.clone()], annotated(&["A", "D"]).as_ref());
    assert_eq!(codes(&advice), ["a.matmul(b.t()).matmul(&c)"]);
    let advice = solve_for(Search::All, &[a, b, c], annotated(&["A", "C"]).as_ref());
    assert_eq!(codes(&advice), [""; 0]);
}

#[test]
fn what_is_missing() {
    let operands = [operand("dout", &["Batch", "Classes"]), operand("w", &["Pixels", "Hidden"])];
    let verdict = |axes: &[&str]| solve(&operands, wanted(axes, "dx's shape").as_ref()).verdict;
    assert_eq!(verdict(&["Batch", "Time"]), "No product of these has dx's shape: no operand has the axis Time.");
    assert_eq!(
        verdict(&["Batch", "Pixels"]),
        "No product of these has dx's shape: the axes Classes and Hidden are in one operand alone, so that no product sums over them."
    );
}

#[test]
fn products_that_exist() {
    let operands = [operand("dout", &["Batch", "Classes"]), operand("w", &["Pixels", "Classes"])];
    let advice = solve(&operands, None);
    assert_eq!(codes(&advice), ["dout.matmul(w.t())", "w.matmul(dout.t())"]);
    assert_eq!(advice.verdict, "2 products of these exist; the shape that is wanted decides.");
}

#[test]
fn names_of_expressions() {
    let operands = [operand("w.t()", &["Classes", "Pixels"]), operand("&x - &mean", &["Batch", "Pixels"])];
    let advice = solve(&operands, wanted(&["Batch", "Classes"], "the annotated shape").as_ref());
    assert_eq!(codes(&advice), ["(&x - &mean).matmul(&w)"]);
    let unnamed = [operand("", &["A", "B"]), operand("a", &["B", "C"]), operand("& y", &["C", "D"])];
    let advice = solve(&unnamed, None);
    assert_eq!(codes(&advice)[0], "b.matmul(&a)");
    assert!(codes(&advice).contains(&"a.matmul(&y)"));
}

#[test]
fn elementwise_operations() {
    let (scores, b) = (operand("scores", &["Batch", "Classes"]), operand("b", &["1", "Classes"]));
    let advice = solve_for(Search::Elementwise('+'), &[scores.clone(), b], None);
    assert_eq!(codes(&advice)[0], "&scores + b.broadcast()");
    let column = operand("correct", &["Batch"]);
    let advice = solve_for(Search::Elementwise('-'), &[scores, column], None);
    assert_eq!(codes(&advice)[0], "&scores - correct.unravel::<(Batch, dim!(1))>().broadcast()");
    let (a, b) = (operand("a", &["3", "1"]), operand("b", &["4"]));
    let advice = solve_for(Search::Elementwise('+'), &[a, b], wanted(&["3", "4"], "the wanted shape").as_ref());
    assert_eq!(codes(&advice)[0], "a.broadcast().to_tensor::<(dim!(3), dim!(4))>() + b.broadcast()");
}

/// The left operand of an assignment has its shape for good.
#[test]
fn assignments_change_the_right_operand() {
    let assign = |left: &Operand, right: &Operand| solve_for(Search::Assign('+'), &[left.clone(), right.clone()], None);
    let bias = operand("g.bh", &["Hidden"]);
    let advice = assign(&bias, &operand("draw.sum_keepdims(Batch)", &["1", "Hidden"]));
    assert_eq!(codes(&advice), ["g.bh += draw.sum(Batch)"]);
    assert_eq!(formulas(&advice), ["g.bh += draw.sum(Batch)"]);
    assert_eq!(
        advice.verdict,
        "`+=` leaves the left operand the shape that it has, (Hidden,): the right one has to come to it."
    );
    let mean = operand("*running_mean", &["Features"]);
    let advice = assign(&mean, &operand("mu * (1.0 - momentum)", &["1", "Features"]));
    assert_eq!(codes(&advice), ["*running_mean += (mu * (1.0 - momentum)).sum(Axis::<0>)"]);
    assert_eq!(formulas(&advice), ["running_mean += Σ_1 (mu * (1.0 - momentum))"]);
    let advice = assign(&operand("g.w", &["A", "B"]), &operand("dw", &["B", "A"]));
    assert_eq!(codes(&advice), ["g.w += dw.t().to_tensor()"]);
    let advice = assign(&bias, &operand("dw", &["B", "A"]));
    assert_eq!(codes(&advice), [""; 0]);
    // What is read through a reference is borrowed through it.
    let sum = solve_for(Search::Elementwise('+'), &[mean, operand("x", &["1", "Features"])], None);
    assert_eq!(codes(&sum)[0], "running_mean.broadcast() + &x");
}

#[test]
fn too_many_operands_are_told() {
    let operands: Vec<Operand> = (0..40).map(|i| operand(&format!("x{i}"), &["2", "2"])).collect();
    for search in [Search::Pairs, Search::Chain, Search::Elementwise('+')] {
        let advice = solve_for(search, &operands, wanted(&["2", "2"], "the wanted shape").as_ref());
        assert!(advice.cut && advice.candidates.len() <= MAX_CANDIDATES);
    }
}

fn any_axis() -> impl Strategy<Value = Axis> {
    prop_oneof![
        (1u64..4).prop_map(Axis::number),
        (0..3usize, proptest::option::of(1u64..4)).prop_map(|(name, size)| Axis::named(["A", "B", "C"][name], size)),
    ]
}
fn any_shape() -> impl Strategy<Value = Shape> {
    proptest::collection::vec(any_axis(), 0..=6).prop_map(Shape)
}
fn small_shape() -> impl Strategy<Value = Shape> {
    proptest::collection::vec(any_axis(), 0..=3).prop_map(Shape)
}
fn named(shapes: Vec<Shape>) -> Vec<Operand> {
    let operand = |(i, shape)| Operand { name: format!("x{i}"), shape };
    shapes.into_iter().enumerate().map(operand).collect()
}

/// The product as letters: every axis of both factors gets a letter, the contracted pair the same one.
fn einsum(left: &Shape, right: &Shape) -> Option<Shape> {
    let (l, r) = (&left.0, &right.0);
    let letters: (&[usize], &[usize], &[usize]) = match (l.len(), r.len()) {
        (2, 2) => (&[0, 1], &[1, 2], &[0, 2]),
        (2, 1) => (&[0, 1], &[1], &[0]),
        (1, 2) => (&[1], &[1, 2], &[2]),
        (3, 3) => (&[3, 0, 1], &[3, 1, 2], &[3, 0, 2]),
        (4, 4) => (&[4, 3, 0, 1], &[4, 3, 1, 2], &[4, 3, 0, 2]),
        _ => return None,
    };
    let mut meaning: [Option<&Axis>; 5] = [None; 5];
    for (letter, axis) in letters.0.iter().zip(l).chain(letters.1.iter().zip(r)) {
        if meaning[*letter].replace(axis).is_some_and(|before| before.name != axis.name) {
            return None;
        }
    }
    letters.2.iter().map(|letter| meaning[*letter].cloned()).collect::<Option<Vec<_>>>().map(Shape)
}

proptest! {
    /// Of shapes that fit, and of those that fit but for one axis.
    #[test]
    fn matmul_is_the_sum_over_the_shared_letter(
        left in any_shape(), other in any_shape(), columns in any_axis(), place in 0..6usize, odd in any_axis(),
    ) {
        prop_assert_eq!(product(&left, &other), einsum(&left, &other));
        let mut right = left.clone();
        if let [.., rows, last] = right.0.as_mut_slice() {
            std::mem::swap(rows, last);
            *last = columns;
        }
        prop_assert_eq!(product(&left, &right), einsum(&left, &right));
        if let Some(axis) = right.0.get_mut(place) {
            *axis = odd;
        }
        prop_assert_eq!(product(&left, &right), einsum(&left, &right));
    }

    /// All factors multiply to the result, the result is the wanted one, and nothing is there twice.
    #[test]
    fn candidates_are_right(
        shapes in proptest::collection::vec(any_shape(), 0..5), target in small_shape(), search in 0..3usize,
    ) {
        let search = [Search::Pairs, Search::Chain, Search::Elementwise('+')][search];
        let operands = named(shapes);
        let wanted = (target, "the wanted shape".to_string());
        for wanted in [Some(&wanted), None] {
            let advice = solve_for(search, &operands, wanted);
            let mut codes: Vec<&str> = codes(&advice);
            codes.sort_unstable();
            prop_assert!(codes.windows(2).all(|pair| pair[0] != pair[1]), "{:?}", codes);
            for candidate in &advice.candidates {
                if let Some((shape, _)) = wanted {
                    prop_assert_eq!(&candidate.result, shape);
                }
                let shapes: Vec<&Shape> = candidate.factors.iter().map(|factor| &factor.shape).collect();
                match candidate.kind {
                    Kind::Product if candidate.formula.contains('⊗') => {
                        prop_assert_eq!(shapes.iter().map(|shape| shape.rank()).sum::<usize>(), 2);
                    }
                    Kind::Product if candidate.result.rank() == 0 => prop_assert_eq!(shapes[0], shapes[1]),
                    Kind::Product => {
                        let (first, rest) = shapes.split_first().unwrap();
                        let product = rest.iter().try_fold((*first).clone(), |left, right| einsum(&left, right));
                        prop_assert_eq!(product.as_ref(), Some(&candidate.result));
                    }
                    Kind::Operand => prop_assert_eq!(shapes[0], &candidate.result),
                    Kind::Stretch => prop_assert!(stretches(shapes[0], &candidate.result)),
                    Kind::Elementwise => {
                        prop_assert!(shapes.iter().all(|shape| stretches(shape, &candidate.result)));
                    }
                    Kind::Sum | Kind::Call => {}
                }
            }
        }
    }

    /// Every product of two that a plain loop finds is found.
    #[test]
    fn no_product_is_missed(shapes in proptest::collection::vec(small_shape(), 1..4), target in small_shape()) {
        let operands = named(shapes);
        let mut expected = Vec::new();
        for a in &operands {
            for b in &operands {
                for turn in 0..4 {
                    let turned = |operand: &Operand, on: bool| {
                        let mut axes = operand.shape.0.clone();
                        let rank = axes.len();
                        (!on || rank >= 2).then(|| {
                            if on {
                                axes.swap(rank - 2, rank - 1);
                            }
                            (Shape(axes), if on { format!("{}ᵀ", operand.name) } else { operand.name.clone() })
                        })
                    };
                    let (Some((left, x)), Some((right, y))) = (turned(a, turn & 1 == 1), turned(b, turn & 2 == 2)) else {
                        continue;
                    };
                    if einsum(&left, &right).as_ref() == Some(&target) {
                        expected.push(format!("{x} · {y}"));
                    }
                }
            }
        }
        let advice = solve(&operands, Some(&(target, "the wanted shape".to_string())));
        let plain = |it: &&Candidate| it.kind == Kind::Product && !it.formula.contains("stretched");
        let of_matrices = |it: &&Candidate| it.factors.iter().any(|factor| factor.shape.rank() > 1);
        let products = advice.candidates.iter().filter(plain).filter(of_matrices);
        let mut found: Vec<String> = products.map(|it| it.formula.clone()).collect();
        expected.sort_unstable();
        found.sort_unstable();
        prop_assert_eq!(found, expected);
    }

    /// With sizes for names, what fits by name fits by size.
    #[test]
    fn names_only_rule_out(shapes in proptest::collection::vec(small_shape(), 1..4), target in small_shape()) {
        let size = |axis: &Axis| Axis { size: axis.size.filter(|_| axis.is_number()).or(Some(2)), ..axis.clone() };
        let sized = |shape: &Shape| Shape(shape.0.iter().map(size).collect());
        let operands = named(shapes.iter().map(sized).collect());
        let advice = solve(&operands, Some(&(sized(&target), "the wanted shape".to_string())));
        let products = advice.candidates.iter().filter(|it| it.kind == Kind::Product).count();
        prop_assert!(advice.by_size.is_some_and(|by_size| by_size >= products));
    }

    #[test]
    fn matmul_by_size_knows_no_names(n in 1u64..9, k in 1u64..9, m in 1u64..9) {
        let left = Shape(vec![Axis::named("N", Some(n)), Axis::named("K", Some(k))]);
        let right = Shape(vec![Axis::named("L", Some(k)), Axis::named("M", Some(m))]);
        prop_assert_eq!(matmul(&left, &right, same_name), None);
        prop_assert!(matmul(&left, &right, same_size).is_some());
    }
}
