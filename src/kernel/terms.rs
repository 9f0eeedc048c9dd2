//! What is made of registers of several slices, to be written or to be added up.
use super::simd::{Isa, Kernel, Lanes};
use crate::elem::Float;

/// What is made of one number of each of `N` slices, and of one of each of `C` that are the same for all lines: `K` numbers.
pub(super) trait Terms<E: Float, const N: usize, const C: usize, const K: usize>: Copy {
    /// Whether zeros make zeros.
    const OF_ZEROS: bool = true;
    /// Of a register of each.
    ///
    /// # Safety
    /// The machine has the instructions.
    unsafe fn of<I: Isa>(self, line: usize, x: [E::Lanes<I>; N], columns: [E::Lanes<I>; C]) -> [E::Lanes<I>; K];
}
/// Where slices begin: loops make less to compile than closures, for each kernel that calls them.
#[inline(always)]
pub(super) fn starts<E, const N: usize>(x: [&[E]; N]) -> [*const E; N] {
    let mut starts = [core::ptr::null(); N];
    for n in 0..N {
        starts[n] = x[n].as_ptr();
    }
    starts
}
/// A line, its place in each slice, and the place in each that is the same for all lines.
#[derive(Clone, Copy)]
pub(super) struct Here {
    pub line: usize,
    pub at: usize,
    pub column: usize,
}
/// Of the first `count` numbers there, up to a whole register, and zeros behind them.
///
/// # Safety
/// The machine has the instructions, and so many numbers can be read there.
#[inline(always)]
pub(super) unsafe fn made<I: Isa, E: Float, T: Terms<E, N, C, K>, const N: usize, const C: usize, const K: usize>(
    (x, columns): ([*const E; N], [*const E; C]),
    Here { line, at, column }: Here,
    count: usize,
    terms: T,
) -> [E::Lanes<I>; K] {
    let is_whole = count >= <E::Lanes<I> as Lanes<E>>::LEN;
    // SAFETY: by the caller.
    unsafe {
        let mut read = ([E::Lanes::<I>::splat(E::ZERO); N], [E::Lanes::<I>::splat(E::ZERO); C]);
        for n in 0..N {
            let x = x[n].add(at);
            read.0[n] = if is_whole { E::Lanes::<I>::load(x) } else { E::Lanes::<I>::load_first(x, count) };
        }
        for c in 0..C {
            let x = columns[c].add(column);
            read.1[c] = if is_whole { E::Lanes::<I>::load(x) } else { E::Lanes::<I>::load_first(x, count) };
        }
        let mut of = terms.of::<I>(line, read.0, read.1);
        if !(is_whole || T::OF_ZEROS) {
            for of in &mut of {
                *of = of.first(count);
            }
        }
        of
    }
}
/// Lines of some width, so many numbers apart, and how many they are.
#[derive(Clone, Copy)]
pub(super) struct Lines {
    pub count: usize,
    pub apart: usize,
    pub width: usize,
}
impl Lines {
    /// All of a slice.
    #[inline(always)]
    pub fn one<E>(x: &[E]) -> Self {
        Lines { count: 1, apart: 0, width: x.len() }
    }
    /// That slices hold them, and that there is one of `columns` for each column.
    #[inline(always)]
    pub fn check<E>(self, x: &[&[E]], columns: &[&[E]]) {
        for x in x {
            assert!(
                self.count == 0 || x.len() >= (self.count - 1) * self.apart + self.width,
                "a slice does not hold all lines"
            );
        }
        for columns in columns {
            assert!(columns.len() == self.width, "there is not one for each column");
        }
    }
}
/// Writes what is made of lines, to lines that are as far apart.
#[inline(always)]
pub(super) fn write_lines<I: Isa, E: Float, T: Terms<E, N, C, 1>, const N: usize, const C: usize>(
    x: [&[E]; N],
    lines: Lines,
    columns: [&[E]; C],
    out: &mut [E],
    terms: T,
) {
    // SAFETY: the machine has the instructions, since this runs.
    unsafe { I::call_often(Written { x, lines, columns, out, terms }) }
}
struct Written<'a, E, T, const N: usize, const C: usize> {
    x: [&'a [E]; N],
    lines: Lines,
    columns: [&'a [E]; C],
    out: &'a mut [E],
    terms: T,
}
impl<E: Float, T: Terms<E, N, C, 1>, const N: usize, const C: usize> Kernel for Written<'_, E, T, N, C> {
    type Out = ();
    #[inline(always)]
    fn run<I: Isa>(self) {
        let Written { x, lines, columns, out, terms } = self;
        let (Lines { count, apart, width }, of_one) = (lines, <E::Lanes<I> as Lanes<E>>::LEN);
        lines.check(&x, &columns);
        lines.check(&[&*out], &[]);
        let (from, out) = ((starts(x), starts(columns)), out.as_mut_ptr());
        for line in 0..count {
            let start = line * apart;
            // SAFETY: what is read and written is of a line and inside of the width. The machine has the instructions, since this runs.
            unsafe {
                if width < of_one {
                    let here = Here { line, at: start, column: 0 };
                    let [y] = made::<I, E, T, N, C, 1>(from, here, width, terms);
                    y.store_first(out.add(start), width);
                    continue;
                }
                let mut column = 0;
                while column < width {
                    // The last register begins earlier.
                    column = column.min(width - of_one);
                    let here = Here { line, at: start + column, column };
                    let [y] = made::<I, E, T, N, C, 1>(from, here, of_one, terms);
                    y.store(out.add(here.at));
                    column += of_one;
                }
            }
        }
    }
}
