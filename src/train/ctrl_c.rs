//! Ctrl-C: one handler for the whole program, which tells every training that listens.
use super::error::TrainError;
use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

struct Listeners {
    /// Whether the system knows of the handler: a program can have but one.
    are_heard: bool,
    /// The stop flags of the trainings that run.
    trainings: Vec<Arc<AtomicBool>>,
}
static LISTENERS: Mutex<Listeners> = Mutex::new(Listeners { are_heard: false, trainings: Vec::new() });

fn listeners() -> MutexGuard<'static, Listeners> {
    LISTENERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes Ctrl-C for the trainings of this program, once.
pub(super) fn take() -> Result<(), TrainError> {
    let mut listeners = listeners();
    if !listeners.are_heard {
        ctrlc::set_handler(pressed).map_err(|reason| TrainError::CtrlC { reason: reason.to_string() })?;
        listeners.are_heard = true;
    }
    Ok(())
}
fn pressed() {
    let trainings = &listeners().trainings;
    // All are told, also after one that was told before.
    let told_before = trainings.iter().filter(|stop| stop.swap(true, Ordering::Relaxed)).count();
    if trainings.is_empty() || told_before > 0 {
        std::process::exit(130);
    }
}

/// A training that listens while it runs.
pub(super) struct Listening(Arc<AtomicBool>);
impl Listening {
    pub fn new(stop: &Arc<AtomicBool>) -> Self {
        listeners().trainings.push(Arc::clone(stop));
        Listening(Arc::clone(stop))
    }
}
impl Drop for Listening {
    fn drop(&mut self) {
        listeners().trainings.retain(|stop| !Arc::ptr_eq(stop, &self.0));
        // What was pressed in its last moments was meant for it, and not for the next training.
        self.0.store(false, Ordering::Relaxed);
    }
}
