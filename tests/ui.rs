//! Every mistake in `ui-tests/` is a compile error that teaches something, and every right program there compiles and runs.
//!
//! How that is checked, and how to bless a new text, is told in `src/ui/mod.rs`.
#[test]
fn mistakes_are_errors_that_teach() {
    shapeful::ui::Suite::new("ui-tests").compiler("rustc 1.95.").forbid("UInt<").forbid("typenum").run();
}
