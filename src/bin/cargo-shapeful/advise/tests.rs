use super::super::mistake::Place;
use super::*;
use std::fs;

const AXES: &str = "axes! { Batch = 8; Features = 8; N = 60; D = 4; H = 32; C = 3; }\n";

/// What is advised of a problem in a program, whose place stands between `«` and `»`.
fn advised(name: &str, program: &str, headline: &str, mut problem: Problem) -> Option<solver::Advice> {
    let program = format!("{AXES}{program}");
    let place = |at: usize| {
        let before = program[..at].replace('«', "");
        (before.lines().count(), before.lines().last().map_or(0, |line| line.chars().count()))
    };
    let extent = (place(program.find('«')?), place(program.find('»')?));
    let folder = std::env::temp_dir().join(format!("cargo-shapeful-advise-{}-{name}", std::process::id()));
    fs::create_dir_all(folder.join("src")).ok()?;
    let file = folder.join("src/main.rs");
    fs::write(&file, program.replace(['«', '»'], "")).ok()?;
    let mut sources = Sources::default();
    let whole = matches!(problem, Problem::Expected { .. });
    let context = sources.context(&file, extent, whole)?;
    let sizes = sources.sizes(&folder, Some(&file));
    fs::remove_dir_all(&folder).ok()?;
    operands_of(&mut problem).into_iter().for_each(|operand| operand.name.clear());
    let at = Place { file: String::new(), line: 1, column: 1, text: String::new(), marked: 0..0, label: String::new() };
    let (code, headline) = (String::new(), headline.to_string());
    let mut mistake =
        Mistake { lesson: 33, code, headline, place: at, problem, notes: Vec::new(), helps: Vec::new(), advice: None };
    complete(&mut mistake, context, &sizes);
    mistake.advice
}
fn operand(ty: &str) -> Operand {
    let (_, axes) = ty.split_once('(').unwrap();
    let axes = axes.split_once(')').unwrap().0.split(',').map(str::trim).filter(|axis| !axis.is_empty());
    let axis = |axis: &str| axis.parse().map_or_else(|_| Axis::named(axis, None), Axis::number);
    Operand { name: String::new(), shape: Shape(axes.map(axis).collect()) }
}
/// `expected …, found …`: the codes, and the verdict.
fn expected(name: &str, program: &str, expected: &str, found: &str) -> (Vec<String>, String) {
    let problem = Problem::Expected { expected: operand(expected), found: operand(found) };
    let advice = advised(name, program, &format!("expected `{expected}`, found `{found}`"), problem);
    advice.map_or((Vec::new(), String::new()), |advice| {
        (advice.candidates.into_iter().map(|candidate| candidate.code).collect(), advice.verdict)
    })
}

#[test]
fn a_name_is_transposed_as_it_stands() {
    let program = "fn f(x: &T) -> Cache { let xhat = &centred * inv.broadcast(); Cache { «xhat», inv } }";
    let (codes, verdict) = expected("short", program, "Tensor<(Features, Batch)>", "Tensor<(Batch, Features)>");
    assert_eq!(codes, ["xhat: xhat.t().to_tensor()"]);
    assert_eq!(verdict, "The transpose of xhat has the expected shape.");
    let program = "fn f() { Model { w1: «dw1» } }";
    assert_eq!(expected("field", program, "Tensor<(D, H)>", "Tensor<(H, D)>").0, ["dw1.t().to_tensor()"]);
    assert_eq!(
        expected("borrowed", "fn f() { g(«&y») }", "&Array<(D, H)>", "&Tensor<(H, D)>").0,
        ["&y.t().to_tensor()"]
    );
    let many = expected("permuted", "fn f() { g(«&y») }", "&Array<(D, N, H)>", "&Tensor<(N, H, D)>").0;
    assert_eq!(many, ["&y.permute((D, N, H))"]);
}

