//! The program around a mistake: the sizes of its axes, the arrays in hand, and the shape that is wanted there.
mod around;
mod sizes;
#[cfg(test)]
mod tests;

use super::mistake::Operand;
use super::scope::{ELEMENTWISE, Extent, Names, Scope, extent};
use super::shape::Shape;
use around::Around;
use quote::ToTokens;
use sizes::{declared, rust_files};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use syn::punctuated::Punctuated;
use syn::{Expr, Token};

/// Files longer than this are not read.
const LONGEST_FILE: u64 = 2 << 20;
/// Nor are files with more brackets inside each other: the parser recurses.
const DEEPEST: usize = 500;

/// What the program says around a place.
#[derive(Debug, Default)]
pub struct Context {
    /// The factors of the product that fails, without transposes: `dout` and `w` of `dout.matmul(w.t())`. All of them or none.
    pub operands: Vec<Operand>,
    /// The names that are references.
    pub references: Vec<String>,
    /// The shape that is wanted, and whose it is.
    pub wanted: Option<(Shape, String)>,
    /// The name that the value gets.
    pub target: Option<String>,
    /// `+`, `-`, `*` or `/`, if the failing operation is one of these.
    pub operator: Option<char>,
    /// Whether it is one of `+=`, `-=`, `*=` and `/=`.
    pub assigns: bool,
    /// The factors of what is assigned, if it is a product.
    pub assigned: Vec<Operand>,
    /// The method or function that is called, or that the failing expression is an argument of.
    pub callee: Option<String>,
    /// Whether something follows or precedes the failing operation that binds it tighter than an operator in it would.
    pub tight: bool,
    /// What stands at a place that expects something else.
    pub found: Option<Found>,
    /// The type parameters of the function: types, but no values.
    pub generics: Vec<String>,
    /// The failing operation, as it is written.
    pub operation: String,
    /// The arguments of the function that the failing operation calls, as they are written.
    pub arguments: Vec<String>,
    /// How the program writes what the failing operation works on: receiver and arguments, or both sides.
    pub sides: Vec<String>,
}

/// An expression at a place that expects another shape.
#[derive(Debug)]
pub struct Found {
    /// As it is written, with `&`; and without `&` and parentheses.
    pub whole: String,
    pub bare: String,
    /// Whether it is a field of a struct that is written once for the field and the value.
    pub shorthand: bool,
    /// The product in it, whose shape it has, and its factors.
    pub product: Option<(String, Vec<Operand>)>,
    /// The reduction that it has its shape from.
    pub reduction: Option<Reduction>,
    /// The receiver and the argument, if it is an argument of `dot`, and the shape that is wanted of that.
    pub dot: Option<([String; 2], Option<(Shape, String)>)>,
}

/// `x.sum(Batch)`.
#[derive(Debug)]
pub struct Reduction {
    pub whole: String,
    pub method: String,
    pub of: Operand,
    pub line: usize,
}

/// The sizes of names; `None` where a name has several.
pub type Sizes = HashMap<String, Option<u64>>;

/// A file, as it is written and as it is read.
struct File {
    lines: Vec<String>,
    syntax: syn::File,
}
impl File {
    fn read(text: &str) -> Option<File> {
        if depth(text) > DEEPEST {
            return None;
        }
        Some(File { syntax: syn::parse_file(text).ok()?, lines: text.lines().map(str::to_string).collect() })
    }

    /// What is written at a place, on one line.
    fn text(&self, (start, end): Extent) -> String {
        let lines = self.lines.get(start.0.saturating_sub(1)..end.0).unwrap_or_default().iter().enumerate();
        let part = |(place, line): (usize, &String)| {
            let from = if place == 0 { start.1 } else { 0 };
            let to = if start.0 + place == end.0 { end.1 } else { usize::MAX };
            line.chars().take(to).skip(from).collect::<String>().trim().to_string()
        };
        lines.map(part).fold(String::new(), |text, line| {
            // A chain of methods stands on lines of its own; elsewhere a line ends a word.
            let tight = text.is_empty() || text.ends_with(['(', '[']) || line.starts_with(['.', ')', ']']);
            text + if tight { "" } else { " " } + &line
        })
    }

    /// An expression in the program's words, without `&` and parentheses around it.
    fn words(&self, expression: &Expr) -> String {
        self.text(extent(bare(expression)))
    }
}

