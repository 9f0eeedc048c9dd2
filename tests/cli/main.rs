#![cfg(feature = "cli")]
mod catalogue;
mod support;
