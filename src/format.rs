//! `Debug` of arrays and tensors: the type and shape, then the numbers as a table, shortened as numpy does.
use crate::array::Array;
#[cfg(feature = "alloc")]
use crate::array::Tensor;
use crate::elem::Element;
use crate::shape::{Shape, ShapeName};
use core::fmt::{self, Write};

/// Up to this many elements are printed whole.
const WHOLE: usize = 1000;
/// How many places of a shortened axis are printed at either end.
const EDGE: usize = 3;

impl<S: Shape, E: Element> fmt::Debug for Array<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print("Array", self, f)
    }
}
#[cfg(feature = "alloc")]
impl<S: Shape, E: Element> fmt::Debug for Tensor<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print("Tensor", self, f)
    }
}

fn print<S: Shape, E: Element>(owner: &str, array: &Array<S, E>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    writeln!(f, "{owner}<{}> {}", E::TYPE, ShapeName::of::<S>())?;
    let mut table = Table { elements: array.as_slice(), dims: S::DIMS, plain: true, width: 0 };
    let (mut least, mut greatest) = (f64::INFINITY, 0.0_f64);
    table.visit(|element| {
        let magnitude = element.magnitude();
        if magnitude.is_finite() && magnitude > 0.0 {
            (least, greatest) = (least.min(magnitude), greatest.max(magnitude));
        }
    });
    table.plain = greatest < 1e6 && (greatest == 0.0 || greatest >= 1e-3);
    let mut width = 0;
    table.visit(|element| {
        let mut letters = Letters(0);
        // Counting letters cannot fail.
        let _ = table.element(element, 0, &mut letters);
        width = width.max(letters.0);
    });
    table.width = width;
    table.axis(0, 0, f)
}

struct Table<'a, E> {
    elements: &'a [E],
    dims: &'static [usize],
    /// Four decimals for every number, or Rust's own choice for numbers too large or small for that.
    plain: bool,
    width: usize,
}
impl<E: Element> Table<'_, E> {
    /// The places of an axis that are printed, and `None` for those left out.
    fn places(&self, axis: usize) -> impl Iterator<Item = Option<usize>> {
        let size = self.dims[axis];
        let shortened = self.elements.len() > WHOLE && size > 2 * EDGE + 1;
        let head = if shortened { EDGE } else { size };
        let tail = if shortened { size - EDGE } else { size };
        (0..head).map(Some).chain(shortened.then_some(None)).chain((tail..size).map(Some))
    }
    /// Calls `f` on every element that is printed.
    fn visit(&self, mut f: impl FnMut(E)) {
        self.visit_axis(0, 0, &mut f);
    }
    fn visit_axis(&self, axis: usize, offset: usize, f: &mut impl FnMut(E)) {
        if axis == self.dims.len() {
            return f(self.elements[offset]);
        }
        for place in self.places(axis).flatten() {
            self.visit_axis(axis + 1, offset * self.dims[axis] + place, f);
        }
    }
    fn axis(&self, axis: usize, offset: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if axis == self.dims.len() {
            return self.element(self.elements[offset], self.width, f);
        }
        f.write_char('[')?;
        let innermost = axis + 1 == self.dims.len();
        for (nth, place) in self.places(axis).enumerate() {
            if nth > 0 && innermost {
                f.write_char(' ')?;
            } else if nth > 0 {
                writeln!(f)?;
                (0..=axis).try_for_each(|_| f.write_char(' '))?;
            }
            match place {
                Some(place) => self.axis(axis + 1, offset * self.dims[axis] + place, f)?,
                None => f.write_str("...")?,
            }
        }
        f.write_char(']')
    }
    fn element(&self, element: E, width: usize, f: &mut impl Write) -> fmt::Result {
        if self.plain { write!(f, "{element:width$.4?}") } else { write!(f, "{element:width$?}") }
    }
}

/// Counts the letters written to it.
struct Letters(usize);
impl Write for Letters {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.chars().count();
        Ok(())
    }
}
