//! Rounds: in each, every contender runs for a short while, in an order that moves on from round to round.
use crate::{alloc, machine};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long a contender runs in a round, and how many rounds there are.
#[derive(Clone, Copy)]
pub struct Effort {
    pub burst: Duration,
    /// No more rounds are begun after this time.
    pub budget: Duration,
    pub rounds: usize,
}
/// There are no fewer, whatever the time.
const FEWEST_ROUNDS: usize = 7;

/// Something that computes a workload.
pub trait Contender {
    /// What the first calls give, or some of it if it is much: the same for all contenders but for rounding.
    fn check(&mut self) -> Result<Vec<f32>, String>;
    /// Runs for about so many seconds, and says how many a call took.
    fn run(&mut self, seconds: f64) -> Result<f64, String>;
    /// Heap allocations of a call, where they can be counted.
    fn allocations(&mut self) -> Option<u64>;
}

/// A contender in this process.
pub struct Native<S, C, R> {
    state: S,
    call: C,
    read: R,
    checked_calls: usize,
    seconds_per_call: f64,
}
/// `call` is measured, with the drop of what it gives; `read` turns that into numbers to check, for so many calls.
pub fn native<S: 'static, O: 'static>(
    state: S,
    checked_calls: usize,
    call: impl Fn(&mut S) -> O + 'static,
    read: impl Fn(&S, O) -> Vec<f32> + 'static,
) -> Box<dyn Contender> {
    Box::new(Native { state, call, read, checked_calls, seconds_per_call: 1e-3 })
}

impl<S, O, C: Fn(&mut S) -> O, R: Fn(&S, O) -> Vec<f32>> Native<S, C, R> {
    fn time(&mut self, calls: u64) -> f64 {
        let start = machine::clock();
        for _ in 0..calls {
            black_box((self.call)(black_box(&mut self.state)));
        }
        (machine::clock() - start) / calls as f64
    }
    fn calls_in(&self, seconds: f64) -> u64 {
        (seconds / self.seconds_per_call.max(1e-9)).clamp(1.0, 1e9) as u64
    }
}
impl<S, O, C: Fn(&mut S) -> O, R: Fn(&S, O) -> Vec<f32>> Contender for Native<S, C, R> {
    fn check(&mut self) -> Result<Vec<f32>, String> {
        let mut values = Vec::new();
        for _ in 0..self.checked_calls {
            let out = (self.call)(&mut self.state);
            values.extend((self.read)(&self.state, out));
        }
        self.seconds_per_call = self.time(1);
        Ok(some_of(&values))
    }
    fn run(&mut self, seconds: f64) -> Result<f64, String> {
        // What ran before has taken the caches: a little is run unmeasured, if calls are not so long that it does not matter.
        if self.seconds_per_call < seconds / 2.0 {
            self.time(self.calls_in(seconds / 20.0));
        }
        let measured = self.time(self.calls_in(seconds));
        self.seconds_per_call = measured;
        Ok(measured)
    }
    fn allocations(&mut self) -> Option<u64> {
        const CALLS: u64 = 10;
        let before = alloc::count();
        self.time(CALLS);
        Some((alloc::count() - before) / CALLS)
    }
}

/// At most a thousand or so of many numbers.
pub fn some_of(values: &[f32]) -> Vec<f32> {
    values.iter().copied().step_by((values.len() / 997).max(1)).collect()
}

/// Whether a contender computed what we did, as far as it is compared.
pub fn agree(found: &[f32], expected: &[f32]) -> Result<(), String> {
    if found.is_empty() || found.len() > expected.len() {
        return Err(format!("gives {} numbers instead of {}", found.len(), expected.len()));
    }
    let largest = expected.iter().fold(0.0_f32, |largest, x| largest.max(x.abs()));
    let near = |(found, expected): &(&f32, &f32)| (*found - *expected).abs() <= 1e-3 * largest;
    match found.iter().zip(expected).find(|pair| !near(pair)) {
        None => Ok(()),
        Some((found, expected)) => Err(format!("gives {found} instead of {expected}")),
    }
}

/// Seconds per call of each contender, by rounds. One that fails is left out from then on, and its error told.
pub fn measure(contenders: &mut [(String, Box<dyn Contender>)], effort: Effort) -> Vec<Result<Vec<f64>, String>> {
    let mut times: Vec<Result<Vec<f64>, String>> = contenders.iter().map(|_| Ok(Vec::new())).collect();
    let start = Instant::now();
    for round in 0..effort.rounds + 1 {
        if round > FEWEST_ROUNDS && start.elapsed() > effort.budget {
            break;
        }
        for turn in 0..contenders.len() {
            let which = (round + turn) % contenders.len();
            let Ok(so_far) = &mut times[which] else { continue };
            match contenders[which].1.run(effort.burst.as_secs_f64()) {
                // The first round finds out how many calls a burst has, and warms up.
                Ok(_) if round == 0 => {}
                Ok(seconds) => so_far.push(seconds),
                Err(error) => times[which] = Err(error),
            }
        }
    }
    times
}

/// The quartiles and the median.
#[derive(Clone, Copy)]
pub struct Spread {
    pub low: f64,
    pub median: f64,
    pub high: f64,
}
impl Spread {
    /// Of at least one value.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = share * (values.len() - 1) as f64;
            let (below, above) = (values[place.floor() as usize], values[place.ceil() as usize]);
            below + (above - below) * place.fract()
        };
        Spread { low: at(0.25), median: at(0.5), high: at(0.75) }
    }
}
