//! Measures shapeful beside other libraries, in turn and in one run. See README.md.
mod alloc;
mod contract;
mod data;
mod elementwise;
mod harness;
mod layers;
mod limits;
mod machine;
mod measure;
mod nets;
mod picture;
mod products;
mod python;
mod report;
mod workload;

use harness::{Contender, Effort};
use measure::Measured;
use python::Library;
use std::cell::RefCell;
use std::error::Error;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::rc::Rc;
use std::time::{Duration, Instant};
use workload::Workload;

#[global_allocator]
static ALLOCATOR: alloc::Counting = alloc::Counting;

const USAGE: &str = "usage: cargo run --release -- [--quick] [--write] [steps | answers | layers | products | elementwise | PART OF A NAME]…";
const NOT_HERE: &str = "Judged by medians, to two digits. Compile time and libxsmm are not measured here; two threads are a run of \
                        their own.";
/// For whom peak memory is measured.
const OF_MEMORY: data::Net = nets::DIGITS_64;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        // What this program starts itself for.
        ["--peak-memory", contender] => peak_memory_of(contender),
        ["--bits", workload, cores] => bits_of(workload, cores),
        ["--help" | "-h", ..] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let write = arguments.iter().any(|argument| argument == "--write");
    let filters: Vec<&str> =
        arguments.iter().map(String::as_str).filter(|argument| !["--quick", "--write"].contains(argument)).collect();
    if let Some(option) = filters.iter().find(|filter| filter.starts_with('-')) {
        return Err(format!("there is no option {option}\n{USAGE}").into());
    }
    let start = Instant::now();
    let cpus = machine::pin(machine::THREADS)?;
    let wanted = |workload: &Workload| filters.is_empty() || filters.iter().any(|filter| is_named(workload, filter));
    let workloads: Vec<Workload> = all_workloads().into_iter().filter(wanted).collect();
    if workloads.is_empty() {
        return Err(format!("no workload is named so\n{USAGE}").into());
    }

    let mut heading = introduction(&cpus);
    let mut libraries = Vec::new();
    let mut python = Vec::new();
    for (module, name) in python::LIBRARIES {
        match Library::start(module, name) {
            Ok(library) => {
                python.push(format!("{name} {}", library.version));
                libraries.push(Rc::new(RefCell::new(library)));
            }
            Err(error) => python.push(format!("no {name} ({error})")),
        }
    }
    heading += &format!("From Python: {}.\n", python.join(", "));
    println!("{heading}");

    let mut all: Vec<Measured> = Vec::new();
    for (place, workload) in workloads.iter().enumerate() {
        eprintln!("{:>4.0} s  {} of {}: {}", start.elapsed().as_secs_f64(), place + 1, workloads.len(), workload.name);
        let effort = effort(workload.group(), quick);
        all.push(
            measure::measure(workload, &libraries, effort).map_err(|error| format!("{}: {error}", workload.name))?,
        );
    }

    let verdicts = contract::judge(&all);
    let mut body = String::new();
    for (group, title) in GROUPS {
        let measured: Vec<&Measured> = all.iter().filter(|measured| measured.group() == group).collect();
        if measured.is_empty() {
            continue;
        }
        body += &format!("## {title}\n\n");
        match group {
            "product" => body += &report::products(&measured),
            _ => body.extend(measured.into_iter().map(report::contenders)),
        }
    }
    if all.iter().any(|measured| measured.name == format!("step/{}", OF_MEMORY.name())) {
        let rows = peak_memory(&libraries);
        body += &format!("## Peak memory, training {}\n\n{}\n", OF_MEMORY.name(), report::memory(&rows));
    }
    if machine::THREADS > 1 {
        body += &same_bits(&all)?;
    }
    body += &format!(
        "## What is promised\n\n{NOT_HERE}\n\n{}\n{}\n",
        report::verdicts(&verdicts),
        report::summary(&verdicts)
    );
    println!("{body}");

    if (quick || !filters.is_empty()) && !write {
        eprintln!("Nothing is written: only a whole run writes its results, or one with --write.");
        return Ok(());
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let name = if machine::THREADS == 1 { "results" } else { "results-threads" };
    std::fs::write(here.join(format!("{name}.md")), heading + "\n" + &body)?;
    let drawn: Vec<&Measured> = all.iter().filter(|measured| matches!(measured.group(), "step" | "answer")).collect();
    picture::draw(&drawn, &machine::processor(), &here.join(format!("{name}.svg")))?;
    eprintln!("{:.0} s; written to {name}.md and {name}.svg in {}", start.elapsed().as_secs_f64(), here.display());
    Ok(())
}

