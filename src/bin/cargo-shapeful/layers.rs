//! A layer of a model that does not take what the layer before it gives.
use super::shape::{Axis, Shape};
use super::types::decimal;
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticSpan};

/// Which layer is given what: it stands inside the model, and not where the error is marked.
pub fn label(diagnostic: &Diagnostic, layer: &str, input: &Shape) -> String {
    let model = model(diagnostic, layer).map_or(String::new(), |model| format!("in `{model}`, "));
    match fields(diagnostic, layer) {
        Some((field, Some((before, kind)))) => {
            format!("{model}`{field}: {layer}` is given {input} by `{before}: {kind}`")
        }
        Some((field, None)) => format!("{model}`{field}: {layer}` is given {input}"),
        None => format!("{model}the layer `{layer}` is given {input}"),
    }
}

/// The layer that would take this input: `Linear<M, D>` takes `(N, M)`.
pub fn hint(layer: &str, input: &Shape) -> Option<String> {
    let arguments = layer.strip_prefix("Linear<")?;
    let (inputs, outputs) = arguments.split_once(", ")?;
    let last = input.0.last()?;
    (last.name != inputs && input.rank() == 2).then(|| {
        let (outputs, rest) =
            outputs.trim_end_matches('>').split_once(", ").unwrap_or((outputs.trim_end_matches('>'), ""));
        let rest = if rest.is_empty() { String::new() } else { format!(", {rest}") };
        format!("`Linear<{}, {}{rest}>` would take {input}", last.in_code(), Axis::named(outputs, None).in_code())
    })
}

/// `Net`, of "required for `Net` to implement `Layer<(Batch, Inputs)>`": the last of such notes, since layers stand inside their model.
fn model<'a>(diagnostic: &'a Diagnostic, layer: &str) -> Option<&'a str> {
    let notes = diagnostic.children.iter().map(|child| child.message.as_str());
    let mut required = notes.rev().filter(|note| note.contains("to implement `Layer<"));
    let model = required.find_map(|note| note.strip_prefix("required for `")?.split('`').next());
    model.filter(|&model| !model.starts_with('(') && model != layer)
}

type Field = (String, String);

/// The field that holds a layer, and the one before it, where the model's definition is quoted and has one such field.
fn fields(diagnostic: &Diagnostic, layer: &str) -> Option<(String, Option<Field>)> {
    let of_layers = |child: &&Diagnostic| {
        child.message.contains("to implement `Layer<") || child.message.starts_with("the trait `Layer<")
    };
    let spans = diagnostic.children.iter().filter(of_layers);
    let definition = spans.flat_map(|child| &child.spans).find_map(|span| {
        let text: String = outermost(span).text.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        text.contains("struct ").then_some(text)
    })?;
    let body = definition.split_once("struct ")?.1.split_once('{')?.1.split('}').next()?;
    let fields = fields_of(body);
    let wanted = without_blanks(layer);
    let mut places = fields.iter().enumerate().filter(|(_, (_, kind))| without_blanks(kind) == wanted);
    let (place, (name, _)) = places.next()?;
    if places.next().is_some() {
        return None;
    }
    Some((name.clone(), place.checked_sub(1).map(|before| fields[before].clone())))
}

/// `first: Linear<Inputs, Wide>, relu: Relu` as pairs.
fn fields_of(body: &str) -> Vec<Field> {
    let mut depth = 0_i32;
    let split = |symbol: char| {
        depth += match symbol {
            '<' | '(' => 1,
            '>' | ')' => -1,
            _ => 0,
        };
        symbol == ',' && depth == 0
    };
    let fields = body.split(split).filter_map(|field| field.split_once(':'));
    fields.map(|(name, kind)| (name.trim().trim_start_matches("pub ").to_string(), kind.trim().to_string())).collect()
}

fn without_blanks(text: &str) -> String {
    decimal(text).replace(' ', "").replace("dim!(", "").replace(['(', ')'], "")
}

/// Where the outermost macro is called.
fn outermost(span: &DiagnosticSpan) -> &DiagnosticSpan {
    let mut span = span;
    while let Some(expansion) = &span.expansion {
        span = &expansion.span;
    }
    span
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::reported::Reported;
    use crate::command::types::shapes;

    #[test]
    fn layers_are_found_in_their_model() {
        let line = "network! { struct Net { first: Linear<Inputs, Wide>, relu: Relu, last: Linear<Wide, Arms> } }";
        let error = Reported::new("E0277", "shape mismatch", line, "Net", "")
            .note_at("required for `Net` to implement `Layer<(All, Inputs)>`", line);
        let error = error.read();
        let input = &shapes("(All, Narrow)")[0];
        assert_eq!(
            label(&error, "Linear<Wide, Arms>", input),
            "in `Net`, `last: Linear<Wide, Arms>` is given (All, Narrow) by `relu: Relu`"
        );
        assert_eq!(
            label(&error, "Linear<Wide, Other>", input),
            "in `Net`, the layer `Linear<Wide, Other>` is given (All, Narrow)"
        );
    }

    #[test]
    fn the_layer_that_fits() {
        let input = &shapes("(All, Narrow)")[0];
        assert_eq!(hint("Linear<Wide, Arms>", input).unwrap(), "`Linear<Narrow, Arms>` would take (All, Narrow)");
        assert_eq!(
            hint("Linear<Wide, 10, f64>", input).unwrap(),
            "`Linear<Narrow, dim!(10), f64>` would take (All, Narrow)"
        );
        assert_eq!(hint("Linear<Narrow, Arms>", input), None);
        assert_eq!(hint("Relu", input), None);
    }
}
