//! Packages of every kind: workspaces, dependencies, and targets other than the program.
use crate::support::{Package, SHAPEFUL, dependency};
use serde_json::{Value, json};

/// A function with the product for dx, and the axes that it stands on.
fn product(pixels: u32) -> String {
    format!(
        "use shapeful::{{Array, Tensor, axes}};\naxes! {{ Batch = 64; Pixels = {pixels}; Classes = 10; }}\n\
         pub fn dx(dout: &Array<(Batch, Classes)>, w: &Array<(Pixels, Classes)>) -> Tensor<(Batch, Pixels)> {{\n    dout.matmul(w)\n}}\n"
    )
}
fn member(name: &str, dependencies: &str) -> String {
    format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n[dependencies]\n{dependencies}\n")
}

/// Where a mistake is, its lesson, and the size of the axis `Pixels`.
fn place(mistake: &Value) -> (&str, &str, u64) {
    let right = &mistake["problem"]["right"]["shape"][0];
    assert_eq!(right["name"], "Pixels");
    (mistake["file"].as_str().unwrap(), mistake["lesson"].as_str().unwrap(), right["size"].as_u64().unwrap_or_default())
}

fn workspace(name: &str) -> Package {
    Package::empty(name)
        .with("Cargo.toml", "[workspace]\nmembers = [\"net\", \"app\"]\nresolver = \"3\"\n")
        .with("net/Cargo.toml", member("net", &dependency()))
        .with("net/src/lib.rs", "pub mod layers;\n")
        .with("net/src/layers.rs", product(784))
        .with("app/Cargo.toml", member("app", &dependency()))
        .with("app/src/main.rs", "use shapeful::axes;\naxes! { Pixels = 5; }\nfn main() {}\n")
}

#[test]
fn workspaces() {
    let package = workspace("workspace");
    for arguments in
        [&[][..], &["-p", "net"], &["--workspace"], &["--manifest-path", "net/Cargo.toml"], &["-p", "net", "--lib"]]
    {
        let mistakes = package.mistakes(arguments);
        let places: Vec<_> = mistakes.iter().map(place).collect();
        assert_eq!(places, [("net/src/layers.rs", "S33", 784)], "{arguments:?}");
        let codes: Vec<&Value> = mistakes[0]["candidates"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
        assert_eq!(codes, ["dout.matmul(w.t())"], "{arguments:?}");
    }
    assert!(package.mistakes(&["-p", "app"]).is_empty());
    package.shapeful(&["check", "-p", "app"]).ends_with(0);

    // From the folder of a member cargo still tells paths from that of the workspace.
    let inside = Package { root: package.root.join("net") };
    let mistakes = inside.mistakes(&[]);
    assert_eq!(mistakes.iter().map(place).collect::<Vec<_>>(), [("net/src/layers.rs", "S33", 784)]);
    assert_eq!(Package { root: package.root.join("net/src") }.mistakes(&[]), mistakes);
}

#[test]
fn dependencies_by_path() {
    let package = Package::empty("by_path")
        .with(
            "Cargo.toml",
            format!("{}net = {{ path = \"../net_by_path\" }}\n[workspace]\n", member("by-path", &dependency())),
        )
        .with("src/main.rs", "use shapeful::axes;\naxes! { Pixels = 5; }\nfn main() {\n    net::dx;\n}\n");
    Package::empty("net_by_path")
        .with("Cargo.toml", format!("{}[workspace]\n", member("net", &dependency())))
        .with("src/lib.rs", product(3072));
    let mistakes = package.mistakes(&[]);
    let (file, lesson, pixels) = place(&mistakes[0]);
    assert!(file.ends_with("net_by_path/src/lib.rs"), "{file}");
    assert_eq!((mistakes.len(), lesson, pixels), (1, "S33", 3072));
}

#[test]
fn from_a_registry() {
    let patch = format!("[workspace]\n[patch.crates-io]\nshapeful = {{ path = {SHAPEFUL:?} }}\n");
    let package = Package::empty("patched")
        .with("Cargo.toml", format!("{}{patch}", member("patched", "shapeful = \"0.1\"")))
        .with("src/lib.rs", product(784));
    assert_eq!(package.mistakes(&[]).iter().map(place).collect::<Vec<_>>(), [("src/lib.rs", "S33", 784)]);
}

#[test]
fn targets_of_every_kind() {
    let with_main = |pixels| product(pixels) + "fn main() {}\n";
    let package = Package::new("targets")
        .with(
            "src/lib.rs",
            product(784)
                + "#[cfg(test)]\nmod tests {\n    #[test]\n    fn test() {\n        let n: u32 = \"\";\n    }\n}\n",
        )
        .with("examples/train.rs", with_main(11))
        .with("tests/shapes.rs", product(12))
        .with("benches/speed.rs", with_main(13));
    let alone = package.mistakes(&[]);
    assert_eq!(alone.iter().map(place).collect::<Vec<_>>(), [("src/lib.rs", "S33", 784)]);
    // What a target declares itself is the size there, whatever others call by this name.
    let all = package.mistakes(&["--all-targets", "--keep-going"]);
    assert_eq!(all.iter().map(place).collect::<Vec<_>>(), alone.iter().map(place).collect::<Vec<_>>());

    let package = package.with("src/lib.rs", "");
    let all = package.mistakes(&["--all-targets", "--keep-going"]);
    let mut places: Vec<_> = all.iter().map(place).collect();
    places.sort();
    assert_eq!(
        places,
        [("benches/speed.rs", "S33", 13), ("examples/train.rs", "S33", 11), ("tests/shapes.rs", "S33", 12)]
    );
    let one = package.mistakes(&["--example", "train"]);
    assert_eq!(one.iter().map(place).collect::<Vec<_>>(), [("examples/train.rs", "S33", 11)]);
    assert_eq!(one[0]["wanted"]["shape"], json!([{ "name": "Batch", "size": 64 }, { "name": "Pixels", "size": 11 }]));
}

#[test]
fn a_library_that_is_checked_twice_is_told_once() {
    let package = Package::new("twice_checked").with("src/lib.rs", product(784));
    let run = package.shapeful(&["check", "--all-targets", "--keep-going"]);
    run.ends_with(101).says(&["1 shape error: S33"]);
    assert_eq!(run.err.matches("━━ S33").count(), 1, "{}", run.err);
}

#[test]
fn no_shape_errors() {
    let package = Package::program(
        "right",
        "use shapeful::Tensor;\nfn main() {\n    println!(\"{:?}\", Tensor::<()>::zeros());\n}\n",
    );
    let run = package.shapeful(&["check"]);
    run.ends_with(0);
    assert_eq!((run.out.as_str(), run.said().as_str()), ("", ""));
    assert_eq!(package.shapeful(&["check", "--json"]).ends_with(0).out, "");
}