/// The sources of a build, read when they are needed.
#[derive(Default)]
pub struct Sources {
    files: HashMap<PathBuf, Option<File>>,
    sizes: HashMap<PathBuf, Sizes>,
}
impl Sources {
    /// The size of each named axis that is declared with a literal in the package of this folder.
    ///
    /// What the file itself declares comes first. A name that is declared twice with different sizes has none here.
    pub fn sizes(&mut self, package: &Path, file: Option<&Path>) -> Sizes {
        let mut own = Sizes::new();
        if let Some(file) = file.and_then(|path| self.file(path)) {
            declared(file.syntax.to_token_stream(), &mut own);
        }
        if !self.sizes.contains_key(package) {
            let mut sizes = Sizes::new();
            for path in rust_files(package) {
                if let Some(file) = self.file(&path) {
                    declared(file.syntax.to_token_stream(), &mut sizes);
                }
            }
            self.sizes.insert(package.to_path_buf(), sizes);
        }
        let mut sizes = self.sizes[package].clone();
        sizes.extend(own);
        sizes
    }

    fn file(&mut self, path: &Path) -> Option<&File> {
        let read = |path: &Path| {
            let length = fs::metadata(path).ok()?.len();
            (length <= LONGEST_FILE).then(|| File::read(&fs::read_to_string(path).ok()?))?
        };
        self.files.entry(path.to_path_buf()).or_insert_with(|| read(path)).as_ref()
    }

    /// The program around a part of a file: around the operation that the part belongs to, or, if `whole`, around the part itself.
    pub fn context(&mut self, path: &Path, extent: Extent, whole: bool) -> Option<Context> {
        self.file(path)?.context(extent, whole)
    }
}
impl File {
    fn context(&self, (position, end): Extent, whole: bool) -> Option<Context> {
        let around = Around::of(&self.syntax, position);
        let (signature, body) = around.function?;
        let names = Names::of(&self.syntax);
        let scope = Scope::new(&names, around.method_of, signature, body, position);
        let failing = if whole { around.exactly(end)? } else { around.operation()? };
        let mut context = Context { references: scope.references(), ..Context::default() };
        context.operands = self.factors(failing, &scope);
        context.found = whole.then(|| self.found(failing, &around, &names, &scope));
        context.generics = around.generics();
        context.operation = self.words(failing);
        if let Expr::Call(call) = bare(failing) {
            context.arguments = call.args.iter().map(|argument| self.text(extent(argument))).collect();
        }
        context.sides = self.sides(failing);
        context.operator = match bare(failing) {
            Expr::Binary(operation) => operation.op.to_token_stream().to_string().chars().next(),
            _ => None,
        };
        if let Expr::Binary(operation) = bare(failing) {
            context.assigns = operation.op.to_token_stream().to_string().ends_with('=');
            if matches!(bare(&operation.right), Expr::MethodCall(call) if call.method == "matmul") && context.assigns {
                context.assigned = self.factors(&operation.right, &scope);
            }
        }
        if let Expr::MethodCall(call) = bare(failing) {
            // A factor by its name alone is a reference: factors are borrowed.
            let by_name =
                call.args.iter().filter(|argument| matches!(argument, Expr::Path(_)) && call.method == "matmul");
            context.references.extend(by_name.filter_map(name_of_expression));
        }
        context.callee = around.callee(failing);
        context.tight = around.tight(failing);
        let whole = around.of_the_same_shape(failing);
        context.target = around.local(whole).and_then(|local| name_of(&local.pat));
        context.wanted = around.wanted(&names, &scope, whole).or_else(|| {
            let original = context.target.as_deref().and_then(original_of)?;
            Some((scope.shape_of_name(original)?, format!("{original}'s shape")))
        });
        context.wanted = context.wanted.or_else(|| {
            let (beside, shape) = around.operand_beside(failing, &scope)?;
            Some((shape, format!("the shape of `{}`", self.words(beside))))
        });
        Some(context)
    }

    fn found(&self, failing: &Expr, around: &Around<'_>, names: &Names, scope: &Scope<'_>) -> Found {
        let product = product_in(failing).map(|product| (self.words(product), self.factors(product, scope)));
        let reduction = scope.reduction_of(failing).and_then(|call| {
            let of = Operand { name: self.words(&call.receiver), shape: scope.shape(&call.receiver)? };
            let ((line, _), _) = extent(&call.method);
            Some(Reduction { whole: self.text(extent(call)), method: call.method.to_string(), of, line })
        });
        let dot = around.call_of(failing).and_then(|outer| match outer {
            Expr::MethodCall(call) if call.method == "dot" => {
                let wanted = around.wanted(names, scope, around.of_the_same_shape(outer));
                let sides = [&*call.receiver, failing].map(|side| self.words(side));
                Some((sides, wanted))
            }
            _ => None,
        });
        let (whole, bare) = (self.text(extent(failing)), self.words(failing));
        Found { whole, bare, shorthand: around.shorthand, product, reduction, dot }
    }

