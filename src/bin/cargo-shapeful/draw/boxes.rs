//! Arrays as boxes: products, affine layers, layers, and relations without a drawing of their own.
use super::{Block, Check, Edge, Figure, Fit, Piece, Scene, called, label, list, same_size};
use crate::command::mistake::Operand;
use crate::command::shape::{Axis, Shape};

/// The last two axes are the rectangle; a vector lies, as one row.
fn block(operand: &Operand, role: &str) -> Block {
    let (stack, rows, columns) = match operand.shape.0.as_slice() {
        [] => (&[][..], None, None),
        [columns] => (&[][..], None, Some(columns)),
        [stack @ .., rows, columns] => (stack, Some(rows), Some(columns)),
    };
    Block {
        name: called(operand, role),
        rows: rows.map(Edge::of),
        columns: columns.map(Edge::of),
        stack: merged(stack),
        ghost: false,
    }
}

/// Several axes as one edge: `Channels 3 · Height 8`.
fn merged(axes: &[Axis]) -> Option<Edge> {
    let labels: Vec<String> = axes.iter().map(label).collect();
    let size = axes.iter().try_fold(1_u64, |product, axis| product.checked_mul(axis.size?));
    (!axes.is_empty()).then(|| Edge { label: labels.join(" · "), size, fit: Fit::Free })
}

fn sign(text: &str, fit: Fit) -> Piece {
    Piece::Sign { text: text.to_string(), fit }
}

fn set(edge: &mut Option<Edge>, fit: Fit) {
    if let Some(edge) = edge {
        edge.fit = fit;
    }
}

/// The columns of the left factor are the rows of the right one, and the axes before them are the same.
pub fn product(left: &Operand, right: &Operand) -> Scene {
    let mut drawn = (block(left, "left factor"), block(right, "right factor"));
    if right.shape.rank() == 1 {
        // A vector on the right stands.
        std::mem::swap(&mut drawn.1.rows, &mut drawn.1.columns);
    }
    let names = (called(left, "the left factor"), called(right, "the right factor"));
    let mut checks = Vec::new();
    let across = left.shape.0.last();
    let down = match right.shape.0.as_slice() {
        [] => None,
        [one] => Some(one),
        [.., rows, _] => Some(rows),
    };
    let mut meets = Fit::Clash;
    if let (Some(across), Some(down)) = (across, down) {
        meets = Fit::of(across == down);
        set(&mut drawn.0.columns, meets);
        set(&mut drawn.1.rows, meets);
        // A vector has one axis, which is neither its rows nor its columns.
        let (columns, are) = if left.shape.rank() == 1 { ("axis", "is") } else { ("columns", "are") };
        let rows = if right.shape.rank() == 1 { "axis" } else { "rows" };
        let text = match meets {
            Fit::Fits => format!("the {columns} of {} {are} the {rows} of {}: {}", names.0, names.1, label(across)),
            _ => {
                let (same, across, down) = (same_size(across, down), label(across), label(down));
                let (left, right) = &names;
                format!("the {columns} of {left}, {across}, {are} not the {rows} of {right}, {down}{same}")
            }
        };
        checks.push(Check { fit: meets, text });
    }
    for (operand, name) in [(left, &names.0), (right, &names.1)] {
        if operand.shape.rank() == 0 {
            checks.push(Check { fit: Fit::Clash, text: format!("{name} is a number: multiply by it with `*`") });
        }
    }
    // (K,) · (K, M) is a product.
    let vectors = match (left.shape.rank(), right.shape.rank()) {
        (1, 1) => Some(format!("{} and {} are vectors: two vectors have `dot` and `outer`", names.0, names.1)),
        (1, 3..) => {
            Some(format!("{} is a vector, and {} a batch of matrices: there is no such product", names.0, names.1))
        }
        _ => None,
    };
    checks.extend(vectors.map(|text| Check { fit: Fit::Clash, text }));
    let leading = |shape: &Shape| shape.0[..shape.rank().saturating_sub(2)].to_vec();
    let (before, after) = (leading(&left.shape), leading(&right.shape));
    if left.shape.rank() > 1 && !(before.is_empty() && after.is_empty()) {
        let fit = Fit::of(before == after);
        set(&mut drawn.0.stack, fit);
        set(&mut drawn.1.stack, fit);
        let text = match fit {
            Fit::Fits => format!("the axes before them are the same: {}", list(&before)),
            _ => {
                let (before, after) = (list(&before), list(&after));
                format!("the axes before them are not the same: {} has {before}, {} has {after}", names.0, names.1)
            }
        };
        checks.push(Check { fit, text });
    }
    let mut pieces = vec![Piece::Block(drawn.0), sign("·", meets), Piece::Block(drawn.1)];
    if let Some(shape) = crate::command::solver::product(&left.shape, &right.shape) {
        let result = Operand { name: String::new(), shape };
        pieces.extend([sign("=", Fit::Free), Piece::Block(Block { ghost: true, ..block(&result, "") })]);
    }
    Scene { figure: Figure::Boxes(pieces), checks }
}

