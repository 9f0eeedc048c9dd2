//! The arrays that a function has in hand, by name, as far as their shapes can be read from the program without a compiler.
mod names;

pub use names::Names;

use super::shape::{Axis, Shape};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Expr, FnArg, GenericArgument, Pat, PathArguments, ReturnType, Signature, Type};

/// A position in a file: line from one, column from zero.
pub type Position = (usize, usize);

/// Where a piece of syntax begins and ends.
pub type Extent = (Position, Position);

pub fn extent(syntax: &impl Spanned) -> Extent {
    let (start, end) = (syntax.span().start(), syntax.span().end());
    ((start.line, start.column), (end.line, end.column))
}
pub fn contains(syntax: &impl Spanned, position: Position) -> bool {
    let (start, end) = extent(syntax);
    start <= position && position < end
}

/// Methods that return a part or a view of what they are called on.
const VIEWS: [&str; 7] = ["row", "row_mut", "relabel", "flatten", "split", "ravel", "unravel"];
/// Operations that work element by element.
pub const ELEMENTWISE: [&str; 18] = [
    "clone",
    "to_tensor",
    "exp",
    "ln",
    "sqrt",
    "tanh",
    "sigmoid",
    "abs",
    "map",
    "clamp",
    "powi",
    "powf",
    "relu",
    "softmax",
    "log_softmax",
    "square",
    "recip",
    "neg",
];
const REDUCTIONS: [&str; 8] =
    ["sum", "mean", "max", "min", "sum_keepdims", "mean_keepdims", "max_keepdims", "min_keepdims"];

/// A name, and what is known of it.
struct Binding<'a> {
    name: String,
    shape: Option<Shape>,
    ty: Option<&'a Type>,
    /// The expression that it was given.
    value: Option<&'a Expr>,
    /// Whether it is known to be a reference.
    reference: bool,
}

