//! The tables, in Markdown.
use crate::contract::Verdict;
use crate::harness::Spread;
use crate::measure::{Measured, Outcome};
use crate::products::FORMS;
use crate::workload::Work;
use std::fmt::Write as _;

/// Seconds in a unit that suits them, to three digits.
pub fn time(seconds: f64) -> String {
    let (value, unit) = match seconds {
        s if s < 1e-6 => (s * 1e9, "ns"),
        s if s < 1e-3 => (s * 1e6, "µs"),
        s if s < 1.0 => (s * 1e3, "ms"),
        s => (s, "s"),
    };
    format!("{} {unit}", digits(value))
}
/// Three digits, and no fewer than stand before the point.
pub fn digits(value: f64) -> String {
    let behind = if value < 10.0 { 2 } else { usize::from(value < 100.0) };
    format!("{value:.behind$}")
}
fn spread(ratio: Spread) -> String {
    format!("{} ({}–{})", digits(ratio.median), digits(ratio.low), digits(ratio.high))
}
fn bytes(bytes: u64) -> String {
    format!("{} MB", digits(bytes as f64 / 1e6))
}
fn per_second(work: Work, seconds: f64) -> f64 {
    let amount = match work {
        Work::Flops(flops) => flops,
        Work::Bytes(traffic, numbers) => traffic.bytes(numbers),
    };
    amount / seconds / 1e9
}

/// A table with a row for each contender.
pub fn contenders(measured: &Measured) -> String {
    let (unit, limit) = match measured.work {
        Work::Flops(_) => ("GFLOP/s", "of the FMA limit"),
        Work::Bytes(..) => ("GB/s", "of the bandwidth"),
    };
    let mut out = format!("### {}\n\n", measured.title());
    let _ = writeln!(
        out,
        "| | a call | times ours (quartiles) | {unit} | {limit} | allocations |\n|---|--:|--:|--:|--:|--:|"
    );
    for outcome in &measured.outcomes {
        let Outcome { name, seconds, ratio, share, allocations } = outcome;
        let (median, allocations) = (seconds.median, allocations.map_or("–".to_owned(), |count| count.to_string()));
        let share = 100.0 * share;
        let rate = digits(per_second(measured.work, median));
        let _ =
            writeln!(out, "| {name} | {} | {} | {rate} | {share:.0} % | {allocations} |", time(median), spread(*ratio));
    }
    let (seconds, rounds) = (measured.limit.seconds.median, measured.rounds);
    let rate = digits(per_second(measured.work, seconds));
    let _ = writeln!(out, "| *limit* | {} | {} | {rate} | | |", time(seconds), spread(measured.limit.ratio));
    let _ = writeln!(out, "\nMedians of {rounds} rounds.{}\n", left_out(measured));
    out
}
fn left_out(measured: &Measured) -> String {
    measured.left_out.iter().map(|(name, error)| format!(" Left out: {name}, which {error}.")).collect()
}

/// One table of products for each form, with a row for each size.
pub fn products(all: &[&Measured]) -> String {
    let mut out = String::new();
    for form in FORMS.map(|form| form.name()) {
        let rows: Vec<&&Measured> =
            all.iter().filter(|measured| measured.name.ends_with(&format!("/{form}"))).collect();
        if rows.is_empty() {
            continue;
        }
        let mut peers: Vec<&str> = Vec::new();
        for outcome in rows.iter().flat_map(|measured| &measured.outcomes[1..]) {
            if !peers.contains(&outcome.name.as_str()) {
                peers.push(&outcome.name);
            }
        }
        let _ = writeln!(out, "### {form}\n\n| size | shapeful | of the limit | {} |", peers.join(" | "));
        let _ = writeln!(out, "|---|--:|--:|{}", "--:|".repeat(peers.len()));
        for measured in rows {
            let rate = digits(per_second(measured.work, measured.outcomes[0].seconds.median));
            let size = measured.title().split('/').next().expect("a split has a first part");
            let share = 100.0 * measured.outcomes[0].share;
            let cell = |peer: &&str| {
                let found = measured.outcomes.iter().find(|outcome| outcome.name == *peer);
                found.map_or("–".to_owned(), |outcome| spread(outcome.ratio))
            };
            let cells: Vec<String> = peers.iter().map(cell).collect();
            let _ = writeln!(
                out,
                "| {size} | {rate} GFLOP/s | {share:.0} % | {} |{}",
                cells.join(" | "),
                left_out(measured)
            );
        }
        out.push('\n');
    }
    out
}

pub fn verdicts(verdicts: &[Verdict]) -> String {
    let mut out = "| workload | | found | |\n|---|---|--:|---|\n".to_owned();
    for Verdict { workload, about, met, found } in verdicts {
        let verdict = match met {
            Some(true) => "met".to_owned(),
            Some(false) => format!("**not met: {found}**"),
            None => "not measured".to_owned(),
        };
        let _ = writeln!(out, "| {workload} | {about} | {found} | {verdict} |");
    }
    out
}
/// The last line.
pub fn summary(verdicts: &[Verdict]) -> String {
    let count = |met| verdicts.iter().filter(|verdict| verdict.met == met).count();
    let (met, missed, unknown) = (count(Some(true)), count(Some(false)), count(None));
    let unknown = if unknown == 0 { String::new() } else { format!(", {unknown} not measured") };
    format!("{met} of {} promises are met, {missed} are not{unknown}.", verdicts.len())
}

/// The most memory that a process has which does nothing but train.
pub fn memory(rows: &[(String, u64)]) -> String {
    let mut out = "| | peak memory of the process |\n|---|--:|\n".to_owned();
    for (name, size) in rows {
        let _ = writeln!(out, "| {name} | {} |", bytes(*size));
    }
    out
}