/// An affine layer, and which change of one operand makes it fit.
pub fn affine(operands: &[Operand; 3], backward: bool) -> Scene {
    let mut scene = layer_of(operands, backward);
    let fits = |operands: &[Operand; 3]| layer_of(operands, backward).checks.iter().all(|check| check.fit == Fit::Fits);
    let roles = if backward { ["dout", "x", "w"] } else { ["x", "w", "b"] };
    let mut hints = Vec::new();
    for place in 0..3 {
        let mut other = operands.clone();
        if let Some(shape) = operands[place].shape.transposed() {
            other[place].shape = shape.clone();
            if fits(&other) {
                hints.push(format!(
                    "with {} transposed, {shape}, all of it fits",
                    called(&operands[place], roles[place])
                ));
            }
        }
        let mut exchanged = operands.clone();
        exchanged.swap(place, (place + 1) % 3);
        if fits(&exchanged) {
            let [one, two] = [place, (place + 1) % 3].map(|place| called(&operands[place], roles[place]));
            hints.push(format!("with {one} and {two} exchanged, all of it fits"));
        }
    }
    scene.checks.extend(hints.into_iter().map(|text| Check { fit: Fit::Free, text }));
    scene
}

/// What the program calls an operand, and what it is used as where that is not the same.
fn used(operand: &Operand, role: &str) -> String {
    let name = called(operand, role);
    if name.trim_start_matches(['&', '*']) == role { role.to_string() } else { format!("{name} as {role}") }
}

/// `x · w + b = out` forward; `x · w → dout` backward, as dout has the shape of the output.
fn layer_of(operands: &[Operand; 3], backward: bool) -> Scene {
    let [x, w, last] = match (operands, backward) {
        ([dout, x, w], true) => [x, w, dout],
        ([x, w, b], false) => [x, w, b],
    };
    let names = [called(x, "x"), called(w, "w"), called(last, if backward { "dout" } else { "b" })];
    let mut drawn = [(x, "x"), (w, "w"), (last, if backward { "dout" } else { "b" })]
        .map(|(operand, role)| Block { name: used(operand, role), ..block(operand, role) });
    if let [batch, axes @ ..] = x.shape.0.as_slice() {
        // All axes behind the batch are one row: images need no flattening.
        if !axes.is_empty() {
            (drawn[0].rows, drawn[0].columns, drawn[0].stack) = (Some(Edge::of(batch)), merged(axes), None);
        }
    }
    let [dx, dw, dl] = &mut drawn;
    let mut checks = Vec::new();
    let meets = meet(&mut dx.columns, &mut dw.rows, ["columns", "rows"], [&names[0], &names[1]], &mut checks);
    let ends = meet(&mut dw.columns, &mut dl.columns, ["columns", "columns"], [&names[1], &names[2]], &mut checks);
    let rank = |operand: &Operand, name: &str, checks: &mut Vec<Check>| {
        if operand.shape.rank() != 2 {
            let text = format!("{name} is {}: it has to have two axes, rows and columns", operand.shape);
            checks.push(Check { fit: Fit::Clash, text });
        }
        operand.shape.rank() == 2
    };
    rank(w, &names[1], &mut checks);
    let matrix = rank(last, &names[2], &mut checks);
    let mut pieces = Vec::new();
    if backward {
        let rows = meet(&mut dx.rows, &mut dl.rows, ["rows", "rows"], [&names[0], &names[2]], &mut checks);
        let [x, w, dout] = drawn;
        let fit = if rows == Fit::Clash || ends == Fit::Clash || !matrix { Fit::Clash } else { Fit::Free };
        pieces.extend([Piece::Block(x), sign("·", meets), Piece::Block(w), sign("→", fit), Piece::Block(dout)]);
    } else {
        if let (true, Some(rows)) = (matrix, &mut dl.rows) {
            rows.fit = Fit::of(rows.label == "1");
            let text = match rows.fit {
                Fit::Fits => format!("{} is one row, which every row of the output gets", names[2]),
                _ => format!("{} has the rows {}: it has to be one row, 1", names[2], rows.label),
            };
            checks.push(Check { fit: rows.fit, text });
        }
        let free = |edge: &Option<Edge>| edge.clone().map(|edge| Edge { fit: Fit::Free, ..edge });
        let (rows, columns) = (free(&dx.rows), free(&dw.columns));
        let out = Block { name: "out".to_string(), rows, columns, stack: None, ghost: true };
        let fit = if checks.iter().skip(1).any(|check| check.fit == Fit::Clash) { Fit::Clash } else { Fit::Free };
        let [x, w, b] = drawn;
        pieces.extend([Piece::Block(x), sign("·", meets), Piece::Block(w), sign("+", fit), Piece::Block(b)]);
        pieces.extend([sign("=", Fit::Free), Piece::Block(out)]);
    }
    Scene { figure: Figure::Boxes(pieces), checks }
}

