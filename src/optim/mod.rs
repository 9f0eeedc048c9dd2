//! Optimizers. Their state is a value of the model's own type.
#![cfg(feature = "alloc")]
/// The trait for an optimizer that has a field `learning_rate`, the named models as its state, perhaps a counter, and settings.
macro_rules! optimizer { ($name:ident: $($model:ident)* $(; $counter:ident)? => $($setting:ident: $($field:ident).+),*) => {
    impl<M: Params<E>, E: Float> crate::optim::Optimizer<M, E> for $name<M, E> {
        fn step(&mut self, model: &mut M, grad: &M) {
            $name::step(self, model, grad);
        }
        fn learning_rate(&self) -> E {
            self.learning_rate
        }
        fn set_learning_rate(&mut self, learning_rate: E) {
            self.learning_rate = learning_rate;
        }
        fn description(&self) -> alloc::string::String {
            let mut words = alloc::string::String::from(stringify!($name));
            $(words.push_str(&alloc::format!(concat!(", ", stringify!($setting), " {:?}"), self.$($field).+));)*
            words
        }
        fn state(&mut self, f: &mut dyn FnMut(&'static str, crate::optim::OptimizerState<'_, M, E>)) {
            use crate::optim::OptimizerState::*;
            f("learning_rate", Number(&mut self.learning_rate));
            $(f(stringify!($counter), Counter(&mut self.$counter));)?
            $(f(stringify!($model), Model(&mut self.$model));)*
        }
    }
} }

mod adagrad;
mod adam;
mod adamw;
mod clip;
mod optimizer;
mod rmsprop;
mod schedule;
mod sgd;

pub use adagrad::{AdaGrad, adagrad};
pub use adam::{Adam, AdamConfig, adam};
pub use adamw::{AdamW, adamw};
pub use clip::{clip_grad_norm, clip_grad_value};
pub use optimizer::{Optimizer, OptimizerState};
pub use rmsprop::{RmsProp, rmsprop};
pub use schedule::Schedule;
pub use sgd::{Sgd, nesterov_momentum, sgd, sgd_momentum};

use crate::elem::Float;
use crate::layers::Kind;

/// Weights decay; biases, scales and shifts do not; state is not stepped.
fn decay_of<E: Float>(kind: Kind, weight_decay: E) -> Option<E> {
    match kind {
        Kind::Weight => Some(weight_decay),
        Kind::Bias => Some(E::ZERO),
        Kind::State => None,
    }
}
