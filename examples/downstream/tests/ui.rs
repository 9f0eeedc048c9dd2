//! Wrong uses of the layers do not compile, and the errors say why.
#[test]
fn wrong_shapes_do_not_compile() {
    shapeful::ui::Suite::new("ui-tests").compiler("rustc 1.95.").forbid("UInt<").forbid("typenum").run();
}
