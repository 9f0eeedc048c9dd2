use super::*;

/// What a program says around the text between `«` and `»`.
fn around(program: &str, whole: bool) -> Context {
    let place = |at: usize| {
        let before = program[..at].replace('«', "");
        (before.lines().count().max(1), before.lines().last().map_or(0, |line| line.chars().count()))
    };
    let marks = (place(program.find('«').unwrap()), place(program.find('»').unwrap()));
    let file = File::read(&program.replace(['«', '»'], "")).unwrap();
    file.context(marks, whole).unwrap()
}
fn operands(context: &Context) -> Vec<String> {
    context.operands.iter().map(|operand| format!("{} {}", operand.name, operand.shape)).collect()
}
fn wanted(context: &Context) -> String {
    context.wanted.as_ref().map_or(String::new(), |(shape, whose)| format!("{shape}: {whose}"))
}

const MODEL: &str = "struct Model { w1: Tensor<(D, H)>, b1: Tensor<(dim!(1), H)> }
struct Cache<N: Dim> { h: Tensor<(N, H)> }
type Rows = dim!(30);
";

#[test]
fn fields_have_shapes() {
    let context = around(&format!("{MODEL} fn f(m: &Model, x: &Tensor<(N, D)>) {{ x.matmul(«m.w1.t()»); }}"), false);
    assert_eq!(operands(&context), ["x (N, D)", "m.w1 (D, H)"]);
    let context = around(
        &format!(
            "{MODEL} impl Model {{ fn f(&self, c: &Cache<Batch>) {{ let Cache {{ h }} = c; h.matmul(«&self.w1»); }} }}"
        ),
        false,
    );
    assert_eq!(operands(&context), ["h (Batch, H)", "self.w1 (D, H)"]);
    assert!(context.references.contains(&"h".to_string()));
}

#[test]
fn aliases_of_axes_are_the_axes() {
    let context = around(&format!("{MODEL} fn f(x: &Tensor<(Rows, D)>) {{ x.matmul(«x») }}"), false);
    assert_eq!(operands(&context), ["x (30, D)"]);
}

/// A name means what it was declared as last, where that can be seen.
#[test]
fn names_are_declared_again() {
    let f =
        |body: &str| operands(&around(&format!("fn f(x: &Tensor<(N, D)>, w: &Tensor<(D, H)>) {{ {body} }}"), false));
    assert_eq!(f("x.matmul(«w»);"), ["x (N, D)", "w (D, H)"]);
    assert_eq!(f("let x = load(); x.matmul(«w»);"), [""; 0]);
    assert_eq!(f("for (t, x) in all.rows().enumerate() { x.matmul(«w»); }"), [""; 0]);
    assert_eq!(f("{ let x = load(); } x.matmul(«w»);"), ["x (N, D)", "w (D, H)"]);
    assert_eq!(f("if let Some(x) = next { x.matmul(«w»); }"), [""; 0]);
}

#[test]
fn factors_are_whole() {
    let f =
        |body: &str| operands(&around(&format!("fn f(x: &Tensor<(N, D)>, w: &Tensor<(D, H)>) {{ {body} }}"), false));
    // Without the shape of one factor the others say nothing.
    assert_eq!(f("x.matmul(w).matmul(«&unknown»);"), [""; 0]);
    assert_eq!(f("(x - 1.0).matmul(«w»);"), ["x - 1.0 (N, D)", "w (D, H)"]);
}

#[test]
fn what_is_wanted_comes_through_elementwise_operations() {
    let f = |body: &str| {
        let head = "fn f(x: &Tensor<(N, D)>, w: &Tensor<(D, H)>, z: &Tensor<(N, H)>)";
        wanted(&around(&format!("{MODEL} {head} -> (Tensor<(N, H)>, f32) {{ {body} }}"), false))
    };
    assert_eq!(f("let h: Tensor<(N, H)> = x.matmul(«w») / scale; h"), "(N, H): the annotated shape");
    assert_eq!(f("let h: Tensor<(N, H)> = (x.matmul(«w») * 0.5 + &other).tanh(); h"), "(N, H): the annotated shape");
    assert_eq!(f("let h = x.matmul(«w») + z;"), "(N, H): the shape of `z`");
    assert_eq!(f("let h = x.matmul(«w») + z.broadcast();"), "");
    assert_eq!(f("let h: Tensor<(N,)> = x.matmul(«w»).sum(H);"), "");
    assert_eq!(f("Model { w1: x.t().matmul(«z»), b1 }"), "(D, H): the shape of the field `w1`");
    assert_eq!(f("(x.matmul(«w»), 0.0)"), "(N, H): the shape that `f` returns");
    assert_eq!(f("let mut h = z.clone(); h = x.matmul(«w»);"), "(N, H): the shape of what it is assigned to");
}

#[test]
fn expressions_are_shown_as_they_are_written() {
    let program = "fn f() { *running_mean «+=» &(mu * (1.0 - momentum)); }";
    assert_eq!(around(program, false).sides, ["*running_mean", "mu * (1.0 - momentum)"]);
    let program = "fn f() { dscores[t].matmul(«m.why\n    .t()»); }";
    assert_eq!(around(program, false).sides, ["dscores[t]", "m.why.t()"]);
}
