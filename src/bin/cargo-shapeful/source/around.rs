//! What encloses a place in a program, and the shape that is wanted there.
use super::super::scope::{ELEMENTWISE, Names, Position, Scope, contains, extent};
use super::super::shape::Shape;
use super::{bare, called, same};
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, Local, ReturnType, Signature, Type};

/// What encloses a position, from outside to inside.
pub struct Around<'ast> {
    position: Position,
    /// The type whose method the function is.
    pub method_of: Option<&'ast Type>,
    /// Whether the innermost field of a struct is its own value, by its name.
    pub shorthand: bool,
    generics: Vec<String>,
    pub function: Option<(&'ast Signature, &'ast Block)>,
    locals: Vec<&'ast Local>,
    expressions: Vec<&'ast Expr>,
}
impl<'ast> Around<'ast> {
    pub fn of(file: &'ast syn::File, position: Position) -> Around<'ast> {
        let (locals, expressions) = (Vec::new(), Vec::new());
        let mut around = Around {
            position,
            method_of: None,
            shorthand: false,
            generics: Vec::new(),
            function: None,
            locals,
            expressions,
        };
        around.visit_file(file);
        around
    }

    /// The expression from the position to this end.
    pub fn exactly(&self, end: Position) -> Option<&'ast Expr> {
        self.expressions.iter().find(|expression| extent(**expression) == (self.position, end)).copied()
    }