/// Two edges that have to be one: by name, or by size where one of them is several axes or a number.
fn meet(
    one: &mut Option<Edge>,
    other: &mut Option<Edge>,
    kinds: [&str; 2],
    names: [&str; 2],
    checks: &mut Vec<Check>,
) -> Fit {
    let (Some(one), Some(other)) = (one, other) else { return Fit::Free };
    let several = one.label.contains(" · ") || other.label.contains(" · ");
    let fit = Fit::of(one.label == other.label || (several && one.size.is_some() && one.size == other.size));
    // An edge takes part in two rules: the broken one is the one to see.
    for edge in [&mut *one, &mut *other] {
        edge.fit = if edge.fit == Fit::Clash { Fit::Clash } else { fit };
    }
    let text = match fit {
        Fit::Fits => format!("the {} of {} are the {} of {}: {}", kinds[0], names[0], kinds[1], names[1], other.label),
        _ => format!(
            "the {} of {}, {}, are not the {} of {}, {}",
            kinds[0], names[0], one.label, kinds[1], names[1], other.label
        ),
    };
    checks.push(Check { fit, text });
    fit
}

/// A layer and what comes in. The name of a linear layer says what it takes.
pub fn layer(layer: &str, input: &Operand) -> Scene {
    let mut drawn = block(input, "input");
    let mut taker = Block { name: layer.to_string(), rows: None, columns: None, stack: None, ghost: false };
    let mut fit = Fit::Clash;
    let mut text = format!("{layer} cannot take {}", input.shape);
    let takes = layer.trim().strip_prefix("Linear<").and_then(|parameters| parameters.split_once(','));
    if let (Some((takes, _)), Some(last)) = (takes, input.shape.0.last()) {
        let takes = takes.trim();
        fit = Fit::of(takes == last.name);
        set(&mut drawn.columns, fit);
        // The size of an axis that stands on both sides is known on both.
        let known = input.shape.0.iter().find(|axis| axis.name == takes).and_then(|axis| axis.size);
        let axis = Axis::named(takes, known.or_else(|| takes.parse().ok()));
        taker.rows = Some(Edge { fit, ..Edge::of(&axis) });
        let found = label(last);
        text = match fit {
            Fit::Clash => {
                format!("the layer takes rows of {}, and the columns of what comes in are {found}", label(&axis))
            }
            _ => format!("the columns fit, and yet the layer cannot take {}", input.shape),
        };
    }
    let mut checks = vec![Check { fit: Fit::Clash, text }];
    if taker.rows.is_some() && input.shape.rank() > 2 {
        let text = "it takes a matrix, an example in each row: `flatten` makes one axis of those behind the batch";
        checks.push(Check { fit: Fit::Free, text: text.to_string() });
    }
    let pieces = vec![Piece::Block(drawn), sign("→", fit), Piece::Block(taker)];
    Scene { figure: Figure::Boxes(pieces), checks }
}

/// The operands, each as a box. One alone that the program has no words for says nothing, and so does a number.
pub fn other(operands: &[Operand]) -> Scene {
    let roles: &[&str] = match operands {
        [_] => &[""],
        [_, _] => &["left", "right"],
        _ => &["first", "second", "third", "fourth"],
    };
    let roles = roles.iter().chain(std::iter::repeat(&""));
    let drawn = operands.iter().zip(roles).filter(|(operand, _)| operand.shape.rank() > 0);
    let blocks: Vec<Block> = drawn.map(|(operand, role)| block(operand, role)).collect();
    let says = blocks.len() > 1 || blocks.iter().any(|block| !block.name.is_empty());
    let pieces = if says { blocks.into_iter().map(Piece::Block).collect() } else { Vec::new() };
    Scene { figure: Figure::Boxes(pieces), checks: Vec::new() }
}
