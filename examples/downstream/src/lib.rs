//! Two layers that shapeful does not have: [`Scale`] and [`Residual`].
mod residual;
mod scale;

pub use residual::{Keeps, Residual};
pub use scale::Scale;
