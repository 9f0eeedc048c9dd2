//! What is measured: a name that the Python side knows, too, and who takes part in this process.
use crate::harness::Contender;
use crate::limits::Traffic;

pub struct Workload {
    /// `group/sizes` or `group/sizes/form`.
    pub name: String,
    pub work: Work,
    /// We are the first. A contender is made when its turn comes.
    pub contenders: Vec<(&'static str, Make)>,
}
pub type Make = Box<dyn Fn() -> Box<dyn Contender>>;

/// What a call cannot do without, which sets its limit.
#[derive(Clone, Copy)]
pub enum Work {
    /// Multiplications and additions.
    Flops(f64),
    /// Bytes from and to memory: of arrays of so many numbers.
    Bytes(Traffic, f64),
}

pub fn contender(name: &'static str, make: impl Fn() -> Box<dyn Contender> + 'static) -> (&'static str, Make) {
    (name, Box::new(make))
}

impl Workload {
    pub fn group(&self) -> &str {
        self.name.split('/').next().expect("a split has a first part")
    }
}
