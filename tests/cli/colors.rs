//! Colours and characters are those that the reader can see.
use crate::support::{LAB, Package, shapeful};

fn said(package: &Package, arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let run = package.run(shapeful().arg("check").args(arguments).envs(environment.iter().copied()));
    run.ends_with(101);
    run.err
}

#[test]
fn a_pipe_has_no_colours_unless_they_are_asked_for() {
    let package = Package::program("colours", LAB);
    let is_colored = |arguments: &[&str], environment: &[(&str, &str)]| {
        let said = said(&package, arguments, environment);
        let drawing = said.split("S48").nth(1).unwrap().contains('\x1b');
        assert_eq!(drawing, said.contains('\x1b'), "{arguments:?} {environment:?}");
        drawing
    };
    assert!(!is_colored(&[], &[]));
    assert!(is_colored(&["--color", "always"], &[]));
    assert!(is_colored(&["--color=always"], &[("NO_COLOR", "1")]));
    assert!(is_colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(is_colored(&[], &[("CARGO_TERM_COLOR", "always")]));
    assert!(!is_colored(&[], &[("NO_COLOR", "1")]));
    assert!(!is_colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!is_colored(&["--color", "auto"], &[]));
}

#[test]
fn ascii_is_ascii() {
    let package = Package::program("ascii", LAB);
    let said = said(&package, &["--ascii"], &[]);
    assert!(said.contains("S48") && said.is_ascii(), "{said}");
}