/// The arrays of a function that are declared before a position.
pub struct Scope<'a> {
    names: &'a Names,
    before: Position,
    bindings: Vec<Binding<'a>>,
}
impl<'a> Scope<'a> {
    /// `of` is the type whose method the function is.
    pub fn new(
        names: &'a Names,
        of: Option<&'a Type>,
        signature: &'a Signature,
        body: &'a syn::Block,
        before: Position,
    ) -> Scope<'a> {
        let mut scope = Scope { names, before, bindings: Vec::new() };
        for input in &signature.inputs {
            match input {
                FnArg::Typed(input) => scope.declare(&input.pat, Some(&input.ty), None, false),
                FnArg::Receiver(_) => {
                    let name = "self".to_string();
                    scope.bindings.push(Binding { name, shape: None, ty: of, value: None, reference: true });
                }
            }
        }
        scope.visit_block(body);
        scope
    }
    /// The names that are references.
    pub fn references(&self) -> Vec<String> {
        let reference = |binding: &&Binding| self.binding(&binding.name).is_some_and(|last| last.reference);
        self.bindings.iter().filter(reference).map(|binding| binding.name.clone()).collect()
    }
    fn binding(&self, name: &str) -> Option<&Binding<'a>> {
        self.bindings.iter().rev().find(|binding| binding.name == name)
    }
    pub fn shape_of_name(&self, name: &str) -> Option<Shape> {
        self.binding(name)?.shape.clone()
    }

    /// The expression that a name was given.
    pub fn value_of_name(&self, name: &str) -> Option<&'a Expr> {
        self.binding(name)?.value
    }

    fn declare(&mut self, pattern: &'a Pat, ty: Option<&'a Type>, value: Option<&'a Expr>, reference: bool) {
        let names = self.names;
        let ty = ty.or_else(|| match value? {
            Expr::Call(call) => match &*call.func {
                Expr::Path(function) => match &names.function(&function.path.get_ident()?.to_string())?.output {
                    ReturnType::Type(_, ty) => Some(&**ty),
                    ReturnType::Default => None,
                },
                _ => None,
            },
            Expr::Struct(literal) => names.type_of_struct(&literal.path.segments.last()?.ident.to_string()),
            _ => None,
        });
        match pattern {
            Pat::Type(typed) => self.declare(&typed.pat, Some(&typed.ty), value, reference),
            Pat::Ident(name) => {
                let shape = ty.and_then(|ty| names.shape_of_type(ty)).or_else(|| self.shape(value?));
                let reference = reference
                    || matches!(ty, Some(Type::Reference(_)))
                    || match value {
                        Some(Expr::Reference(_)) => true,
                        Some(Expr::MethodCall(call)) => VIEWS.iter().any(|&view| call.method == view),
                        _ => false,
                    };
                self.bindings.push(Binding { name: name.ident.to_string(), shape, ty, value, reference });
            }
            Pat::Tuple(tuple) => {
                for (place, pattern) in tuple.elems.iter().enumerate() {
                    let value = match value {
                        Some(Expr::Tuple(values)) => values.elems.get(place),
                        _ => None,
                    };
                    let ty = match ty {
                        Some(Type::Tuple(types)) => types.elems.get(place),
                        _ => None,
                    };
                    self.declare(pattern, ty, value, reference);
                }
            }
            Pat::Struct(fields) => {
                let ty = ty.or_else(|| value.and_then(|value| self.type_of(value)));
                let reference = reference || matches!(ty, Some(Type::Reference(_)));
                for field in &fields.fields {
                    let (Some(ty), syn::Member::Named(name), Pat::Ident(local)) = (ty, &field.member, &*field.pat)
                    else {
                        self.declare(&field.pat, None, None, reference);
                        continue;
                    };
                    let shape = names.shape_of_field(ty, &name.to_string());
                    let name = local.ident.to_string();
                    self.bindings.push(Binding { name, shape, ty: None, value: None, reference });
                }
            }
            Pat::Reference(inner) => self.declare(&inner.pat, None, None, false),
            Pat::Paren(inner) => self.declare(&inner.pat, ty, value, reference),
            // What else it binds is not what it was before.
            other => Unknown(&mut self.bindings).visit_pat(other),
        }
    }

    /// The type of a name or of a field, where it is written.
    fn type_of(&self, expression: &Expr) -> Option<&'a Type> {
        match expression {
            Expr::Paren(inner) => self.type_of(&inner.expr),
            Expr::Reference(inner) => self.type_of(&inner.expr),
            Expr::Path(path) => self.binding(&path.path.get_ident()?.to_string())?.ty,
            Expr::Field(field) => match &field.member {
                syn::Member::Named(name) => self.names.type_of_field(self.type_of(&field.base)?, &name.to_string()),
                syn::Member::Unnamed(_) => None,
            },
            _ => None,
        }
    }

    /// The reduction that an expression, or what its name was given, has its shape from.
    pub fn reduction_of<'e>(&'e self, expression: &'e Expr) -> Option<&'e syn::ExprMethodCall> {
        let mut at = expression;
        // A name that is declared again may be given a value made of itself.
        let once = |name: &str| self.bindings.iter().filter(|binding| binding.name == name).count() == 1;
        loop {
            at = match at {
                Expr::MethodCall(call) if REDUCTIONS.iter().any(|&name| call.method == name) => return Some(call),
                Expr::Path(path) => {
                    let name = path.path.get_ident()?.to_string();
                    self.value_of_name(&name).filter(|_| once(&name))?
                }
                other => self.keeps_shape_of(other)?,
            };
        }
    }

    /// Whether it computes element by element, and on what: the operand whose shape it has.
    fn keeps_shape_of<'e>(&self, expression: &'e Expr) -> Option<&'e Expr> {
        match expression {
            Expr::Paren(inner) => Some(&inner.expr),
            Expr::Reference(inner) => Some(&inner.expr),
            Expr::Unary(inner) => Some(&inner.expr),
            Expr::Binary(operation) => [&operation.left, &operation.right]
                .map(|side| &**side)
                .into_iter()
                .find(|side| self.shape(side).is_some()),
            Expr::MethodCall(call) if ELEMENTWISE.iter().any(|&name| call.method == name) => Some(&call.receiver),
            _ => None,
        }
    }

    /// The shape of an expression, where it follows from names and the commonest operations.
    pub fn shape(&self, expression: &Expr) -> Option<Shape> {
        match expression {
            Expr::Paren(inner) => self.shape(&inner.expr),
            Expr::Reference(inner) => self.shape(&inner.expr),
            Expr::Unary(inner) => self.shape(&inner.expr),
            Expr::Path(path) => self.shape_of_name(&path.path.get_ident()?.to_string()),
            Expr::Binary(operation) => self.shape(&operation.left).or_else(|| self.shape(&operation.right)),
            Expr::Call(call) => self.shape_of_call(call),
            Expr::MethodCall(call) => self.shape_of_method(call),
            Expr::Field(field) => match &field.member {
                syn::Member::Named(name) => self.names.shape_of_field(self.type_of(&field.base)?, &name.to_string()),
                syn::Member::Unnamed(_) => None,
            },
            _ => None,
        }
    }

    fn shape_of_call(&self, call: &syn::ExprCall) -> Option<Shape> {
        let Expr::Path(function) = &*call.func else { return None };
        let last = function.path.segments.last()?.ident.to_string();
        // `Tensor::<(Batch, Pixels)>::zeros()`.
        let segments = function.path.segments.iter().rev().nth(1);
        if let Some(PathArguments::AngleBracketed(arguments)) = segments.map(|segment| &segment.arguments) {
            if let Some(GenericArgument::Type(shape)) = arguments.args.first() {
                return self.names.shape_of_tuple(shape);
            }
        }
        if let Some(ReturnType::Type(_, ty)) = self.names.function(&last).map(|signature| &signature.output) {
            return self.names.shape_of_type(ty);
        }
        let argument = |place: usize| self.shape(call.args.get(place)?);
        match last.as_str() {
            "affine_forward" | "affine_relu_forward" => {
                Some(Shape(vec![argument(0)?.0.first()?.clone(), argument(1)?.0.get(1)?.clone()]))
            }
            "relu_forward" => argument(0),
            _ => None,
        }
    }

    fn shape_of_method(&self, call: &syn::ExprMethodCall) -> Option<Shape> {
        let receiver = self.shape(&call.receiver)?;
        let axis = || match call.args.first()? {
            Expr::Path(path) => receiver.0.iter().position(|axis| path.path.is_ident(&axis.name)),
            _ => None,
        };
        match call.method.to_string().as_str() {
            "t" => receiver.transposed(),
            "matmul" => match (receiver.0.as_slice(), self.shape(call.args.first()?)?.0.as_slice()) {
                ([rows, left], [right, columns]) if left == right => Some(Shape(vec![rows.clone(), columns.clone()])),
                _ => None,
            },
            method if ELEMENTWISE.contains(&method) => Some(receiver),
            "sum" | "mean" | "max" | "min" => {
                let place = axis()?;
                let mut axes = receiver.0;
                axes.remove(place);
                Some(Shape(axes))
            }
            "sum_keepdims" | "mean_keepdims" | "max_keepdims" | "min_keepdims" => {
                let place = axis()?;
                let mut axes = receiver.0;
                axes[place] = Axis::number(1);
                Some(Shape(axes))
            }
            _ => None,
        }
    }
}
impl<'ast> Visit<'ast> for Scope<'ast> {
    fn visit_local(&mut self, local: &'ast syn::Local) {
        // What is declared by the statement itself is not in hand inside it.
        if extent(local).1 <= self.before {
            self.declare(&local.pat, None, local.init.as_ref().map(|init| &*init.expr), false);
        } else {
            visit::visit_local(self, local);
        }
    }
    // What other blocks declare is not in hand.
    fn visit_block(&mut self, block: &'ast syn::Block) {
        if contains(block, self.before) {
            visit::visit_block(self, block);
        }
    }
    fn visit_expr_for_loop(&mut self, each: &'ast syn::ExprForLoop) {
        if contains(&each.body, self.before) {
            let over = |name: &str| each.expr.to_token_stream().to_string().contains(name);
            self.declare(&each.pat, None, None, over("rows ()") || over("iter ()"));
        }
        visit::visit_expr_for_loop(self, each);
    }
    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        if contains(&*closure.body, self.before) {
            closure.inputs.iter().for_each(|input| self.declare(input, None, None, false));
            visit::visit_expr_closure(self, closure);
        }
    }
    fn visit_expr_let(&mut self, condition: &'ast syn::ExprLet) {
        self.declare(&condition.pat, None, None, false);
    }
    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if contains(arm, self.before) {
            self.declare(&arm.pat, None, None, false);
            visit::visit_arm(self, arm);
        }
    }
    // A function inside the function has names of its own.
    fn visit_item_fn(&mut self, _: &'ast syn::ItemFn) {}
}

/// Binds the names of a pattern to nothing that is known.
struct Unknown<'s, 'a>(&'s mut Vec<Binding<'a>>);
impl<'ast> Visit<'ast> for Unknown<'_, '_> {
    fn visit_pat_ident(&mut self, name: &'ast syn::PatIdent) {
        let name = name.ident.to_string();
        self.0.push(Binding { name, shape: None, ty: None, value: None, reference: false });
    }
}
