//! Types as rustc prints them in a message, read back.
use super::shape::{Axis, Shape};
use syn::{Expr, GenericArgument, Lit, PathArguments, Type};

/// An array type: `&Tensor<(Batch, _1<_0>), f64>`.
#[derive(Clone, Debug, PartialEq)]
pub struct ArrayType {
    /// `Tensor`, `Array`, `Labels`, …
    pub name: String,
    /// The axes; of `Labels<N, C>` both.
    pub shape: Shape,
    /// The type of an element, `f32` where none is written.
    pub element: String,
}

/// A text with its numerals in decimal, and types without the modules that they stand in: `(_6<_4>, net::Keys)` is `(64, Keys)`.
pub fn decimal(text: &str) -> String {
    let text = without_modules(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('_') {
        let (before, numeral) = rest.split_at(at);
        out.push_str(before);
        let inside_a_word = out.ends_with(|last: char| last.is_alphanumeric() || last == '_');
        match digits(numeral).filter(|_| !inside_a_word) {
            Some((number, after)) => {
                out.push_str(&number);
                rest = after;
            }
            // Cut off, or part of a word: none of its digits is a number by itself.
            None => {
                let end = numeral.find(|next: char| !(next.is_ascii_digit() || "_<".contains(next)));
                let (unread, after) = numeral.split_at(end.unwrap_or(numeral.len()));
                out.push_str(unread);
                rest = after;
            }
        }
    }
    out + rest
}

/// rustc writes the module of a type whose name stands somewhere else too.
fn without_modules(text: &str) -> String {
    let is_part = |part: char| part.is_alphanumeric() || part == '_' || part == ':';
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(|end: char| !is_part(end)) {
        // What is no path ends with the character behind it.
        let (path, end) = part.split_at(part.trim_end_matches(|end: char| !is_part(end)).len());
        let mut kept = path;
        while let Some((module, rest)) = kept.split_once("::") {
            if !module.starts_with(char::is_lowercase) || !rest.contains(char::is_uppercase) {
                break;
            }
            kept = rest;
        }
        out.push_str(kept);
        out.push_str(end);
    }
    out
}

/// The digits of a numeral that a text starts with, and what follows it.
fn digits(text: &str) -> Option<(String, &str)> {
    let mut number = String::new();
    let mut rest = text;
    loop {
        let digit = rest.strip_prefix('_')?.chars().next().filter(char::is_ascii_digit)?;
        number.push(digit);
        rest = &rest[2..];
        match rest.strip_prefix('<') {
            Some(next) => rest = next,
            None => break,
        }
    }
    if rest.starts_with(|next: char| next.is_alphanumeric() || next == '_') {
        return None;
    }
    let closed = ">".repeat(number.len() - 1);
    Some((number, rest.strip_prefix(closed.as_str())?))
}

/// A type in a message. rustc leaves out parts of long types; those are `_` here.
///
/// Texts that are too long or too deep for a type of an array are not read: the parser recurses.
pub fn parse(text: &str) -> Option<Type> {
    let opened = text.bytes().filter(|byte| b"<([&*".contains(byte)).count();
    if text.len() > 4096 || opened > 100 {
        return None;
    }
    let text = text.replace("...", "_").replace("{integer}", "integer").replace("{float}", "float");
    syn::parse_str(&text).ok()
}

/// The shape that a tuple type is. `None` where it is no tuple of axes.
pub fn shape(ty: &Type) -> Option<Shape> {
    match strip(ty) {
        Type::Tuple(tuple) => tuple.elems.iter().map(axis).collect::<Option<_>>().map(Shape),
        _ => None,
    }
}

/// A name or a number as an axis.
pub fn axis(ty: &Type) -> Option<Axis> {
    match strip(ty) {
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            if let Some((number, "")) = digits(&quote(ty)) {
                return number.parse().ok().map(Axis::number);
            }
            matches!(last.arguments, PathArguments::None).then(|| Axis::named(&last.ident.to_string(), None))
        }
        // `dim!(64)`, in a program.
        Type::Macro(call) if call.mac.path.is_ident("dim") => match call.mac.parse_body().ok()? {
            Expr::Lit(literal) => match literal.lit {
                Lit::Int(number) => number.base10_parse().ok().map(Axis::number),
                _ => None,
            },
            expression => Some(Axis::named(&quote(&expression), None)),
        },
        Type::Infer(_) => Some(Axis::named("_", None)),
        _ => None,
    }
}