    /// What an operation works on, in the program's words.
    fn sides(&self, operation: &Expr) -> Vec<String> {
        let words = |expression: &Expr| self.words(expression);
        match bare(operation) {
            Expr::MethodCall(call) => std::iter::once(&*call.receiver).chain(&call.args).map(words).collect(),
            Expr::Call(call) => call.args.iter().map(words).collect(),
            Expr::Binary(operation) => vec![words(&operation.left), words(&operation.right)],
            other => vec![words(other)],
        }
    }

    /// The factors of a product, each once, in order; another expression is one factor. Nothing, if the shape of one is not
    /// known: what is left would be another product.
    fn factors(&self, expression: &Expr, scope: &Scope<'_>) -> Vec<Operand> {
        let mut found = Vec::new();
        if self.add_factors(expression, scope, &mut found).is_some() { found } else { Vec::new() }
    }
    fn add_factors(&self, expression: &Expr, scope: &Scope<'_>, found: &mut Vec<Operand>) -> Option<()> {
        match bare(expression) {
            Expr::MethodCall(call) if call.method == "matmul" => {
                self.add_factors(&call.receiver, scope, found)?;
                call.args.iter().try_for_each(|argument| self.add_factors(argument, scope, found))
            }
            Expr::MethodCall(call) if ["t", "to_tensor", "clone"].iter().any(|&name| call.method == name) => {
                self.add_factors(&call.receiver, scope, found)
            }
            other => {
                let operand = Operand { name: self.words(other), shape: scope.shape(other)? };
                if !found.contains(&operand) {
                    found.push(operand);
                }
                Some(())
            }
        }
    }
}

/// `w` of `dw`, `grad_w` and `w_grad`: whose gradient a name says it is.
fn original_of(name: &str) -> Option<&str> {
    let found = name.strip_prefix("grad_").or_else(|| name.strip_suffix("_grad")).or_else(|| name.strip_prefix('d'))?;
    Some(found.trim_start_matches('_')).filter(|original| !original.is_empty())
}

fn name_of(pattern: &syn::Pat) -> Option<String> {
    match pattern {
        syn::Pat::Ident(name) => Some(name.ident.to_string()),
        syn::Pat::Type(typed) => name_of(&typed.pat),
        _ => None,
    }
}

fn same(a: &Expr, b: &Expr) -> bool {
    extent(bare(a)) == extent(bare(b))
}

/// The name of the method or function that an expression calls, and what it is given.
fn called(expression: &Expr) -> Option<(String, &Punctuated<Expr, Token![,]>)> {
    match expression {
        Expr::MethodCall(call) => Some((call.method.to_string(), &call.args)),
        Expr::Call(call) => match &*call.func {
            Expr::Path(function) => Some((function.path.segments.last()?.ident.to_string(), &call.args)),
            _ => None,
        },
        _ => None,
    }
}

fn name_of_expression(expression: &Expr) -> Option<String> {
    match bare(expression) {
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => None,
    }
}

/// The product that gives an expression its shape.
fn product_in(expression: &Expr) -> Option<&Expr> {
    match expression {
        Expr::MethodCall(call) if call.method == "matmul" => Some(expression),
        Expr::MethodCall(call) if ELEMENTWISE.iter().any(|&name| call.method == name) => product_in(&call.receiver),
        Expr::Paren(inner) => product_in(&inner.expr),
        Expr::Reference(inner) => product_in(&inner.expr),
        Expr::Unary(inner) => product_in(&inner.expr),
        Expr::Binary(operation) => product_in(&operation.left).or_else(|| product_in(&operation.right)),
        _ => None,
    }
}

/// Without references and parentheses.
fn bare(expression: &Expr) -> &Expr {
    match expression {
        Expr::Reference(inner) => bare(&inner.expr),
        Expr::Paren(inner) => bare(&inner.expr),
        expression => expression,
    }
}

/// How deep the brackets of a text are, where it has no more that close than that open.
fn depth(text: &str) -> usize {
    let (mut open, mut deepest) = (0usize, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => open += 1,
            b')' | b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}
