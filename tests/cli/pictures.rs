//! The picture in the README is what the command prints.
use crate::support::{self, Package};

const PROGRAM: &str = "\
use shapeful::{Array, Tensor, axes};

axes! { Batch = 64; Pixels = 784; Classes = 10; }

fn backward(dout: &Array<(Batch, Classes)>, x: &Array<(Batch, Pixels)>, w: &Array<(Pixels, Classes)>) {
    let dx = dout.matmul(w);
    let dw = x.t().matmul(dout);
    println!(\"{dx:?} {dw:?}\");
}

fn main() {
    backward(&Tensor::ones(), &Tensor::ones(), &Tensor::ones());
}
";

#[test]
fn the_readme_shows_what_is_printed() {
    let package = Package::program("digits", PROGRAM);
    let run = package.shapeful(&["check", "--color", "always", "--width", "88"]);
    let said = run.ends_with(101).said();
    // Without cargo's closing words.
    let shown: String = said.split_inclusive('\n').filter(|line| !line.contains("could not compile")).collect();
    let shown = format!("$ cargo shapeful check\n{}", shown.trim_end());
    let mut picture = anstyle_svg::Term::new().render_svg(&shown);
    // Its colours are those of old screens, and too dark to read.
    for (dark, bright) in [
        ("#000000", "#14171b"),
        ("#AAAAAA", "#e7e9ec"),
        ("#00AAAA", "#7db8f5"),
        ("#00AA00", "#4cc38a"),
        ("#AA0000", "#ff7b7b"),
        ("opacity: 0.4", "opacity: 0.6"),
    ] {
        assert!(picture.contains(dark), "{dark}");
        picture = picture.replace(dark, bright);
    }
    if support::is_pinned() {
        let fault = support::blessed("docs/check.svg", &(picture.trim_end().to_string() + "\n"));
        assert!(fault.is_none(), "{fault:?}");
    }
}
