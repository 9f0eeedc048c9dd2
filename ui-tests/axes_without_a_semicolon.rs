//! error: no rules expected `Pixels`
//!
//! Each axis ends with a semicolon, and the first one does not.
//! Repair: `axes! { Batch = 64; Pixels = 784; }`.
use shapeful::axes;
axes! { Batch = 64 Pixels = 784; }

fn main() {
    println!("two axes");
}
