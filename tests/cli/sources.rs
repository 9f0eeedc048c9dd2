//! Programs that are hard to read: what can be read of them is told, and nothing stops the command.
use crate::support::{Package, manifest};
use serde_json::Value;

const AXES: &str = "use shapeful::{Array, Tensor, axes};\naxes! { Batch = 64; Pixels = 784; Classes = 10; }\n";
const PRODUCT: &str = "pub fn dx(dout: &Array<(Batch, Classes)>, w: &Array<(Pixels, Classes)>) -> Tensor<(Batch, Pixels)> {\n    dout.matmul(w)\n}\n";

/// The one mistake of a library.
#[track_caller]
fn only(package: &Package) -> Value {
    let mut mistakes = package.mistakes(&[]);
    assert_eq!(mistakes.len(), 1, "{mistakes:?}");
    let drawn = package.shapeful(&["check"]);
    drawn.ends_with(101).says(&["1 shape error: "]);
    assert!(!drawn.err.contains("panicked"), "{}", drawn.err);
    mistakes.remove(0)
}

#[test]
fn lines_of_every_kind() {
    for (name, program) in [
        ("tabs", format!("{AXES}{}", PRODUCT.replace("    ", "\t\t"))),
        ("crlf", format!("{AXES}{PRODUCT}").replace('\n', "\r\n")),
        ("wide", format!("{AXES}{}", PRODUCT.replace("    ", "    /* 数 🦀 é\u{301} */ "))),
        ("marked", format!("\u{feff}{AXES}{PRODUCT}")),
        (
            "long_line",
            format!("{AXES}{}", PRODUCT.replace("    ", &format!("    let _ = \"{}\"; ", "long ".repeat(10_000)))),
        ),
    ] {
        let mistake = only(&Package::new(name).with("src/lib.rs", program));
        assert_eq!(
            (&mistake["lesson"], &mistake["problem"]["left"]["name"]),
            (&"S33".into(), &"dout".into()),
            "{name}"
        );
        assert_eq!(mistake["candidates"][0]["code"], "dout.matmul(w.t())", "{name}");
    }
}

#[test]
fn files_that_cannot_be_read() {
    // Not part of the crate, but of its folder, where axes are looked for.
    let package = Package::new("unread")
        .with("src/lib.rs", format!("{AXES}{PRODUCT}"))
        .with("src/broken.rs", "fn broken( {{{ \"")
        .with("src/bytes.rs", b"\xff\xfe\x00")
        .with("src/deep.rs", format!("const A: u8 = {}1{};", "(".repeat(200_000), ")".repeat(200_000)))
        .with("src/chain.rs", format!("const A: u64 = 1{};", " + 1".repeat(20_000)))
        .with("examples/other/Cargo.toml", "this is no manifest");
    let mistake = only(&package);
    assert_eq!(mistake["problem"]["right"]["shape"][0]["size"], 784);
}

#[test]
fn a_file_with_a_syntax_error() {
    let package = Package::new("syntax")
        .with("src/lib.rs", format!("{AXES}mod other;\n{PRODUCT}"))
        .with("src/other.rs", "fn f( {");
    let run = package.shapeful(&["check"]);
    run.ends_with(101).says(&["src/other.rs:1", "could not compile `syntax`"]);
}

#[test]
fn a_file_that_is_not_where_the_compiler_says() {
    // `#[path]` with a detour, and a file that a macro includes.
    let package = Package::new("elsewhere")
        .with("src/lib.rs", format!("{AXES}include!(\"../parts/../parts/product.in\");\n"))
        .with("parts/product.in", PRODUCT);
    assert_eq!(only(&package)["lesson"], "S33");
}

#[test]
fn inside_macros() {
    let wrapped = "macro_rules! product {\n    ($a:expr, $b:expr) => {\n        $a.matmul($b)\n    };\n}\n";
    let package = Package::new("macros")
        .with("src/lib.rs", format!("{AXES}{wrapped}{}", PRODUCT.replace("dout.matmul(w)", "product!(dout, w)")));
    assert_eq!(only(&package)["lesson"], "S33");

    // The function itself is made by a macro, as deep as the compiler allows.
    let made =
        "macro_rules! deeper {\n    ($(#)+) => { make!(); };\n    ($($rest:tt)*) => { deeper!(# $($rest)*); };\n}\n";
    let make = format!("macro_rules! make {{\n    () => {{\n{PRODUCT}    }};\n}}\n");
    let package = Package::new("made").with("src/lib.rs", format!("{AXES}{make}{made}deeper!();\n"));
    assert_eq!(only(&package)["lesson"], "S33");
}

#[test]
fn a_file_that_is_deleted_meanwhile() {
    // The errors of a build that is up to date are told again, from what cargo has kept.
    let package = Package::empty("deleted")
        .with("Cargo.toml", manifest("deleted"))
        .with("src/lib.rs", format!("{AXES}mod product;\n"))
        .with("src/product.rs", format!("use crate::*;\n{PRODUCT}"));
    only(&package);
    std::fs::remove_file(package.root.join("src/product.rs")).unwrap();
    package.shapeful(&["check"]).ends_with(101).says(&["file not found for module `product`"]);
}
