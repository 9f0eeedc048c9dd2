//! What can stand at a place that expects another shape, instead of what stands there.
use super::super::mistake::Operand;
use super::super::shape::{Axis, Shape};
use super::super::solver::{self, Advice, Candidate, Kind, Search};
use super::super::source::{Context, Found, Reduction};
use super::MOST_OPERANDS;

/// `headline` is `expected …, found …`, with both types.
pub fn advice(headline: &str, expected: &Operand, found: &Operand, context: &Context) -> Option<Advice> {
    let place = context.found.as_ref()?;
    let unknown = |shape: &Shape| shape.0.iter().any(|axis| axis.name == "_");
    if unknown(&expected.shape) || unknown(&found.shape) {
        return None;
    }
    if let Some((sides, wanted)) = &place.dot {
        return dot(sides, wanted.as_ref(), expected, found);
    }
    let mut types = headline.split('`').skip(1).step_by(2);
    let (to, from) = (Held::of(types.next()?)?, Held::of(types.next()?)?);
    if to.is_transposed || to.element != from.element {
        return None;
    }
    let repair = Repair { place, to, from, wanted: &expected.shape, found: &found.shape, generics: &context.generics };
    let mut advice =
        repair.product().or_else(|| repair.itself()).or_else(|| repair.reduction()).or_else(|| repair.renamed())?;
    if place.shorthand {
        for candidate in &mut advice.candidates {
            candidate.code = format!("{}: {}", place.bare, candidate.code);
        }
    }
    Some(advice)
}

/// How an array is held, by its type.
struct Held {
    borrowed: bool,
    is_transposed: bool,
    /// What follows the shape in the type: the element.
    element: String,
}
impl Held {
    /// `None` for what no value can be made for: `&mut`, and what is no tensor.
    fn of(ty: &str) -> Option<Held> {
        let inner = ty.trim_start_matches('&');
        let inner = inner.strip_prefix("shapeful::").unwrap_or(inner);
        let is_transposed = inner.starts_with("Transposed<");
        if !(is_transposed || inner.starts_with("Tensor<") || inner.starts_with("Array<")) {
            return None;
        }
        let element = ty.rsplit_once(')').map_or("", |(_, after)| after).to_string();
        Some(Held { borrowed: ty.starts_with('&'), is_transposed, element })
    }
}

