//! The mean of every window. All is inlined into what is compiled for an instruction set.
use super::*;
use crate::kernel::sums::{self, Compensated};

impl Window {
    #[inline(always)]
    fn sum<I: Isa, E: Exp>(self, x: &[E]) -> E {
        if self.rows * self.width <= FEW {
            return self.rows().fold(E::ZERO, |sum, row| x[row].iter().fold(sum, |sum, &x| sum + x));
        }
        let mut total = Compensated::<E, 1>::NOTHING;
        self.rows().for_each(|row| total.add(&[sums::sum::<I, E>(&x[row])]));
        total.sums()[0]
    }
}
#[inline(always)]
fn area<E: Float>(sizes: PoolSizes) -> E {
    E::of((sizes.height.kernel * sizes.width.kernel) as f64)
}

#[inline(always)]
pub(super) fn avg_pool<I: Isa, E: Exp>(sizes: PoolSizes, x: &[E], y: &mut [E]) {
    let area = area::<E>(sizes);
    forward::<I, E>(sizes, x, y, (E::ZERO, |all, x| all + x, |all| all / area), Window::sum::<I, E>);
}
#[inline(always)]
pub(super) fn avg_pool_backward<I: Isa, E: Exp>(sizes: PoolSizes, dy: &[E], dx: &mut [E]) {
    let (width, area) = (sizes.width, area::<E>(sizes));
    if sizes.halves() {
        for (dx, dy) in dx.chunks_exact_mut(2 * width.input).zip(dy.chunks_exact(width.out)) {
            for dx in dx.chunks_exact_mut(width.input) {
                dx.chunks_exact_mut(2).zip(dy).for_each(|(dx, &dy)| dx.fill(dy / area));
            }
        }
        return;
    }
    dx.fill(E::ZERO);
    sizes.each_window(|window, place| {
        let part = dy[place] / area;
        window.rows().for_each(|row| dx[row].iter_mut().for_each(|dx| *dx += part));
    });
}
