//! The arrays that a function has in hand, by name, as far as their shapes can be read from the program without a compiler.
use super::shape::{Axis, Shape};
use super::types::{self, strip};
use std::collections::HashMap;
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

/// What a file says about the types of its names, apart from function bodies.
#[derive(Default)]
pub struct Names {
    aliases: HashMap<String, Type>,
    functions: HashMap<String, Signature>,
}
impl Names {
    pub fn of(file: &syn::File) -> Names {
        let mut names = Names::default();
        names.visit_file(file);
        names
    }
    pub fn function(&self, name: &str) -> Option<&Signature> {
        self.functions.get(name)
    }
    /// The shape of an array type, or of a reference to one.
    pub fn shape_of_type(&self, ty: &Type) -> Option<Shape> {
        let ty = self.resolved(strip(ty));
        if let Some(array) = types::array(ty) {
            return Some(array.shape);
        }
        // `Tensor<Images>`, where `Images` is an alias.
        let Type::Path(path) = ty else { return None };
        let last = path.path.segments.last()?;
        let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
        match arguments.args.first()? {
            GenericArgument::Type(shape) if ["Tensor", "Array"].contains(&last.ident.to_string().as_str()) => {
                types::shape(self.resolved(shape))
            }
            _ => None,
        }
    }
    fn resolved<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let alias = match ty {
            Type::Path(path) => path.path.get_ident().and_then(|name| self.aliases.get(&name.to_string())),
            _ => None,
        };
        alias.map_or(ty, strip)
    }
}
impl<'ast> Visit<'ast> for Names {
    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.aliases.insert(item.ident.to_string(), (*item.ty).clone());
    }
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.functions.insert(item.sig.ident.to_string(), item.sig.clone());
        visit::visit_item_fn(self, item);
    }
}

/// The arrays of a function that are declared before a position.
pub struct Scope<'a> {
    names: &'a Names,
    before: Position,
    arrays: Vec<(String, Shape)>,
    values: Vec<(String, &'a Expr)>,
    references: Vec<String>,
}
impl<'a> Scope<'a> {
    pub fn new(names: &'a Names, signature: &'a Signature, body: &'a syn::Block, before: Position) -> Scope<'a> {
        let mut scope = Scope { names, before, arrays: Vec::new(), values: Vec::new(), references: Vec::new() };
        for input in &signature.inputs {
            if let FnArg::Typed(input) = input {
                if let (Type::Reference(_), Pat::Ident(name)) = (&*input.ty, &*input.pat) {
                    scope.references.push(name.ident.to_string());
                }
                scope.declare(&input.pat, Some(&input.ty), None);
            }
        }
        scope.visit_block(body);
        scope
    }
    /// The parameters that are references.
    pub fn references(&self) -> &[String] {
        &self.references
    }
    pub fn shape_of_name(&self, name: &str) -> Option<Shape> {
        self.arrays.iter().rev().find(|(known, _)| known == name).map(|(_, shape)| shape.clone())
    }

    /// The expression that a name was given.
    pub fn value_of_name(&self, name: &str) -> Option<&'a Expr> {
        self.values.iter().rev().find(|(known, _)| known == name).map(|(_, value)| *value)
    }

    fn declare(&mut self, pattern: &Pat, ty: Option<&Type>, value: Option<&'a Expr>) {
        match pattern {
            Pat::Type(typed) => self.declare(&typed.pat, Some(&typed.ty), value),
            Pat::Ident(name) => {
                self.values.extend(value.map(|value| (name.ident.to_string(), value)));
                let annotated = ty.and_then(|ty| self.names.shape_of_type(ty));
                if let Some(shape) = annotated.or_else(|| self.shape(value?)) {
                    self.arrays.push((name.ident.to_string(), shape));
                }
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
                    self.declare(pattern, ty, value);
                }
            }
            _ => {}
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
                return types::shape(self.names.resolved(shape));
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
            "clone" | "to_tensor" | "exp" | "ln" | "sqrt" | "tanh" | "sigmoid" | "abs" | "map" | "clamp" | "powi"
            | "softmax" => Some(receiver),
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
            self.declare(&local.pat, None, local.init.as_ref().map(|init| &*init.expr));
        }
        visit::visit_local(self, local);
    }
    // A function inside the function has names of its own.
    fn visit_item_fn(&mut self, _: &'ast syn::ItemFn) {}
}