/// An expression, and what is wanted in its place.
struct Repair<'a> {
    place: &'a Found,
    to: Held,
    from: Held,
    wanted: &'a Shape,
    found: &'a Shape,
    generics: &'a [String],
}
impl Repair<'_> {
    fn advice(&self, candidates: Vec<Candidate>, verdict: String) -> Option<Advice> {
        let wanted = Some((self.wanted.clone(), "the expected shape".to_string()));
        Some(Advice { wanted, candidates, by_size: None, cut: false, verdict })
    }
    /// A value, borrowed where a reference is expected.
    fn value(&self, code: String) -> String {
        if self.to.borrowed { format!("&{code}") } else { code }
    }
    /// What a method returns a reference to, as it is expected.
    fn view(&self, code: String) -> String {
        if self.to.borrowed { code } else { format!("{code}.to_tensor()") }
    }
    fn candidate(&self, kind: Kind, formula: String, code: String) -> Candidate {
        // Of a transpose, the factor is the transpose.
        let shape = if kind == Kind::Operand { self.wanted } else { self.found };
        let factors = vec![Operand { name: self.place.bare.clone(), shape: shape.clone() }];
        Candidate { kind, formula, code, factors, result: self.wanted.clone() }
    }
    fn axis(&self, shape: &Shape, position: usize) -> String {
        let axis = &shape.0[position];
        let by_name = !axis.is_number() && !self.generics.contains(&axis.name);
        let once = shape.0.iter().filter(|other| *other == axis).count() == 1;
        if by_name && once { axis.name.clone() } else { format!("Axis::<{position}>") }
    }

    /// The product that it is, of the same factors.
    fn product(&self) -> Option<Advice> {
        let (product, factors) = self.place.product.as_ref()?;
        if factors.is_empty() || factors.len() > MOST_OPERANDS {
            return None;
        }
        let wanted = (self.wanted.clone(), "the expected shape".to_string());
        let mut advice = solver::solve_for(Search::All, factors, Some(&wanted));
        for candidate in &mut advice.candidates {
            let alone = self.place.whole.trim_start_matches('&') == product;
            let code = if candidate.kind == Kind::Elementwise && (self.to.borrowed || !alone) {
                format!("({})", candidate.code)
            } else {
                candidate.code.clone()
            };
            candidate.code = self.place.whole.replacen(product, &code, 1);
        }
        Some(advice).filter(|advice| !advice.candidates.is_empty())
    }

    /// The array itself with its axes in another order, or without an axis of 1.
    fn itself(&self) -> Option<Advice> {
        let (bare, one) = (&self.place.bare, Axis::number(1));
        let receiver = solver::atom(bare);
        let (wanted, found) = (self.wanted, self.found);
        if wanted == found {
            let formula = format!("{bare}, written out");
            let code = self.value(format!("{receiver}.to_tensor()"));
            let verdict = "A transpose is a view; `to_tensor` writes it out.".to_string();
            return (self.from.is_transposed)
                .then(|| self.advice(vec![self.candidate(Kind::Operand, formula, code)], verdict))?;
        }
        if solver::transposed(found).is_some_and(|turned| turned == *wanted) {
            let (formula, code) = match bare.strip_suffix(".t()") {
                Some(inner) if self.to.borrowed => (inner.to_string(), format!("&{inner}")),
                Some(inner) => (inner.to_string(), format!("{inner}.to_tensor()")),
                None => (format!("{receiver}ᵀ"), self.value(format!("{receiver}.t().to_tensor()"))),
            };
            let verdict = format!("The transpose of {bare} has the expected shape.");
            return self.advice(vec![self.candidate(Kind::Operand, formula, code)], verdict);
        }
        if self.from.is_transposed {
            return None;
        }
        if let Some(order) = order(found, wanted) {
            let axes: Vec<String> = order.iter().map(|&position| self.axis(found, position)).collect();
            let code = self.value(format!("{receiver}.permute(({}))", axes.join(", ")));
            let verdict = "The axes are the same in another order, and `permute` names the order.".to_string();
            return self.advice(vec![self.candidate(Kind::Operand, format!("{bare}, permuted"), code)], verdict);
        }
        // A reduction in the expression itself can leave the axis of 1, or leave it out.
        if self.place.reduction.as_ref().is_some_and(|reduction| self.others(reduction).next().is_some()) {
            return None;
        }
        let without = |position: usize| {
            let mut shape = found.clone();
            (shape.0.remove(position) == one && shape == *wanted).then_some(position)
        };
        if let Some(position) = (0..found.rank()).find_map(without) {
            let code = self.value(format!("{receiver}.sum(Axis::<{position}>)"));
            let candidate = self.candidate(Kind::Sum, format!("Σ_1 {receiver}"), code);
            return self
                .advice(vec![candidate], "The sum over an axis of 1 leaves the numbers as they are.".to_string());
        }
        if let ([axis], [a, b]) = (found.0.as_slice(), wanted.0.as_slice()) {
            if (axis == a && *b == one) || (axis == b && *a == one) {
                let code = self.view(format!("{receiver}.unravel::<{}>()", wanted.in_code()));
                let as_what = if *b == one { "a column" } else { "a row" };
                let candidate = self.candidate(Kind::Operand, format!("{bare} as {as_what}"), code);
                return self.advice(vec![candidate], format!("The vector has the expected shape as {as_what}."));
            }
        }
        None
    }

    /// The other reductions of the same array that have the expected shape: method, axis and result.
    fn others<'r>(&'r self, reduction: &'r Reduction) -> impl Iterator<Item = (String, String)> + 'r {
        let method = reduction.method.trim_end_matches("_keepdims");
        let all = solver::reductions(&reduction.of.shape).into_iter();
        all.filter(|(.., result)| result == self.wanted).map(move |(sum, axis, ..)| {
            let position = reduction.of.shape.0.iter().position(|it| it.name == axis);
            let axis = position.map_or(axis, |position| self.axis(&reduction.of.shape, position));
            (sum.replace("sum", method), axis)
        })
    }

    /// The reduction that gives the shape, over another axis, or with its axis left as 1.
    fn reduction(&self) -> Option<Advice> {
        let reduction = self.place.reduction.as_ref()?;
        let (of, whole, line) = (&reduction.of, &reduction.whole, reduction.line);
        let others: Vec<(String, String)> = self.others(reduction).collect();
        let here = self.place.whole.contains(whole.as_str());
        let comes = format!("`{}` gets its shape in line {line}, from `{whole}`", self.place.bare);
        let (method, axis) = match others.first() {
            Some(first) => first,
            None if here => return None,
            None => return self.advice(Vec::new(), format!("{comes}.")),
        };
        if !here {
            return self.advice(Vec::new(), format!("{comes}; `{method}({axis})` there has the expected shape."));
        }
        let candidate = |(method, axis): &(String, String)| {
            let code = format!("{}.{method}({axis})", solver::atom(&of.name));
            let code = self.place.whole.replacen(whole, &code, 1);
            let (formula, factors) = (code.trim_start_matches('&').to_string(), vec![of.clone()]);
            Candidate { kind: Kind::Sum, formula, code, factors, result: self.wanted.clone() }
        };
        let verdict = match others.len() {
            1 => format!("`{method}({axis})` has the expected shape."),
            _ => {
                "More than one reduction has the expected shape, and the shapes cannot say which is meant.".to_string()
            }
        };
        self.advice(others.iter().map(candidate).collect(), verdict)
    }

    /// The array with other names, if sizes allow that: whether the axes are the same ones only the programmer knows.
    fn renamed(&self) -> Option<Advice> {
        let (wanted, found) = (self.wanted, self.found);
        let same_size = |(a, b): (&Axis, &Axis)| a == b || a.size.is_some() && a.size == b.size;
        if self.from.is_transposed || wanted.rank() != found.rank() || !wanted.0.iter().zip(&found.0).all(same_size) {
            return None;
        }
        let differing: Vec<_> = wanted.0.iter().zip(&found.0).filter(|(a, b)| a != b).collect();
        let code = format!("{}.relabel::<{}>()", solver::atom(&self.place.bare), wanted.in_code());
        // A number gets a name; a name that gives way to another one may be a mistake.
        if differing.iter().all(|(_, found)| found.is_number()) {
            let candidate = self.candidate(Kind::Operand, format!("{}, relabelled", self.place.bare), self.view(code));
            return self
                .advice(vec![candidate], "The sizes are the same; `relabel` gives the axes their names.".to_string());
        }
        let pairs: Vec<String> = differing.iter().map(|(wanted, found)| format!("{found} is {wanted}")).collect();
        let verdict = format!(
            "The sizes are the same, the names are not. Only if {} here, `{}` says so.",
            pairs.join(" and "),
            self.view(code)
        );
        self.advice(Vec::new(), verdict)
    }
}

/// Where each wanted axis stands among those found, if they are the same ones.
fn order(found: &Shape, wanted: &Shape) -> Option<Vec<usize>> {
    let place = |axis: &Axis| found.0.iter().position(|other| other == axis);
    let order: Vec<usize> = wanted.0.iter().map(place).collect::<Option<_>>()?;
    let all = (0..found.rank()).all(|position| order.contains(&position));
    (all && found.rank() == wanted.rank()).then_some(order)
}

/// `x.dot(&w)` of matrices, which is their product elsewhere.
fn dot(
    [receiver, argument]: &[String; 2],
    wanted: Option<&(Shape, String)>,
    left: &Operand,
    right: &Operand,
) -> Option<Advice> {
    let operand = |name: &String, of: &Operand| Operand { name: name.clone(), shape: of.shape.clone() };
    let operands = [operand(receiver, left), operand(argument, right)];
    if operands.iter().all(|operand| operand.shape.rank() < 2) {
        return None;
    }
    let mut advice = solver::solve_for(Search::All, &operands, wanted);
    advice.verdict =
        format!("`dot` gives one number of two equal shapes; the matrix product is `matmul`. {}", advice.verdict);
    Some(advice)
}