    /// The product, sum or call that the position belongs to, be it that of an operand or of an operator.
    pub fn operation(&self) -> Option<&'ast Expr> {
        let calls = |expression: &&&'ast Expr| match **expression {
            Expr::MethodCall(call) => !["t", "to_tensor", "clone", "broadcast"].iter().any(|&name| call.method == name),
            Expr::Call(_) | Expr::Binary(_) => true,
            _ => false,
        };
        self.expressions.iter().rev().find(calls).or(self.expressions.last()).copied()
    }

    /// What an expression is an argument of, or what it calls itself.
    pub fn callee(&self, failing: &Expr) -> Option<String> {
        let of_argument = self.expressions.iter().rev().filter_map(|outer| called(outer));
        let mut of_argument =
            of_argument.filter(|(_, arguments)| arguments.iter().any(|argument| same(argument, failing)));
        of_argument.next().or_else(|| called(bare(failing))).map(|(name, _)| name)
    }

    /// The declaration that gives a name the value of an expression.
    pub fn local(&self, value: &Expr) -> Option<&'ast Local> {
        let gives = |local: &&&Local| local.init.as_ref().is_some_and(|init| same(&init.expr, value));
        self.locals.iter().rev().find(gives).copied()
    }

    /// What encloses an expression, from inside to outside.
    fn outside(&self, inner: &Expr) -> impl Iterator<Item = &'ast Expr> {
        let (start, end) = extent(inner);
        let encloses = move |outer: &&'ast Expr| {
            let (from, to) = extent(*outer);
            from <= start && end <= to && (from, to) != (start, end)
        };
        self.expressions.iter().rev().copied().filter(encloses)
    }

    /// The type parameters of the function, and of the block that it is a method of.
    pub fn generics(&self) -> Vec<String> {
        let own = self.function.iter().flat_map(|(signature, _)| signature.generics.type_params());
        own.map(|parameter| parameter.ident.to_string()).chain(self.generics.iter().cloned()).collect()
    }

    /// The method call that an expression is an argument of.
    pub fn call_of(&self, argument: &Expr) -> Option<&'ast Expr> {
        let is_argument =
            |outer: &&Expr| matches!(outer, Expr::MethodCall(call) if call.args.iter().any(|it| same(it, argument)));
        self.outside(argument).find(is_argument)
    }

    /// Whether a method, an operator or a borrow stands at an expression, without parentheses between them.
    pub fn tight(&self, inner: &Expr) -> bool {
        match self.outside(inner).next() {
            Some(Expr::MethodCall(call)) => same(&call.receiver, inner),
            Some(outer) => matches!(outer, Expr::Binary(_) | Expr::Unary(_) | Expr::Reference(_)),
            None => false,
        }
    }

    /// The largest expression around one that has its shape, because what is done with it is done element by element.
    pub fn of_the_same_shape(&self, inner: &'ast Expr) -> &'ast Expr {
        let mut place = inner;
        for outer in self.outside(inner) {
            let keeps = match outer {
                Expr::Paren(_) | Expr::Reference(_) => true,
                Expr::Unary(operation) => matches!(operation.op, syn::UnOp::Neg(_)),
                Expr::Binary(operation) => arithmetic(&operation.op),
                Expr::MethodCall(call) => {
                    same(&call.receiver, place) && ELEMENTWISE.iter().any(|&name| call.method == name)
                }
                _ => false,
            };
            if !keeps {
                break;
            }
            place = outer;
        }
        place
    }

    /// The array that an expression is added to, or combined with in another elementwise operation; without a stretch it has
    /// the same shape.
    pub fn operand_beside(&self, inner: &Expr, scope: &Scope<'_>) -> Option<(&'ast Expr, Shape)> {
        for outer in self.outside(inner) {
            match outer {
                Expr::Paren(_) | Expr::Reference(_) => {}
                Expr::Binary(operation) if arithmetic(&operation.op) => {
                    let (start, end) = extent(inner);
                    let holds = |side: &Expr| extent(side).0 <= start && end <= extent(side).1;
                    let beside = if holds(&operation.left) { &*operation.right } else { &*operation.left };
                    if let (Some(shape), false) = (scope.shape(beside), stretched(beside)) {
                        return Some((beside, shape));
                    }
                }
                _ => return None,
            }
        }
        None
    }

    /// The shape that the place of an expression wants: of its annotation, of the return type, of the argument or field that
    /// it is, or of what it is assigned to.
    pub fn wanted(&self, names: &Names, scope: &Scope<'_>, value: &Expr) -> Option<(Shape, String)> {
        if let Some(syn::Pat::Type(typed)) = self.local(value).map(|local| &local.pat) {
            return Some((names.shape_of_type(&typed.ty)?, "the annotated shape".to_string()));
        }
        if let Some(returned) = self.returned(value) {
            let (signature, _) = self.function?;
            return Some((names.shape_of_type(returned)?, format!("the shape that `{}` returns", signature.ident)));
        }
        match self.outside(value).find(|outer| !matches!(outer, Expr::Paren(_) | Expr::Reference(_)))? {
            Expr::Call(call) => {
                let place = call.args.iter().position(|argument| same(argument, value))?;
                let Expr::Path(function) = &*call.func else { return None };
                let name = function.path.segments.last()?.ident.to_string();
                match names.function(&name)?.inputs.iter().nth(place)? {
                    syn::FnArg::Typed(input) => {
                        Some((names.shape_of_type(&input.ty)?, format!("the shape that `{name}` takes")))
                    }
                    syn::FnArg::Receiver(_) => None,
                }
            }
            Expr::Struct(literal) => {
                let field = literal.fields.iter().find(|field| same(&field.expr, value))?;
                let syn::Member::Named(name) = &field.member else { return None };
                let ty = Type::Path(syn::TypePath { attrs: Vec::new(), qself: None, path: literal.path.clone() });
                Some((names.shape_of_field(&ty, &name.to_string())?, format!("the shape of the field `{name}`")))
            }
            Expr::Assign(assignment) if same(&assignment.right, value) => {
                Some((scope.shape(&assignment.left)?, "the shape of what it is assigned to".to_string()))
            }
            Expr::Binary(operation) if !arithmetic(&operation.op) && same(&operation.right, value) => {
                Some((scope.shape(&operation.left)?, "the shape of what it is assigned to".to_string()))
            }
            _ => None,
        }
    }

    /// The type that the function returns at an expression: its own, or the part of it that the expression is in a tuple.
    fn returned(&self, value: &Expr) -> Option<&'ast Type> {
        let (signature, body) = self.function?;
        let ReturnType::Type(_, ty) = &signature.output else { return None };
        let last = body.stmts.last().and_then(|statement| match statement {
            syn::Stmt::Expr(expression, None) => Some(expression),
            _ => None,
        });
        let returns = self.expressions.iter().filter_map(|outer| match outer {
            Expr::Return(inner) => inner.expr.as_deref(),
            _ => None,
        });
        returns.chain(last).find_map(|returned| match (returned, &**ty) {
            (returned, ty) if same(returned, value) => Some(ty),
            (Expr::Tuple(values), Type::Tuple(types)) => {
                types.elems.get(values.elems.iter().position(|part| same(part, value))?)
            }
            _ => None,
        })
    }
}
impl<'ast> Visit<'ast> for Around<'ast> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if contains(item, self.position) {
            self.function = Some((&item.sig, &item.block));
            self.method_of = None;
            visit::visit_item_fn(self, item);
        }
    }
    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if contains(item, self.position) {
            self.method_of = Some(&item.self_ty);
            self.generics = item.generics.type_params().map(|parameter| parameter.ident.to_string()).collect();
            visit::visit_item_impl(self, item);
        }
    }
    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if contains(item, self.position) {
            self.function = Some((&item.sig, &item.block));
            visit::visit_impl_item_fn(self, item);
        }
    }
    fn visit_local(&mut self, local: &'ast Local) {
        if contains(local, self.position) {
            self.locals.push(local);
            visit::visit_local(self, local);
        }
    }
    fn visit_field_value(&mut self, field: &'ast syn::FieldValue) {
        if contains(field, self.position) {
            self.shorthand = field.colon_token.is_none();
            visit::visit_field_value(self, field);
        }
    }
    fn visit_expr(&mut self, expression: &'ast Expr) {
        if contains(expression, self.position) {
            self.expressions.push(expression);
            visit::visit_expr(self, expression);
        }
    }
}

/// Whether an operator computes element by element and gives a value.
fn arithmetic(operator: &BinOp) -> bool {
    matches!(operator, BinOp::Add(_) | BinOp::Sub(_) | BinOp::Mul(_) | BinOp::Div(_))
}

/// Whether an operand is stretched to the other one.
fn stretched(operand: &Expr) -> bool {
    matches!(bare(operand), Expr::MethodCall(call) if call.method == "broadcast")
}