/// The array that a type is, or a reference to one.
pub fn array(ty: &Type) -> Option<ArrayType> {
    let Type::Path(path) = strip(ty) else { return None };
    let last = path.path.segments.last()?;
    let name = last.ident.to_string();
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let types: Vec<&Type> = arguments
        .args
        .iter()
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
        .collect();
    let (shape, element) = match (name.as_str(), types.as_slice()) {
        ("Tensor" | "Array" | "Transposed", [shape, rest @ ..]) => (self::shape(shape)?, rest.first()),
        ("Labels", [n, c]) => (Shape(vec![axis(n)?, axis(c)?]), None),
        _ => return None,
    };
    let element = element.map_or("f32".to_string(), quote);
    Some(ArrayType { name, shape, element })
}

/// Without references and parentheses.
pub fn strip(ty: &Type) -> &Type {
    match ty {
        Type::Reference(reference) => strip(&reference.elem),
        Type::Paren(paren) => strip(&paren.elem),
        Type::Group(group) => strip(&group.elem),
        ty => ty,
    }
}

/// Tokens as text, without blanks.
fn quote(tokens: &impl quote::ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

/// The shapes that stand in a sentence, in order: every tuple of axes.
pub fn shapes(sentence: &str) -> Vec<Shape> {
    named_shapes(sentence).into_iter().map(|(_, shape)| shape).collect()
}

/// The shapes that stand in a sentence, each with the word before it: `Wx` of `Wx (D, H)`.
pub fn named_shapes(sentence: &str) -> Vec<(&str, Shape)> {
    let mut found = Vec::new();
    let mut rest = sentence;
    while let Some(start) = rest.find('(').filter(|_| rest.len() < 8192) {
        let before = &sentence[..sentence.len() - rest.len() + start];
        let word = before.strip_suffix(' ').and_then(|before| before.rsplit(' ').next()).unwrap_or_default();
        rest = &rest[start..];
        let mut depth = 0usize;
        let end = rest.char_indices().find_map(|(at, symbol)| {
            match symbol {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            (depth == 0).then_some(at + 1)
        });
        let Some(end) = end else { break };
        match parse(&rest[..end]).as_ref().and_then(shape) {
            Some(shape) => {
                found.push((word, shape));
                rest = &rest[end..];
            }
            None => rest = &rest[1..],
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_become_decimal() {
        assert_eq!(decimal("(_6<_4>, _7<_8<_4>>) and (_1, Pixels)"), "(64, 784) and (1, Pixels)");
        assert_eq!(
            decimal("a _ stays, as does x_1 and _1a and _1<Rest>"),
            "a _ stays, as does x_1 and _1a and _1<Rest>"
        );
    }

    #[test]
    fn shapes_have_the_word_before_them() {
        let sentence = "shape mismatch: x (N, D), Wx (D, H) and b (_1, H) do not make an RNN";
        let words: Vec<&str> = named_shapes(sentence).into_iter().map(|(word, _)| word).collect();
        assert_eq!(words, ["x", "Wx", "b"]);
        assert_eq!(named_shapes("(N, D)")[0].0, "");
    }

    #[test]
    fn types_have_no_modules() {
        assert_eq!(
            decimal("(Batch, my_net::axes::Keys) is not `shapeful::Array<(a::B,)>`"),
            "(Batch, Keys) is not `Array<(B,)>`"
        );
        assert_eq!(
            decimal("`x.map(f32::from)`, `Axis::<0>` and `Labels::new`"),
            "`x.map(f32::from)`, `Axis::<0>` and `Labels::new`"
        );
        assert_eq!(decimal("ends ::"), "ends ::");
    }

    #[test]
    fn shapes_of_a_sentence() {
        let found = shapes("cannot multiply (Batch, _1<_0>) by (Pixels,), because (of it) () is broken (");
        let printed: Vec<String> = found.iter().map(Shape::to_string).collect();
        assert_eq!(printed, ["(Batch, 10)", "(Pixels,)", "()"]);
    }

    #[test]
    fn arrays_in_types() {
        let read = |text: &str| array(&parse(text).unwrap());
        let found = read("&mut shapeful::Array<(Batch, _1<_0>), f64>").unwrap();
        assert_eq!(
            (found.name.as_str(), found.shape.to_string().as_str(), found.element.as_str()),
            ("Array", "(Batch, 10)", "f64")
        );
        assert_eq!(read("&Labels<_, Words>").unwrap().shape.to_string(), "(_, Words)");
        assert_eq!(read("Tensor<(Batch, ...)>").unwrap().shape.to_string(), "(Batch, _)");
        assert_eq!(read("Vec<(A, B)>"), None);
    }
}
