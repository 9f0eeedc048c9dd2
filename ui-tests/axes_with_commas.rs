//! error: an axis is declared as `Name = size;`: `axes! { Batch = 64; Pixels = 784; }`
//!
//! Axes are declared like constants, one after the other, not like the fields of a struct.
//! Repair: `axes! { Batch = 64; Pixels = 784; }`.
use shapeful::axes;
axes! { Batch: 64, Pixels: 784 }

fn main() {
    println!("two axes");
}