/// What has no transpose, and what is written to, gets none.
#[test]
fn only_tensors_are_transposed() {
    assert_eq!(expected("labels", "fn f() { p.gather(«y») }", "&Labels<(N, C)>", "&Labels<(C, N)>").0, [""; 0]);
    let written = expected("written", "fn f() { x.g(«&mut y») }", "&mut Array<(D, H)>", "&mut Tensor<(H, D)>");
    assert_eq!(written.0, [""; 0]);
    assert_eq!(expected("f64", "fn f() { g(«y») }", "Tensor<(D, H)>", "Tensor<(H, D), f64>").0, [""; 0]);
}

#[test]
fn a_reduction_is_found_behind_its_name() {
    let program = "fn f(dout: &Tensor<(Batch, Features)>, xhat: &Tensor<(Batch, Features)>) {
        let dgamma = (dout * xhat).sum(Features);
        g(«dgamma»)
    }";
    let (codes, verdict) = expected("behind", program, "Tensor<(Features,)>", "Tensor<(Batch,)>");
    assert_eq!(codes, [""; 0]);
    assert_eq!(
        verdict,
        "`dgamma` gets its shape in line 3, from `(dout * xhat).sum(Features)`; `sum(Batch)` there has the expected shape."
    );
    let program = "fn f(dz: &Tensor<(N, H)>) { let db: Tensor<(dim!(1), H)> = «-dz.sum(N)»; }";
    assert_eq!(expected("here", program, "Tensor<(1, H)>", "Tensor<(H,)>").0, ["-dz.sum_keepdims(N)"]);
    let program = "fn f<N: Dim>(dz: &Tensor<(N, H)>) { let db: Tensor<(H,)> = «dz.sum(H)»; }";
    assert_eq!(expected("generic", program, "Tensor<(H,)>", "Tensor<(N,)>").0, ["dz.sum(Axis::<0>)"]);
}

#[test]
fn other_names_are_given_by_relabel() {
    let program = "fn f() { let i: Tensor<(Batch, Features)> = «gates.slice(Gates, span!(0..8))»; }";
    let (codes, _) = expected("slice", program, "Tensor<(Batch, Features)>", "Tensor<(Batch, 8)>");
    assert_eq!(codes, ["gates.slice(Gates, span!(0..8)).relabel::<(Batch, Features)>().to_tensor()"]);
    let (codes, verdict) = expected("names", "fn f() { g(«x») }", "Tensor<(Features,)>", "Tensor<(Batch,)>");
    assert_eq!(codes, [""; 0]);
    assert!(verdict.ends_with("Only if Batch is Features here, `x.relabel::<(Features,)>().to_tensor()` says so."));
}

#[test]
fn a_product_is_repaired_inside_its_expression() {
    let program = "fn f(x: &Tensor<(N, D)>, w: &Tensor<(D, H)>) { let y: Tensor<(H, N)> = «x.matmul(w) / 2.0»; }";
    assert_eq!(expected("inside", program, "Tensor<(H, N)>", "Tensor<(N, H)>").0, ["w.t().matmul(x.t()) / 2.0"]);
    let program = "fn f(dh: &Tensor<(N, H)>) { let dz: Tensor<(N, H)> = dh.matmul(«&mask») - 1.0; }";
    let problem = Problem::Product { left: operand("(N, H)"), right: operand("(N, H)") };
    let advice = advised("tight", program, "", problem).unwrap();
    assert_eq!(advice.candidates[0].code, "(dh * &mask)");
}

#[test]
fn dot_of_matrices_is_matmul() {
    let program = "fn f(m: &M) { let dh: Tensor<(N, H)> = dscores.dot(«m.w2.t()»); }";
    let (codes, verdict) = expected("dot", program, "&Array<(N, C)>", "Transposed<'_, (C, H)>");
    assert_eq!(codes, ["dscores.matmul(m.w2.t())"]);
    assert!(verdict.starts_with("`dot` gives one number of two equal shapes; the matrix product is `matmul`."));
}

