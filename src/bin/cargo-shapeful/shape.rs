//! Shapes as the command handles them: values, read from what the compiler or a person writes.
use std::fmt;

/// One axis: a name, or a number.
#[derive(Clone, Debug, Eq)]
pub struct Axis {
    /// `Batch`, `N`, or the number itself in decimal.
    pub name: String,
    /// The size, where it is known.
    pub size: Option<u64>,
}
/// Two axes are one when their names are: the size of a name may be known in one place and not in another.
impl PartialEq for Axis {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
impl Axis {
    pub fn number(size: u64) -> Axis {
        Axis { name: size.to_string(), size: Some(size) }
    }
    pub fn named(name: &str, size: Option<u64>) -> Axis {
        Axis { name: name.to_string(), size }
    }
    /// Whether it is a number without a name.
    pub fn is_number(&self) -> bool {
        self.name.bytes().all(|byte| byte.is_ascii_digit())
    }
    /// As a program writes it: `Batch`, or `dim!(64)`.
    pub fn in_code(&self) -> String {
        if self.is_number() { format!("dim!({self})") } else { self.to_string() }
    }
}
impl fmt::Display for Axis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// The axes of an array, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape(pub Vec<Axis>);
impl Shape {
    /// As a program writes it: `(Batch, dim!(784))`.
    pub fn in_code(&self) -> String {
        tuple(&self.0, Axis::in_code)
    }
    pub fn rank(&self) -> usize {
        self.0.len()
    }
    /// The matrix with its rows for columns.
    pub fn transposed(&self) -> Option<Shape> {
        match self.0.as_slice() {
            [rows, columns] => Some(Shape(vec![columns.clone(), rows.clone()])),
            _ => None,
        }
    }
}
/// `(Batch, Pixels)`, `(Batch,)` and `()`, as Rust writes tuples.
fn tuple(axes: &[Axis], written: impl Fn(&Axis) -> String) -> String {
    let axes: Vec<String> = axes.iter().map(written).collect();
    if axes.len() == 1 { format!("({},)", axes[0]) } else { format!("({})", axes.join(", ")) }
}
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&tuple(&self.0, Axis::to_string))
    }
}
