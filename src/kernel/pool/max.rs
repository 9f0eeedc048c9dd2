//! The greatest pixel of every window. All is inlined into what is compiled for an instruction set.
use super::*;
use crate::kernel::elementwise::passed_back;
use crate::kernel::extrema;

/// So many pixels of a row are compared side by side.
const LANES: usize = 16;
/// So many windows have their greatest pixels on the stack.
const WINDOWS: usize = 32;

impl Window {
    #[inline(always)]
    fn greatest<I: Isa, E: Exp>(self, x: &[E]) -> E {
        let greater = |best: E, x: E| x.greater(best);
        self.rows().fold(-E::INFINITY, |best, row| match self.width < LANES {
            true => x[row].iter().copied().fold(best, greater),
            false => greater(best, extrema::greatest::<I, E>(&x[row])),
        })
    }
}

#[inline(always)]
pub(super) fn max_pool<I: Isa, E: Exp>(sizes: PoolSizes, x: &[E], y: &mut [E]) {
    let of_pixels = (-E::INFINITY, |all, x: E| x.greater(all), |all| all);
    forward::<I, E>(sizes, x, y, of_pixels, Window::greatest::<I, E>);
}
#[inline(always)]
pub(super) fn max_pool_backward<I: Isa, E: Exp>(sizes: PoolSizes, dy: &[E], x: &[E], to_relu: bool, dx: &mut [E]) {
    let width = sizes.width;
    // What is not the greatest of its window gets nothing anyway.
    let passed = |dy: E, top: E| if to_relu { passed_back(dy, top) } else { dy };
    if sizes.halves() {
        let lines = x.chunks_exact(2 * width.input).zip(dx.chunks_exact_mut(2 * width.input));
        for ((x, dx), dy) in lines.zip(dy.chunks_exact(width.out)) {
            let ((a, b), (da, db)) = (x.split_at(width.input), dx.split_at_mut(width.input));
            halve_back([a, b], dy, to_relu, da, db);
        }
        return;
    }
    dx.fill(E::ZERO);
    if dx.is_empty() {
        return;
    }
    if sizes.has_rows() {
        for (row, dy) in dy.chunks_exact(width.out).enumerate() {
            for (nth, dy) in dy.chunks(WINDOWS).enumerate() {
                let (corner, many) = (sizes.corner(row) + nth * WINDOWS * width.stride, dy.len());
                let (mut tops, mut left) = ([-E::INFINITY; WINDOWS], [E::ZERO; WINDOWS]);
                left[..many].copy_from_slice(dy);
                let (tops, left) = (&mut tops[..many], &mut left[..many]);
                sizes.each_pixel(corner, |at| {
                    let each = |(top, &x): (&mut E, &E)| *top = x.greater(*top);
                    match width.stride {
                        1 => tops.iter_mut().zip(&x[at..]).for_each(each),
                        stride => tops.iter_mut().zip(x[at..].iter().step_by(stride)).for_each(each),
                    }
                });
                left.iter_mut().zip(&*tops).for_each(|(left, &top)| *left = passed(*left, top));
                sizes.each_pixel(corner, |at| {
                    let windows = tops.iter().zip(left.iter_mut());
                    let each = |((dx, &x), (&top, left)): ((&mut E, &E), (&E, &mut E))| *dx += taken(x, top, left);
                    match width.stride {
                        1 => dx[at..].iter_mut().zip(&x[at..]).zip(windows).for_each(each),
                        s => dx[at..].iter_mut().step_by(s).zip(x[at..].iter().step_by(s)).zip(windows).for_each(each),
                    }
                });
            }
        }
        return;
    }
    sizes.each_window(|window, place| {
        let top = window.greatest::<I, E>(x);
        if window.width >= LANES {
            let is_top = |&at: &usize| (x[at] == top) | (x[at].is_nan() & top.is_nan());
            let found = window.rows().flatten().find(is_top).unwrap_or(window.corner);
            dx[found] += passed(dy[place], top);
            return;
        }
        // Which pixel is the greatest cannot be foreseen: its place is computed without a branch, from the last to the first.
        let mut found = window.corner;
        for i in (0..window.rows).rev() {
            let row = window.corner + i * window.line;
            for (j, &x) in x[row..][..window.width].iter().enumerate().rev() {
                let is_top = usize::from((x == top) | (x.is_nan() & top.is_nan()));
                found ^= (found ^ (row + j)) & is_top.wrapping_neg();
            }
        }
        dx[found] += passed(dy[place], top);
    });
}

/// The backward pass of one row of windows of two by two pixels.
// Arguments, since the compiler knows of these that no two of them overlap.
#[inline(always)]
fn halve_back<E: Exp>([a, b]: [&[E]; 2], dy: &[E], to_relu: bool, da: &mut [E], db: &mut [E]) {
    let count = dy.len();
    let (a, b, da, db) = (&a[..2 * count], &b[..2 * count], &mut da[..2 * count], &mut db[..2 * count]);
    for q in 0..count {
        let x = [a[2 * q], a[2 * q + 1], b[2 * q], b[2 * q + 1]];
        let top = x[3].greater(x[2]).greater(x[1].greater(x[0]));
        let mut left = if to_relu { passed_back(dy[q], top) } else { dy[q] };
        da[2 * q] = taken(x[0], top, &mut left);
        da[2 * q + 1] = taken(x[1], top, &mut left);
        db[2 * q] = taken(x[2], top, &mut left);
        db[2 * q + 1] = left;
    }
}
/// What a pixel gets of that which is left for the greatest of its window: all, if it is that. NaN is only where the greatest is NaN, too.
#[inline(always)]
fn taken<E: Exp>(x: E, top: E, left: &mut E) -> E {
    let taken;
    (taken, *left) = left.split((x == top) | x.is_nan());
    taken
}
