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
/// A line, and where of each slice and of each that is the same for all lines.
type Here<E, const N: usize, const C: usize> = (usize, [*const E; N], [*const E; C]);
/// Of the first `count` numbers there, up to a whole register, and zeros behind them.
///
/// # Safety
/// The machine has the instructions, and so many numbers can be read from there.
#[inline(always)]
pub(super) unsafe fn made<I: Isa, E: Float, T: Terms<E, N, C, K>, const N: usize, const C: usize, const K: usize>(
    (line, x, columns): Here<E, N, C>,
    count: usize,
    terms: T,
) -> [E::Lanes<I>; K] {
    let is_whole = count >= <E::Lanes<I> as Lanes<E>>::LEN;
    // SAFETY: by the caller.
    unsafe {
        let mut read = ([E::Lanes::<I>::splat(E::ZERO); N], [E::Lanes::<I>::splat(E::ZERO); C]);
        for n in 0..N {
            read.0[n] = if is_whole { E::Lanes::<I>::load(x[n]) } else { E::Lanes::<I>::load_first(x[n], count) };
        }
        for c in 0..C {
            let x = columns[c];
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
    /// That a slice holds them.
    #[inline(always)]
    pub fn lie_in<E>(self, x: &[E]) -> bool {
        self.count == 0 || x.len() >= (self.count - 1) * self.apart + self.width
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
    unsafe { I::call(Written { x, lines, columns, out, terms }) }
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
        assert!(x.iter().all(|x| lines.lie_in(x)) && lines.lie_in(out), "they hold all lines");
        assert!(columns.iter().all(|x| x.len() == width), "there is one for each column");
        let (x, columns, out) = (x.map(<[E]>::as_ptr), columns.map(<[E]>::as_ptr), out.as_mut_ptr());
        for line in 0..count {
            let start = line * apart;
            // SAFETY: what is read and written is of a line and inside of the width. The machine has the instructions, since this runs.
            unsafe {
                if width < of_one {
                    let [y] = made::<I, E, T, N, C, 1>((line, x.map(|x| x.add(start)), columns), width, terms);
                    y.store_first(out.add(start), width);
                    continue;
                }
                for at in (0..width).step_by(of_one) {
                    // The last register begins earlier.
                    let at = at.min(width - of_one);
                    let here = (line, x.map(|x| x.add(start + at)), columns.map(|x| x.add(at)));
                    let [y] = made::<I, E, T, N, C, 1>(here, of_one, terms);
                    y.store(out.add(start + at));
                }
            }
        }
    }
}
