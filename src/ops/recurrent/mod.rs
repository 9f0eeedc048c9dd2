//! Recurrent layers: `rnn`, `lstm` and `gru`, one step or whole sequences, with backpropagation through time.
//!
//! A cache borrows what went forward, so that it cannot be changed before it goes backward.
#![cfg(feature = "alloc")]

/// The gradients of one layer, each with the shape of what it is the gradient of.
macro_rules! grads { ($(#[$doc:meta])* $name:ident<$($axis:ident),*> { $($(#[$field_doc:meta])* $field:ident: $shape:ty,)* }) => {
    $(#[$doc])*
    pub struct $name<$($axis: Dim,)* E: Float = f32> {
        $($(#[$field_doc])* pub $field: Tensor<$shape, E>,)*
    }
    impl<$($axis: Dim,)* E: Float> Default for $name<$($axis,)* E> {
        fn default() -> Self {
            $name { $($field: Tensor::zeros()),* }
        }
    }
    // Not derived: that would ask the same of the axes, which are neither compared nor printed.
    impl<$($axis: Dim,)* E: Float> Clone for $name<$($axis,)* E> {
        fn clone(&self) -> Self {
            $name { $($field: self.$field.clone()),* }
        }
    }
    impl<$($axis: Dim,)* E: Float> PartialEq for $name<$($axis,)* E> {
        fn eq(&self, other: &Self) -> bool {
            true $(&& self.$field == other.$field)*
        }
    }
    impl<$($axis: Dim,)* E: Float> core::fmt::Debug for $name<$($axis,)* E> {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct(stringify!($name))$(.field(stringify!($field), &self.$field))*.finish()
        }
    }
} }

mod gru;
mod lstm;
mod rnn;

pub(crate) use self::{gru::GruSteps, lstm::LstmSteps};
pub use self::{gru::*, lstm::*, rnn::*};
