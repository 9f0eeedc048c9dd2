//! error: `u32` says neither of which classes the targets are nor of which shape
//!
//! A label is a place on an axis, so that it is below the number of classes; that it is kept as a number does not say of what.
//! Repair: `Examples<(Pixels,), Digits>`.
use shapeful::axes;
use shapeful::data::Examples;
axes! { Pixels = 4; Digits = 10; }

struct Handwriting {
    digits: Examples<(Pixels,), u32>,
}

fn main() {}
