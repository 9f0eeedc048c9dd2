//! Rows turned to columns.
use crate::elem::Float;

/// Squares of so many numbers are turned at once.
const SIDE: usize = 4;
/// So many columns are turned before those beside them: what a line of the cache holds.
const COLUMNS: usize = 16;

pub trait Turn: Float {
    /// Turns a square: its rows are `step` apart in `from`, and its columns in `to`.
    #[doc(hidden)]
    fn turn_square(from: &[Self], step: usize, to: &mut [Self], to_step: usize);
}
impl Turn for f64 {
    #[inline(always)]
    fn turn_square(from: &[Self], step: usize, to: &mut [Self], to_step: usize) {
        one_by_one(from, step, to, to_step);
    }
}
impl Turn for f32 {
    #[cfg(not(target_arch = "x86_64"))]
    #[inline(always)]
    fn turn_square(from: &[Self], step: usize, to: &mut [Self], to_step: usize) {
        one_by_one(from, step, to, to_step);
    }
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn turn_square(from: &[Self], step: usize, to: &mut [Self], to_step: usize) {
        use core::arch::x86_64::*;
        let at = |i: usize| from[i * step..][..SIDE].as_ptr();
        let (a, b, c, d) = (at(0), at(1), at(2), at(3));
        // SAFETY: every x86-64 has SSE2, and from each of these pointers on lie four numbers, as was just checked.
        let turned = unsafe {
            let (a, b, c, d) = (_mm_loadu_ps(a), _mm_loadu_ps(b), _mm_loadu_ps(c), _mm_loadu_ps(d));
            let (ab, cd) = (_mm_unpacklo_ps(a, b), _mm_unpacklo_ps(c, d));
            let (ab_end, cd_end) = (_mm_unpackhi_ps(a, b), _mm_unpackhi_ps(c, d));
            [_mm_movelh_ps(ab, cd), _mm_movehl_ps(cd, ab), _mm_movelh_ps(ab_end, cd_end), _mm_movehl_ps(cd_end, ab_end)]
        };
        for (j, column) in turned.into_iter().enumerate() {
            let to = to[j * to_step..][..SIDE].as_mut_ptr();
            // SAFETY: as above.
            unsafe { _mm_storeu_ps(to, column) };
        }
    }
}
#[cfg_attr(target_arch = "x86_64", allow(dead_code))]
#[inline(always)]
fn one_by_one<E: Copy>(from: &[E], step: usize, to: &mut [E], to_step: usize) {
    for i in 0..SIDE {
        for (j, &number) in from[i * step..][..SIDE].iter().enumerate() {
            to[j * to_step + i] = number;
        }
    }
}

/// The first `rows` columns of `from`, whose rows are `length` long, as rows of `to`, which are `step` apart; they get so many numbers.
// Needs no more than what every machine has, so it is compiled once.
#[inline(never)]
pub(super) fn turn<E: Turn>(from: &[E], length: usize, columns: usize, to: &mut [E], step: usize, count: usize) {
    let squares = count / SIDE * SIDE;
    for left in (0..columns).step_by(COLUMNS) {
        let end = (left + COLUMNS).min(columns);
        for f in (0..squares).step_by(SIDE) {
            let mut t = left;
            while t + SIDE <= end {
                E::turn_square(&from[f * length + t..], length, &mut to[t * step + f..], step);
                t += SIDE;
            }
            for t in t..end {
                for f in f..f + SIDE {
                    to[t * step + f] = from[f * length + t];
                }
            }
        }
        for t in left..end {
            for f in squares..count {
                to[t * step + f] = from[f * length + t];
            }
        }
    }
}
