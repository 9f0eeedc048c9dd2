//! Matrix products of whole arrays, whose sizes may be known when they are compiled.
use super::gemm::gemm_into;
use super::matrix::{MatrixMut, MatrixRef, Write};
use super::simd::{Isa, Kernel, dispatch};
use super::tile::Tiled;
use crate::dim::Dim;
use crate::elem::Float;
use core::marker::PhantomData;

/// A size.
pub trait Extent: Copy {
    /// What it is, if that is known at compile time.
    const KNOWN: Option<usize>;
    fn get(self) -> usize;
}
impl Extent for usize {
    const KNOWN: Option<usize> = None;
    #[inline]
    fn get(self) -> usize {
        self
    }
}
/// A size that is known at compile time: of an axis, or of some, multiplied with each other.
pub trait Size {
    const SIZE: usize;
}
impl<A: Dim> Size for (A,) {
    const SIZE: usize = A::SIZE;
}
impl<A: Dim, B: Dim> Size for (A, B) {
    const SIZE: usize = A::SIZE * B::SIZE;
}
/// The extent that is the size of `S`.
pub struct Known<S>(PhantomData<S>);
pub(crate) fn known<S: Size>() -> Known<S> {
    Known(PhantomData)
}
impl<S> Copy for Known<S> {}
impl<S> Clone for Known<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S: Size> Extent for Known<S> {
    const KNOWN: Option<usize> = Some(S::SIZE);
    #[inline]
    fn get(self) -> usize {
        S::SIZE
    }
}

/// A product of so many products of two numbers and fewer is compiled for its sizes: as long as what a call costs, and the choice of tiles,
/// can be seen beside the product itself.
const SMALL: usize = 32 * 32 * 32;

/// The product `a · b` of an n×k and a k×m array, each of which may lie transposed.
#[derive(Clone, Copy)]
pub(crate) struct Product<N, K, M, const A_T: bool, const B_T: bool> {
    pub n: N,
    pub k: K,
    pub m: M,
}
impl<N: Extent, K: Extent, M: Extent, const A_T: bool, const B_T: bool> Product<N, K, M, A_T, B_T> {
    /// In a debug build what is compiled for its sizes would not be optimised, as this crate may be.
    const IS_SMALL: bool = match (N::KNOWN, K::KNOWN, M::KNOWN) {
        (Some(n), Some(k), Some(m)) => n * k * m <= SMALL && !cfg!(debug_assertions),
        _ => false,
    };

    #[inline]
    pub fn run<E: Float>(self, a: &[E], b: &[E], c: &mut [E], write: Write<'_, E>) {
        if Self::IS_SMALL {
            let (n, k, m) = (self.n.get(), self.k.get(), self.m.get());
            assert!(a.len() == n * k && b.len() == k * m && c.len() == n * m, "the sizes of a matrix product disagree");
            if let Write::Onto(row) = write {
                assert!(row.len() == m, "a bias has as many numbers as the product has columns");
            }
            dispatch(Small { sizes: self, a, b, c, write });
        } else {
            let (a, b, c) = self.matrices(a, b, c);
            gemm_into(a, b, c, write);
        }
    }
    #[inline(always)]
    fn matrices<'a, E>(
        self,
        a: &'a [E],
        b: &'a [E],
        c: &'a mut [E],
    ) -> (MatrixRef<'a, E>, MatrixRef<'a, E>, MatrixMut<'a, E>) {
        let (n, k, m) = (self.n.get(), self.k.get(), self.m.get());
        let a = if A_T { MatrixRef::row_major(a, k, n).t() } else { MatrixRef::row_major(a, n, k) };
        let b = if B_T { MatrixRef::row_major(b, m, k).t() } else { MatrixRef::row_major(b, k, m) };
        (a, b, MatrixMut::row_major(c, n, m))
    }
}

/// A product that is compiled for its sizes.
struct Small<'a, E, P> {
    sizes: P,
    a: &'a [E],
    b: &'a [E],
    c: &'a mut [E],
    write: Write<'a, E>,
}
impl<E: Float, N: Extent, K: Extent, M: Extent, const A_T: bool, const B_T: bool> Kernel
    for Small<'_, E, Product<N, K, M, A_T, B_T>>
{
    type Out = ();
    #[inline(always)]
    fn run<I: Isa>(self) {
        let (a, b, c) = self.sizes.matrices(self.a, self.b, self.c);
        Tiled::<_, true> { a, b, c, write: self.write }.run::<I>();
    }
}
