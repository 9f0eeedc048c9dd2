//! The cores this program and its children run on, and what they are.
use std::io;
use std::path::Path;

/// Of every contender.
pub const THREADS: usize = if cfg!(feature = "threads") { 2 } else { 1 };

/// Keeps this process, and those it starts, on the last `cores` of the cores it may use. Libraries that have threads are told to use
/// so many. To be called before there is a thread.
pub fn pin(cores: usize) -> io::Result<Vec<usize>> {
    let size = size_of::<libc::cpu_set_t>();
    // SAFETY: a set of processors is an array of integers, and may be all 0.
    let (mut allowed, mut chosen): (libc::cpu_set_t, libc::cpu_set_t) =
        unsafe { (std::mem::zeroed(), std::mem::zeroed()) };
    // SAFETY: the pointer is to a set of this size.
    if unsafe { libc::sched_getaffinity(0, size, &mut allowed) } != 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the numbers are below the size of the set.
    let usable = (0..libc::CPU_SETSIZE as usize).filter(|&cpu| unsafe { libc::CPU_ISSET(cpu, &allowed) });
    let mut cpus: Vec<usize> = usable.collect();
    if cpus.len() < cores {
        return Err(io::Error::other(format!("{cores} cores are needed, and {} may be used", cpus.len())));
    }
    let cpus = cpus.split_off(cpus.len() - cores);
    for &cpu in &cpus {
        // SAFETY: as above.
        unsafe { libc::CPU_SET(cpu, &mut chosen) };
    }
    // SAFETY: the pointer is to a set of this size.
    if unsafe { libc::sched_setaffinity(0, size, &chosen) } != 0 {
        return Err(io::Error::last_os_error());
    }
    for name in ["RAYON_NUM_THREADS", "MATMUL_NUM_THREADS", "OMP_NUM_THREADS"] {
        // SAFETY: there is no other thread yet that could read the environment.
        unsafe { std::env::set_var(name, cores.to_string()) };
    }
    Ok(cpus)
}

/// The most memory this process ever had, in bytes.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes: u64 =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}

pub fn processor() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model.map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, model)| model.to_owned())
}

/// The versions in Cargo.lock of the crates that are measured.
pub fn versions(crates: &[&str]) -> Vec<String> {
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap_or_default();
    let package =
        |name: &str| lock.split("[[package]]").find(|package| package.starts_with(&format!("\nname = \"{name}\"\n")));
    let this = package(env!("CARGO_PKG_NAME")).unwrap_or_default();
    let version = |name: &&str| {
        // Where the peers depend on several versions of a crate, the version stands beside the name.
        let several = this.split_once(&format!("\"{name} "));
        let one = || package(name)?.split_once("version = \"");
        let (_, version) = several.or_else(one)?;
        version.split_once(['"', ' ']).map(|(version, _)| format!("{name} {version}"))
    };
    crates.iter().filter_map(version).collect()
}

/// Seconds since some moment. With one thread only the time of this process counts, and not what its neighbours on the core take.
pub fn clock() -> f64 {
    let clock = if THREADS == 1 { libc::CLOCK_PROCESS_CPUTIME_ID } else { libc::CLOCK_MONOTONIC };
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is to a time.
    let done = unsafe { libc::clock_gettime(clock, &mut now) };
    assert_eq!(done, 0, "Linux has these clocks");
    now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
}
