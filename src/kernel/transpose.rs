//! Transposed copies.
use crate::elem::Element;

/// Side of the blocks in which a matrix is copied: a whole line of the cache is read and written before it is given up.
const BLOCK: usize = 16;

/// `to[i, j] = from[j, i]`, where `to` has so many rows and columns.
pub(crate) fn transpose<E: Element>(from: &[E], to: &mut [E], rows: usize, columns: usize) {
    assert!(from.len() == rows * columns && to.len() == from.len(), "the sizes of a transpose disagree");
    if const { size_of::<E>() == size_of::<u32>() && align_of::<E>() == align_of::<u32>() } {
        let (from, to) = (from.as_ptr_range(), to.as_mut_ptr_range());
        // SAFETY: E is one of the element types, which are numbers; of these, those of 4 bytes are f32 and u32, and every value of one is
        // one of the other. The lengths stay, and `to` is borrowed exclusively.
        let (from, to) = unsafe {
            let len = rows * columns;
            (core::slice::from_raw_parts(from.start.cast(), len), core::slice::from_raw_parts_mut(to.start.cast(), len))
        };
        return transpose_words(from, to, rows, columns);
    }
    in_blocks(from, to, rows, columns, |_, _, _, _| false);
}

/// Not inlined: it is compiled with the optimisation of this crate, where the calling one may be a debug build.
#[inline(never)]
fn transpose_words(from: &[u32], to: &mut [u32], rows: usize, columns: usize) {
    in_blocks(from, to, rows, columns, |from, to, top, left| {
        for top in (top..top + BLOCK).step_by(4) {
            for left in (left..left + BLOCK).step_by(4) {
                let (from, to) = (&from[left * rows + top..], &mut to[top * columns + left..]);
                four_by_four(&from[..3 * rows + 4], rows, &mut to[..3 * columns + 4], columns);
            }
        }
        true
    });
}

/// Block by block; a whole one is left to `whole`, given where it begins, which says whether it has copied it.
#[inline(always)]
fn in_blocks<E: Element>(
    from: &[E],
    to: &mut [E],
    rows: usize,
    columns: usize,
    whole: impl Fn(&[E], &mut [E], usize, usize) -> bool,
) {
    for top in (0..rows).step_by(BLOCK) {
        for left in (0..columns).step_by(BLOCK) {
            let is_whole = top + BLOCK <= rows && left + BLOCK <= columns;
            if is_whole && whole(from, to, top, left) {
                continue;
            }
            for i in top..rows.min(top + BLOCK) {
                for j in left..columns.min(left + BLOCK) {
                    to[i * columns + j] = from[j * rows + i];
                }
            }
        }
    }
}

/// Four numbers of each of four lines, which lie apart by `rows` in `from` and by `columns` in `to`.
#[inline(always)]
fn four_by_four(from: &[u32], rows: usize, to: &mut [u32], columns: usize) {
    assert!(from.len() >= 3 * rows + 4 && to.len() >= 3 * columns + 4, "four lines of four numbers");
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    {
        use core::arch::x86_64::{_MM_TRANSPOSE4_PS, _mm_loadu_ps, _mm_storeu_ps};
        let (from, to) = (from.as_ptr().cast::<f32>(), to.as_mut_ptr().cast::<f32>());
        // SAFETY: every x86-64 has these instructions, which move bits and compute nothing; what is read and written lies inside, as the
        // lengths above say.
        unsafe {
            let [mut a, mut b, mut c, mut d] = [0, 1, 2, 3].map(|line| _mm_loadu_ps(from.add(line * rows)));
            _MM_TRANSPOSE4_PS(&mut a, &mut b, &mut c, &mut d);
            for (line, numbers) in [a, b, c, d].into_iter().enumerate() {
                _mm_storeu_ps(to.add(line * columns), numbers);
            }
        }
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    for i in 0..4 {
        for j in 0..4 {
            to[i * columns + j] = from[j * rows + i];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use alloc::vec::Vec;

    #[test]
    fn every_size() {
        fn check<E: Element>(rows: usize, columns: usize, number: impl Fn(usize) -> E) {
            let from: Vec<E> = (0..rows * columns).map(&number).collect();
            let mut to = vec![number(1); from.len()];
            transpose(&from, &mut to, rows, columns);
            for i in 0..rows {
                for j in 0..columns {
                    assert_eq!(to[i * columns + j], from[j * rows + i], "{rows}x{columns} at {i}, {j}");
                }
            }
        }
        for rows in [0, 1, 3, 15, 16, 17, 40] {
            for columns in [0, 1, 5, 16, 33, 48] {
                check(rows, columns, |i| i as f32);
                check(rows, columns, |i| i as u32);
                check(rows, columns, |i| i as f64);
                check(rows, columns, |i| i % 3 == 0);
            }
        }
    }
}