/// The groups of workloads, and how they are titled.
const GROUPS: [(&str, &str); 5] = [
    ("step", "Training steps: forward, softmax loss, backward, SGD"),
    ("answer", "The answer for one example"),
    ("layer", "Layers alone, forward and backward"),
    ("product", "Products: GFLOP/s of ours, and how many times as long the others take (quartiles)"),
    ("elementwise", "Once through memory, 1024×1024"),
];
fn all_workloads() -> Vec<Workload> {
    let mut all = nets::workloads();
    // Threads are promised for training steps.
    if machine::THREADS == 1 {
        all.extend(layers::workloads());
        all.extend(products::workloads());
        all.extend(elementwise::workloads());
    }
    all
}
fn is_named(workload: &Workload, filter: &str) -> bool {
    filter.strip_suffix('s') == Some(workload.group()) || workload.name.contains(filter)
}
fn effort(group: &str, quick: bool) -> Effort {
    let (burst, budget) = match group {
        "step" => (40, 20),
        "answer" => (15, 6),
        "product" => (10, 5),
        _ => (25, 8),
    };
    let (burst, budget, rounds) = if quick { (burst / 2, budget / 4, 9) } else { (burst, budget, 31) };
    Effort { burst: Duration::from_millis(burst), budget: Duration::from_secs(budget), rounds }
}

fn introduction(cpus: &[usize]) -> String {
    let cores = if cpus.len() == 1 { format!("core {}", cpus[0]) } else { format!("cores {cpus:?}") };
    let crates = ["dfdx", "burn", "candle-core", "candle-nn", "matrixmultiply", "ndarray", "faer", "nalgebra"];
    let (threads, time) = match machine::THREADS {
        1 => ("one thread".to_owned(), "Times are those of the process, and not what its neighbours on the core took."),
        threads => (format!("{threads} threads"), "Times are those of the clock on the wall."),
    };
    format!(
        "# shapeful beside others\n\nWritten by `cargo run --release` in benches/peers. f32, {threads} on {cores} of {}.\n\
         In each round every contender runs for a short while, in turn; a ratio is the median over the rounds of their time over \
         ours in the same round. {time}\n\
         All were seen to compute the same before they were measured, but for the max pooling of candle, which gives a quarter of \
         the gradient: its convnet is compared by its first loss alone.\n\
         dfdx and candle also compute the gradient of the inputs, which nobody asked for; dfdx has no convolution on a stable \
         compiler.\n\nIn Rust: {}, plain release builds.\n",
        machine::processor(),
        machine::versions(&crates).join(", "),
    )
}

/// Each contender in a process of its own.
fn peak_memory(libraries: &[Rc<RefCell<Library>>]) -> Vec<(String, u64)> {
    let name = format!("step/{}", OF_MEMORY.name());
    let workload = nets::workloads().into_iter().find(|workload| workload.name == name);
    let mut rows = Vec::new();
    for (contender, _) in workload.into_iter().flat_map(|workload| workload.contenders) {
        if let Ok(Ok(size)) = itself(&["--peak-memory", contender]).map(|answer| answer.parse()) {
            rows.push((contender.to_owned(), size));
        }
    }
    for (module, title) in python::LIBRARIES {
        if libraries.iter().any(|library| library.borrow().name == title) {
            rows.extend(peak_memory_in_python(module, title, &name).map(|size| (title.to_owned(), size)));
        }
    }
    rows
}
fn peak_memory_in_python(module: &str, title: &'static str, workload: &str) -> Option<u64> {
    let library = Rc::new(RefCell::new(Library::start(module, title).ok()?));
    let mut contender = python::contender(&library, workload).ok()??;
    contender.run(0.1).ok()?;
    let size = library.borrow_mut().memory();
    drop(contender);
    size
}
/// What this program, started with these arguments, prints.
fn itself(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new(std::env::current_exe()?).args(arguments).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}
fn made(workload: &str, contender: &str) -> Result<Box<dyn Contender>, Box<dyn Error>> {
    let workload = all_workloads().into_iter().find(|one| one.name == workload).ok_or("no such workload")?;
    let make = workload.contenders.into_iter().find(|(name, _)| *name == contender).ok_or("no such contender")?.1;
    Ok(make())
}
fn peak_memory_of(contender: &str) -> Result<(), Box<dyn Error>> {
    machine::pin(machine::THREADS)?;
    let mut contender = made(&format!("step/{}", OF_MEMORY.name()), contender)?;
    contender.check()?;
    contender.run(0.1)?;
    println!("{}", machine::peak_memory().ok_or("there is no /proc/self/status")?);
    Ok(())
}

/// Whether our training gives the same bits on one core as on all.
fn same_bits(all: &[Measured]) -> Result<String, Box<dyn Error>> {
    let mut out = "## The same bits with one thread\n\n".to_owned();
    for measured in all.iter().filter(|measured| measured.group() == "step") {
        let one = itself(&["--bits", &measured.name, "1"])?;
        let all = itself(&["--bits", &measured.name, &machine::THREADS.to_string()])?;
        out += &format!("- {}: {}\n", measured.name, if one == all { "met" } else { "**not met**" });
    }
    Ok(out + "\n")
}
/// The losses of the first steps on so many cores, bit by bit.
fn bits_of(workload: &str, cores: &str) -> Result<(), Box<dyn Error>> {
    machine::pin(cores.parse()?)?;
    let losses = made(workload, "shapeful")?.check()?;
    println!("{:x?}", losses.iter().map(|loss| loss.to_bits()).collect::<Vec<_>>());
    Ok(())
}
