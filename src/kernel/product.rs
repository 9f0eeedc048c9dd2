//! Matrix products of whole arrays, whose sizes may be known when they are compiled.
use super::gemm::gemm_into;
use super::matrix::{KnownWrite, MatrixMut, MatrixRef};
use super::simd::dispatch;
use super::small::{Sizes, Small, is_small};
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
        (Some(n), Some(k), Some(m)) => is_small(n, k, m) && !cfg!(debug_assertions),
        _ => false,
    };

    #[inline]
    pub fn run<E: Float>(self, a: &[E], b: &[E], c: &mut [E], write: impl KnownWrite<E>) {
        if const { Self::IS_SMALL } {
            dispatch(Small::<E, Self, _>::new(a, b, c, write));
        } else {
            let (a, b, c) = self.matrices(a, b, c);
            gemm_into(a, b, c, write.write());
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
impl<N: Extent, K: Extent, M: Extent, const A_T: bool, const B_T: bool> Sizes for Product<N, K, M, A_T, B_T> {
    const SIZES: [usize; 3] = match (N::KNOWN, K::KNOWN, M::KNOWN) {
        (Some(n), Some(k), Some(m)) => [n, k, m],
        _ => [0; 3],
    };
    const A_T: bool = A_T;
    const B_T: bool = B_T;
}
