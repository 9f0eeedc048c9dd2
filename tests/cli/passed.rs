//! What is no shape error comes through as cargo prints it, and cargo's exit code too.
use crate::support::{LAB, Package, Run, cargo};

/// Programs without shape errors.
const PROGRAMS: &[(&str, &str)] = &[
    ("clean", "fn main() {}\n"),
    ("warned", "fn main() {\n    let unused = 1;\n    let mut also = 2;\n}\n"),
    ("mismatched", "fn main() {\n    let n: u32 = \"four\";\n    let m: f32 = true;\n}\n"),
    ("unknown_names", "use shapeful::Tenser;\nfn main() {\n    ones(1);\n    undefined;\n}\n"),
    ("moved", "fn main() {\n    let a = String::new();\n    drop(a);\n    drop(a); // ünïcode 数\n}\n"),
    ("warned_and_wrong", "fn unused() {}\nfn main() {\n    let x: () = 1;\n}\n"),
    ("no_main", "fn unused() {}\n"),
    ("unparsed", "fn main() {\n    let x = (;\n}\n"),
];

/// What was said, without cargo's count of warnings, which it does not give to a program that reads its messages.
fn of_compiler(run: &Run) -> String {
    run.said().split_inclusive('\n').filter(|line| !line.contains(" generated ")).collect()
}

#[test]
fn other_errors_and_warnings_are_cargos() {
    for color in ["never", "always"] {
        for (name, program) in PROGRAMS {
            let package = Package::program(name, program);
            let plain = package.run(cargo().args(["check", "--color", color]));
            let ours = package.shapeful(&["check", "--color", color]);
            assert_eq!(of_compiler(&ours), of_compiler(&plain), "{name}");
            assert_eq!((ours.code, ours.out), (plain.code, plain.out), "{name}");
        }
    }
}

#[test]
fn without_shapeful() {
    let manifest = "[package]\nname = \"alone\"\nedition = \"2024\"\n[workspace]\n";
    let program = "struct Tensor<A>(A);\nfn main() {\n    let t: Tensor<u8> = Tensor(\"a\");\n}\n";
    let package = Package::empty("alone").with("Cargo.toml", manifest).with("src/main.rs", program);
    let plain = package.run(cargo().arg("check"));
    let ours = package.shapeful(&["check"]);
    assert_eq!((of_compiler(&ours), ours.code), (of_compiler(&plain), plain.code));
}

#[test]
fn what_stands_beside_a_shape_error_is_not_lost() {
    let program = LAB.replace("fn main()", "fn plain() -> u32 {\n    let unused = 1;\n    \"four\"\n}\n\nfn main()");
    let package = Package::program("beside", &program);
    let plain = package.run(cargo().arg("check"));
    let ours = package.shapeful(&["check"]);
    assert_eq!(ours.ends_with(101).code, plain.code);
    for sentence in ["expected `u32`, found `&str`", "For more information about", "could not compile `beside`"] {
        assert!(plain.err.contains(sentence), "{}", plain.err);
        ours.says(&[sentence]);
    }
}

#[test]
fn exit_codes_are_cargos() {
    let package = Package::program("codes", "fn main() {}\n");
    let cases: &[&[&str]] = &[
        &["check"],
        &["check", "--no-such-option"],
        &["check", "--manifest-path", "no/such/Cargo.toml"],
        &["check", "--manifest-path=no/such/Cargo.toml"],
        &["check", "-p", "no-such-package"],
        &["check", "--bin", "no-such-bin"],
        &["check", "--quiet"],
    ];
    for arguments in cases {
        let (plain, ours) = (package.run(cargo().args(*arguments)), package.shapeful(arguments));
        // The usage that cargo prints goes by the options that it got.
        let first = |run: &Run| run.said().lines().next().map(str::to_string);
        assert_eq!((ours.code, first(&ours)), (plain.code, first(&plain)), "{arguments:?}");
    }
}

#[test]
fn formats_of_messages_are_refused() {
    let package = Package::program("formats", "fn main() {}\n");
    for format in [&["--message-format=short"][..], &["--message-format", "json"]] {
        let run = package.shapeful(&[&["check"], format].concat());
        run.ends_with(101).says(&["cannot take `--message-format"]);
    }
}
