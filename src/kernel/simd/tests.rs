//! What registers do, on every instruction set.
use super::{Isa, Kernel, Lanes, on_set};
use crate::elem::Float;
use core::array::from_fn;
use core::marker::PhantomData;
use std::vec;

struct Registers<E>(PhantomData<E>);
impl<E: Float> Kernel for Registers<E> {
    type Out = ();
    #[inline(always)]
    fn run<I: Isa>(self) {
        // SAFETY: the machine has the instructions, since this runs.
        unsafe {
            check::<E, E::Lanes<I>>();
            check::<E, E::Half<I>>();
            check::<E, E::Quarter<I>>();
        }
    }
}
/// As many numbers as the longest register has; those of a shorter one come first.
type Numbers<E> = [E; 16];
/// # Safety
/// The machine has the instructions.
#[inline(always)]
unsafe fn check<E: Float, V: Lanes<E>>() {
    let of = |number: usize| E::of(number as f64);
    let (x, kept): (Numbers<E>, Numbers<E>) = (from_fn(|i| of(i + 1)), [-E::ONE; 16]);
    let first =
        |count: usize, x: Numbers<E>, rest: E| -> Numbers<E> { from_fn(|i| if i < count { x[i] } else { rest }) };
    let stored = |register: V| {
        let mut to = kept;
        // SAFETY: no register is longer.
        unsafe { register.store(to.as_mut_ptr()) };
        assert_eq!(to[V::LEN..], kept[V::LEN..]);
        first(V::LEN, to, E::ZERO)
    };
    let whole = |x: Numbers<E>| first(V::LEN, x, E::ZERO);
    // SAFETY: all arrays are as long as the longest register or longer; those that are not hold just so many numbers.
    unsafe {
        let register = V::load(x.as_ptr());
        assert_eq!(stored(register), whole(x));
        assert_eq!(stored(V::splat(x[2])), whole([x[2]; 16]));
        for count in 0..=V::LEN {
            let few = x[..count].to_vec();
            assert_eq!(stored(V::load_first(few.as_ptr(), count)), first(count, x, E::ZERO), "{count}");
            let mut few = vec![-E::ONE; count];
            register.store_first(few.as_mut_ptr(), count);
            assert_eq!(few, x[..count]);
            let mut to = kept;
            register.store_first(to.as_mut_ptr(), count);
            assert_eq!(to, first(count, x, -E::ONE), "{count}");
        }
        let other = V::splat(x[2]);
        assert_eq!(stored(register.add(other)), whole(x.map(|x| x + of(3))));
        assert_eq!(stored(register.times_plus(other, V::splat(x[1]))), whole(x.map(|x| x * of(3) + of(2))));
        assert_eq!(stored(register.greater(other)), whole(x.map(|x| if x > of(3) { x } else { of(3) })));
        assert_eq!(stored(V::splat(E::NAN).greater(other)), whole([x[2]; 16]));
        assert!(stored(other.greater(V::splat(E::NAN)))[..V::LEN].iter().all(|top| top.is_nan()));
        assert_eq!(register.sum(), of(V::LEN * (V::LEN + 1) / 2));

        let (side, stride, step) = (V::SIDE, V::SIDE + 1, V::SIDE + 2);
        for (depth, width) in (0..=side).flat_map(|depth| (0..=side).map(move |width| (depth, width))) {
            let from = (0..width * stride).map(of).collect::<vec::Vec<_>>();
            let mut to = vec![-E::ONE; depth * step];
            V::transpose(from.as_ptr(), stride, (depth, width), to.as_mut_ptr(), step);
            for (k, row) in to.chunks(step).enumerate() {
                let column = |j| if j < width { from[j * stride + k] } else { E::ZERO };
                assert!(
                    row[..side].iter().enumerate().all(|(j, &found)| found == column(j)),
                    "{depth}x{width}: {row:?}"
                );
                assert_eq!(row[side..], [-E::ONE; 2], "{depth}x{width}");
            }
        }
    }
}

#[test]
fn every_register_of_every_instruction_set() {
    for set in 0..3 {
        on_set(set, Registers::<f32>(PhantomData));
        on_set(set, Registers::<f64>(PhantomData));
    }
}
