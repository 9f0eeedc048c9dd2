//! A bar that shows how far the training is.
#[cfg(feature = "progress")]
use {
    super::report::epoch_of,
    alloc::format,
    indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle},
};

/// The bar, if one is wanted.
pub(super) struct Bar(#[cfg(feature = "progress")] Option<ProgressBar>);

#[cfg(feature = "progress")]
impl Bar {
    /// Of a training with so many steps left.
    pub fn new(is_wanted: bool, left: usize) -> Self {
        Bar(is_wanted.then(|| bar(left, ProgressDrawTarget::stderr())))
    }
    /// One step more, in this epoch of so many, counted from 1.
    pub fn step(&self, epoch: usize, epochs: usize, loss: f64) {
        if let Some(bar) = &self.0 {
            bar.set_message(format!("{}: loss {loss:.4}", epoch_of(epoch, epochs)));
            bar.inc(1);
        }
    }
    /// Calls `f`, which may print: the bar makes room for it.
    pub fn around(&self, f: impl FnOnce()) {
        match &self.0 {
            Some(bar) => bar.suspend(f),
            None => f(),
        }
    }
}
#[cfg(feature = "progress")]
fn bar(left: usize, target: ProgressDrawTarget) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(left as u64), target);
    match ProgressStyle::with_template("{msg}  {wide_bar} {pos}/{len} steps, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

#[cfg(not(feature = "progress"))]
impl Bar {
    pub fn step(&self, _epoch: usize, _epochs: usize, _loss: f64) {}
    pub fn around(&self, f: impl FnOnce()) {
        f();
    }
}

#[cfg(all(test, feature = "progress"))]
mod tests {
    use super::{Bar, bar};
    use alloc::boxed::Box;
    use indicatif::{InMemoryTerm, ProgressDrawTarget, TermLike};

    #[test]
    fn tells_epoch_and_loss_and_makes_room_for_what_is_printed() {
        let term = InMemoryTerm::new(10, 70);
        let bar = Bar(Some(bar(20, ProgressDrawTarget::term_like(Box::new(term.clone())))));
        bar.step(3, 10, 0.25);
        bar.around(|| term.write_line("a report").unwrap());
        let shown = term.contents();
        let lines: std::vec::Vec<&str> = shown.lines().collect();
        assert_eq!(lines.len(), 2, "{shown}");
        assert_eq!(lines[0], "a report");
        assert!(lines[1].starts_with("epoch  3 of 10: loss 0.2500  "), "{shown}");
        assert!(lines[1].contains(" 1/20 steps, "), "{shown}");
    }
}