#[test]
fn an_assignment_is_repaired_as_a_whole() {
    let program = "fn f() { g.bh «+=» &draw.sum_keepdims(Batch); }";
    let problem = Problem::Elementwise { left: operand("(H,)"), right: operand("(1, H)") };
    let advice = advised("assigned", program, "", problem).unwrap();
    assert_eq!(advice.candidates[0].code, "g.bh += draw.sum(Batch)");
    let program = "fn f(x: &Tensor<(N, D)>, d: &Tensor<(N, H)>) { g.w «+=» &d.t().matmul(x); }";
    let problem = Problem::Elementwise { left: operand("(D, H)"), right: operand("(H, D)") };
    let advice = advised("product", program, "", problem).unwrap();
    assert_eq!(advice.candidates[0].code, "g.w += x.t().matmul(d)");
}

#[test]
fn references_are_not_borrowed_again() {
    let references = ["w".to_string(), "b".to_string()];
    let code = |code: &str| without_second_reference(code, &references);
    assert_eq!(code("x.matmul(&w)"), "x.matmul(w)");
    assert_eq!(code("&w + &x"), "w + &x");
    assert_eq!(code("x.matmul(&w.sum(Batch)) + &bias"), "x.matmul(&w.sum(Batch)) + &bias");
    assert_eq!(code("&b"), "b");
    assert_eq!(code("x.matmul(&w[t])"), "x.matmul(&w[t])");
}

#[test]
fn what_is_stretched_is_turned_first() {
    let stretch = |name: &str, program: &str, from: &str, to: &str| {
        let advice = advised(name, program, "", Problem::Stretch { from: operand(from), to: operand(to) });
        advice.map(|advice| advice.candidates[0].code.clone())
    };
    let program = "fn f() { let masked = scores «+» causal.broadcast() + padding.broadcast(); }";
    let code = stretch("mask", program, "(C, H)", "(N, D, H, C)");
    assert_eq!(code.as_deref(), Some("scores + causal.t().to_tensor().broadcast()"));
    let program = "fn f() { let p = &e «/» e.sum(C).broadcast(); }";
    let code = stretch("softmax", program, "(N,)", "(N, C)");
    assert_eq!(code.as_deref(), Some("&e / e.sum_keepdims(C).broadcast()"));
    let code = stretch("column", "fn f() { let p = &e «/» s.broadcast(); }", "(N,)", "(N, C)");
    assert_eq!(code.as_deref(), Some("&e / s.unravel::<(N, dim!(1))>().broadcast()"));
    let code = stretch("already", "fn f() { let p = &e «-» s.broadcast(); }", "(N,)", "(N, 1)");
    assert_eq!(code.as_deref(), Some("&e - s.unravel::<(N, dim!(1))>()"));
    let generic = "fn f<N: Dim>() { let p = &e «/» s.broadcast(); }";
    assert_eq!(stretch("unproved", generic, "(N,)", "(N, C)"), None);
    assert_eq!(stretch("neither", "fn f() { let p = &e «/» s.broadcast(); }", "(D,)", "(N, C)"), None);
}

#[test]
fn arguments_of_an_affine_layer_are_put_in_order() {
    let program = "fn f() { let (out, cache) = affine_forward(«&w», &x, &b); }";
    let operands = [operand("(D, C)"), operand("(N, D)"), operand("(1, C)")];
    let advice = advised("affine", program, "", Problem::Affine { operands, backward: false }).unwrap();
    assert_eq!(advice.candidates[0].code, "affine_forward(&x, &w, &b)");
    let program = "fn f() { let grads = affine_backward(«&x», &dout, &w); }";
    let operands = [operand("(N, D)"), operand("(N, C)"), operand("(D, C)")];
    let advice = advised("backward", program, "", Problem::Affine { operands, backward: true }).unwrap();
    assert_eq!(advice.candidates[0].code, "affine_backward(&dout, &x, &w)");
    let operands = [operand("(D, N)"), operand("(N, C)"), operand("(D, C)")];
    assert!(advised("none", program, "", Problem::Affine { operands, backward: true }).is_none());
}
