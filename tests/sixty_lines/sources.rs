//! What is counted, and what may be asked of a type: read in the sources.

macro_rules! sources { ($($net:ident)*) => {
    [$((stringify!($net), include_str!(concat!(stringify!($net), ".rs")))),*]
} }
const SOURCES: [(&str, &str); 7] = sources! {
    two_layer fully_connected three_layer_convnet vision_transformer captioning_rnn captioning_lstm captioning_transformer
};

/// The lines that are neither empty nor comments.
fn code(source: &str) -> Vec<&str> {
    source.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//")).collect()
}
/// What is asked of types but `N: Dim`: a `where`, another bound of a generic parameter, an argument or a result of a type that is not told.
fn demands(source: &str) -> Vec<String> {
    let code = code(source).join("\n");
    let words: Vec<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let mut demands: Vec<String> =
        ["where", "dyn"].into_iter().filter(|word| words.contains(word)).map(str::to_string).collect();
    demands.extend(code.contains("impl ").then(|| "impl".to_string()));
    // What follows `impl`, or the name of a function, a struct or a trait.
    for (at, _) in code.match_indices('<') {
        let mut before = code[..at].split_whitespace().rev();
        let (last, keyword) = (before.next().unwrap_or_default(), before.next().unwrap_or_default());
        if last == "impl" || ["fn", "struct", "enum", "trait"].contains(&keyword) {
            let generics = code[at + 1..].split('>').next().unwrap_or_default().split(',').map(str::trim);
            demands.extend(generics.filter(|generic| !generic.ends_with(": Dim")).map(str::to_string));
        }
    }
    demands
}

#[test]
fn each_is_under_sixty_lines() {
    for (net, source) in SOURCES {
        let lines = code(source).len();
        assert!((20..60).contains(&lines), "{net} has {lines} lines");
    }
}
#[test]
fn nothing_is_asked_beyond_a_dimension() {
    for (net, source) in SOURCES {
        assert!(source.contains("N: Dim"), "{net} is for one batch");
        assert_eq!(demands(source), [""; 0], "of {net}");
    }
}
#[test]
fn demands_are_found() {
    assert_eq!(demands("fn f<N: Dim, M: Dim>(x: &Array<(N, M)>) {}"), [""; 0]);
    assert_eq!(demands("fn f<N: Dim + Copy>() {}"), ["N: Dim + Copy"]);
    assert_eq!(demands("impl<N: Dim, L: Layer<(N, Pixels)>> Net<L> {}"), ["L: Layer<(N", "Pixels)"]);
    assert_eq!(demands("struct Net<N, M: Dim>"), ["N"]);
    assert_eq!(demands("fn f<N: Dim>()\nwhere\n    N: Copy {}"), ["where"]);
    assert_eq!(demands("fn f(x: impl Copy, y: &dyn Copy) {}"), ["dyn", "impl"]);
    assert_eq!(demands("// where it is\ntype Image<N> = (N, Height);"), [""; 0]);
}
