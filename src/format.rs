//! `Debug` of arrays and tensors: the type and shape, then the numbers as a table, shortened as numpy does.
use crate::array::Array;
#[cfg(feature = "alloc")]
use crate::array::Tensor;
use crate::elem::Element;
use crate::shape::{Shape, ShapeName};
use core::fmt::{self, Write};
use core::ops::Range;

/// Up to this many elements are printed whole.
const WHOLE: usize = 1000;
/// How many places of a shortened axis are printed at either end.
const EDGE: usize = 3;
/// The letters on a line.
const LINE: usize = 80;
/// Floats are printed with at most so many decimals.
const MOST_DECIMALS: usize = 4;
/// A table whose greatest number lies here is printed without exponents.
const PLAIN: Range<f64> = 9.9e-4..1e8;

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
    let elements = array.as_slice();
    if elements.is_empty() {
        return f.write_str("[]");
    }
    let mut table = Table { elements, dims: S::DIMS, decimals: None, width: 0 };
    table.decimals = f.precision().or_else(|| table.decimals());
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
    /// So many for every float; none for the scientific form.
    decimals: Option<usize>,
    width: usize,
}
impl<E: Element> Table<'_, E> {
    /// As few decimals as show every number to 1/10000; none if that would show as 0 what is not, or be too coarse or too long.
    fn decimals(&self) -> Option<usize> {
        let (mut decimals, mut greatest, mut vanishes) = (1, 0.0, false);
        self.visit(|element| {
            let magnitude = element.decimal().unwrap_or(0.0).abs();
            if magnitude > 0.0 && magnitude.is_finite() {
                let (mut places, mut digits) = (MOST_DECIMALS, (magnitude * 1e4 + 0.5) as u64);
                vanishes |= digits == 0;
                while places > decimals && digits % 10 == 0 {
                    (places, digits) = (places - 1, digits / 10);
                }
                (decimals, greatest) = (decimals.max(places), f64::max(greatest, magnitude));
            }
        });
        let legible = greatest == 0.0 || (PLAIN.contains(&greatest) && !vanishes);
        legible.then_some(decimals)
    }
    /// Whether the middle of an axis is left out.
    fn is_shortened(&self, axis: usize) -> bool {
        self.elements.len() > WHOLE && self.dims[axis] > 2 * EDGE + 1
    }
    /// The places of an axis that are printed, and `None` for those left out.
    fn places(&self, axis: usize) -> impl Iterator<Item = Option<usize>> {
        let (size, shortened) = (self.dims[axis], self.is_shortened(axis));
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
        let below = self.dims.len() - 1 - axis;
        let per_line = match below {
            0 if self.is_shortened(axis) => usize::MAX,
            0 => ((LINE - axis) / (self.width + 1)).max(1),
            _ => 1,
        };
        for (nth, place) in self.places(axis).enumerate() {
            if nth > 0 && nth % per_line > 0 {
                f.write_char(' ')?;
            } else if nth > 0 {
                // Matrices stand apart by an empty line, batches of them by two, and so on.
                (0..below.max(1)).try_for_each(|_| f.write_char('\n'))?;
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
        match (element.decimal(), self.decimals) {
            (Some(number), Some(decimals)) => write!(f, "{number:width$.decimals$}"),
            (Some(number), None) => write!(f, "{number:width$.MOST_DECIMALS$e}"),
            (None, _) => write!(f, "{element:>width$?}"),
        }
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
