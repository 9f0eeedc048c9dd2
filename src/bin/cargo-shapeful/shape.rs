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
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_slice() {
            [one] => write!(f, "({one},)"),
            axes => {
                let names: Vec<String> = axes.iter().map(Axis::to_string).collect();
                write!(f, "({})", names.join(", "))
            }
        }
    }
}
