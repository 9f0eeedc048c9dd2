//! Recurrent layers, (N, T, D) → (N, T, H): `Rnn`, `Lstm` and `Gru`.
//!
//! As a [`Layer`](crate::Layer) each begins with a state of 0; `forward_from` begins with one that is given, and `backward_from` gives its
//! gradient; `step` takes one step, for text that is written word by word.

/// What every layer with parameters has: all 0, walked and printed; and drawn at random, a weight with `D` inputs with variance 1/D.
macro_rules! parameters { ($layer:ident<$d:ident, $h:ident> { $($field:ident: $kind:ident ($($axis:ty),*) = $init:expr;)* }) => {
    impl<$d: Dim, $h: Dim, E: Float> $layer<$d, $h, E> {
        /// All parameters 0.
        ///
        /// ```
        #[doc = concat!("use shapeful::{", stringify!($layer), ", axes};")]
        /// axes! { Features = 3; Hidden = 4; }
        #[doc = concat!("let layer = ", stringify!($layer), "::<Features, Hidden>::zeros();")]
        #[doc = "assert_eq!(layer.wx.sum_all(), 0.0);"]
        /// ```
        pub fn zeros() -> Self {
            $layer { $($field: Tensor::zeros()),* }
        }
    }
    #[diagnostic::do_not_recommend]
    impl<$d: Dim, $h: Dim, E: Float> Params<E> for $layer<$d, $h, E> {
        walk! { E: $($field: $kind, ($($axis),*);)* }
    }
    impl<$d: Dim, $h: Dim, E: Float> core::fmt::Debug for $layer<$d, $h, E> {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct(stringify!($layer))$(.field(stringify!($field), &self.$field))*.finish()
        }
    }
    /// Each weight from the normal distribution with variance 1/D, for those of the D features, and 1/H, for those of the H units of the
    /// state; biases 0.
    ///
    /// - Source: CS231n, assignment 3, `CaptioningRNN`.
    #[cfg(feature = "rand")]
    impl<$d: Dim, $h: Dim, E: Float> Init for $layer<$d, $h, E> {
        fn init<R: rand::Rng + ?Sized>(rng: &mut R) -> Self {
            let normal = |inputs: usize| E::of(1.0 / inputs.max(1) as f64).sqrt();
            let mut layer = Self::zeros();
            $(if crate::Kind::$kind == crate::Kind::Weight {
                layer.$field.fill_with(|_| normal($init) * E::standard_normal(rng));
            })*
            layer
        }
    }
} }

mod gru;
mod lstm;
mod rnn;

pub use gru::{Gru, GruBuffers, GruState};
pub use lstm::{Lstm, LstmBuffers, LstmState};
pub use rnn::{Rnn, RnnBuffers, RnnState};
