//! One workload, by all who take part.
use crate::harness::{self, Contender, Effort, Spread, agree, native};
use crate::limits::{self, Memory};
use crate::python::{self, Library};
use crate::workload::{Work, Workload};
use std::cell::RefCell;
use std::rc::Rc;

pub struct Outcome {
    pub name: String,
    /// Of a call.
    pub seconds: Spread,
    /// This over ours, round by round.
    pub ratio: Spread,
    /// The share of the limit that it reaches.
    pub share: f64,
    pub allocations: Option<u64>,
}
pub struct Measured {
    pub name: String,
    pub work: Work,
    pub rounds: usize,
    /// We are the first.
    pub outcomes: Vec<Outcome>,
    /// What the machine would need at least.
    pub limit: Outcome,
    /// Who was to take part, and why they did not.
    pub left_out: Vec<(String, String)>,
}

/// An error says what is wrong with us; what is wrong with others is in the result.
pub fn measure(workload: &Workload, libraries: &[Rc<RefCell<Library>>], effort: Effort) -> Result<Measured, String> {
    let mut left_out = Vec::new();
    let mut contenders: Vec<(String, Box<dyn Contender>)> =
        workload.contenders.iter().map(|(name, make)| (name.to_string(), make())).collect();
    for library in libraries {
        let name = library.borrow().name.to_owned();
        match python::contender(library, &workload.name) {
            Ok(Some(contender)) => contenders.push((name, contender)),
            Ok(None) => {}
            Err(error) => left_out.push((name, error)),
        }
    }

    let expected = contenders[0].1.check()?;
    if expected.iter().any(|x| !x.is_finite()) {
        return Err("our own result is not finite".to_owned());
    }
    if workload.group() == "step" && (expected[0] - expected[expected.len() - 1]).abs() < 0.01 * expected[0] {
        return Err(format!("the losses {expected:?} hardly change, and would not show a wrong gradient"));
    }
    let mut agreeing = Vec::new();
    for (place, (name, mut contender)) in contenders.into_iter().enumerate() {
        let same = if place == 0 { Ok(()) } else { contender.check().and_then(|found| agree(&found, &expected)) };
        match same {
            Ok(()) => agreeing.push((name, contender)),
            Err(error) => left_out.push((name, error)),
        }
    }

    // Before memory is warm: that a first step allocates nothing is for the tests of the library.
    let allocations: Vec<Option<u64>> = agreeing.iter_mut().map(|(_, contender)| contender.allocations()).collect();
    agreeing.push(("limit".to_owned(), limit(workload.work)));
    let times = harness::measure(&mut agreeing, effort);
    let mut named: Vec<(String, Vec<f64>, Option<u64>)> = Vec::new();
    for (place, ((name, _), times)) in agreeing.into_iter().zip(times).enumerate() {
        match times {
            Ok(times) => named.push((name, times, allocations.get(place).copied().flatten())),
            Err(error) => left_out.push((name, error)),
        }
    }
    // The limit's loop has its own amount of work.
    let amount = match workload.work {
        Work::Flops(flops) => flops / limits::BURST_FLOPS * THREADS_SHARE,
        Work::Bytes(_, numbers) => numbers / limits::LEN as f64,
    };
    if let Some((_, times, _)) = named.last_mut() {
        times.iter_mut().for_each(|seconds| *seconds *= amount);
    }

    let (ours, least) = (named[0].1.clone(), named[named.len() - 1].1.clone());
    let outcome = |(name, times, allocations): (String, Vec<f64>, Option<u64>)| Outcome {
        name,
        ratio: Spread::of(times.iter().zip(&ours).map(|(theirs, ours)| theirs / ours)),
        share: Spread::of(least.iter().zip(&times).map(|(least, time)| least / time)).median,
        seconds: Spread::of(times),
        allocations,
    };
    let mut outcomes: Vec<Outcome> = named.into_iter().map(outcome).collect();
    let limit = outcomes.pop().expect("the limit is there, last");
    Ok(Measured { name: workload.name.clone(), work: workload.work, rounds: ours.len(), outcomes, limit, left_out })
}

/// The limit's loop has one thread, and the contenders may have more.
const THREADS_SHARE: f64 = 1.0 / crate::machine::THREADS as f64;

fn limit(work: Work) -> Box<dyn Contender> {
    match work {
        Work::Flops(_) => native((), 1, |()| limits::multiply_add(), |(), ()| Vec::new()),
        Work::Bytes(traffic, _) => native(Memory::new(traffic), 1, Memory::go, |_, first| vec![first]),
    }
}

impl Measured {
    /// The slowest we are against anybody whose name begins so; the spread is that of this one.
    pub fn closest(&self, name: &str) -> Option<&Outcome> {
        let named = self.outcomes[1..].iter().filter(|outcome| outcome.name.starts_with(name));
        named.min_by(|a, b| a.ratio.median.total_cmp(&b.ratio.median))
    }
    pub fn group(&self) -> &str {
        self.name.split('/').next().expect("a split has a first part")
    }
    pub fn title(&self) -> &str {
        self.name.split_once('/').map_or("", |(_, title)| title)
    }
}
