//! The command `cargo shapeful`, as people run it: the program itself, on crates made for it, whose errors the compiler finds.
//!
//! `TRYBUILD=overwrite cargo test --features cli --test cli` blesses the drawings, as it blesses the texts of `ui-tests/`;
//! with `INSTA_UPDATE=always` it blesses the snapshots too. Both are those of one compiler, and with another they are not looked at.
#![cfg(feature = "cli")]
mod catalogue;
mod colors;
mod packages;
mod pages;
mod passed;
mod pictures;
mod snapshots;
mod sources;
mod support;
#[cfg(unix)]
mod unreadable;
