//! How long a program takes to compile that makes and trains a net, and how large it becomes.
use crate::Answer;
use crate::curves::{Curve, Panel};
use crate::nets::{BURN, DFDX, EDITED, ours};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fmt, fs};

const LAYERS: [usize; 5] = [1, 2, 4, 8, 16];
const TWO_LAYERS: &str = "same_2";
const ROUNDS: usize = 5;

/// Seconds.
#[derive(Clone, Copy)]
struct Cost {
    wall: f64,
    /// Of all processors together: what other programs leave as it is.
    cpu: f64,
}
impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:.2} ({:.2})", self.wall, self.cpu)
    }
}
/// What the programs that this one has run have used, where the system tells it: hundredths of a second, in their own mode and in the system's.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the name, which may have spaces.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let hundredths = fields.skip(13).take(2).map(|field| field.parse::<f64>().unwrap_or(f64::NAN));
    hundredths.sum::<f64>() / 100.0
}

/// Programs in one package, which are built in folders of their own beside ours.
struct Package {
    root: PathBuf,
    programs: Vec<(String, String)>,
}
impl Package {
    fn write(name: &str, dependencies: &str, programs: Vec<(String, String)>) -> Answer<Package> {
        // The program lies in `release`, in the target folder.
        let program = env::current_exe()?;
        let root = program.ancestors().nth(2).ok_or("no target folder")?.join("nets").join(name);
        fs::create_dir_all(root.join("src/bin"))?;
        let manifest =
            format!("[package]\nname = \"nets\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n{dependencies}\n");
        fs::write(root.join("Cargo.toml"), manifest)?;
        for (program, text) in &programs {
            fs::write(root.join("src/bin").join(program).with_extension("rs"), text)?;
        }
        let package = Package { root, programs };
        package.cargo("fetch", &["fetch"], |_| {})?;
        Ok(package)
    }
    /// What it takes, with a target folder of its own.
    fn cargo(&self, folder: &str, words: &[&str], change: impl Fn(&mut Command)) -> Answer<Cost> {
        let mut cargo = Command::new("cargo");
        cargo.args(words).arg("--quiet").current_dir(&self.root).env("CARGO_TARGET_DIR", self.target(folder));
        change(&mut cargo);
        let (start, used) = (Instant::now(), cpu_seconds());
        let ended = cargo.status()?;
        let cost = Cost { wall: start.elapsed().as_secs_f64(), cpu: cpu_seconds() - used };
        if ended.success() { Ok(cost) } else { Err(format!("cargo {} failed", words.join(" ")).into()) }
    }
    fn target(&self, folder: &str) -> PathBuf {
        self.root.join("target").join(folder)
    }
    /// For each program the least of several compilations, each after an edit: what else the machine does only adds.
    fn compile(&self, folder: &str, words: &[&str], incremental: bool, rounds: usize) -> Answer<Vec<Cost>> {
        let mut costs = vec![Cost { wall: f64::INFINITY, cpu: f64::INFINITY }; self.programs.len()];
        for round in 0..=rounds {
            for ((program, text), least) in self.programs.iter().zip(&mut costs) {
                let file = self.root.join("src/bin").join(program).with_extension("rs");
                fs::write(file, text.replace(EDITED, &format!("{EDITED}{round}")))?;
                let words = [words, &["--bin", program]].concat();
                let cost = self.cargo(folder, &words, |cargo| {
                    cargo.env("CARGO_INCREMENTAL", if incremental { "1" } else { "0" });
                    cargo.env("CARGO_PROFILE_RELEASE_STRIP", "symbols");
                })?;
                // The first one compiles what the programs depend on.
                if round > 0 {
                    *least = Cost { wall: least.wall.min(cost.wall), cpu: least.cpu.min(cost.cpu) };
                }
            }
        }
        Ok(costs)
    }
    /// From nothing, but for what is downloaded.
    fn clean_build(&self, program: &str) -> Answer<Cost> {
        if self.target("clean").exists() {
            fs::remove_dir_all(self.target("clean"))?;
        }
        self.cargo("clean", &["build", "--release", "--bin", program], |_| {})
    }
}

pub fn measure(peers: bool) -> Answer<(String, Vec<Panel>)> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let dependencies = format!(
        "shapeful = {{ path = {:?} }}\nrand = {{ version = \"0.10\", default-features = false, features = [\"std_rng\"] }}",
        repository.display().to_string()
    );
    let mut programs = vec![("nothing".to_string(), "fn main() {}\n".to_string())];
    for (name, distinct) in [("same", false), ("distinct", true)] {
        programs.extend(LAYERS.map(|layers| (format!("{name}_{layers}"), ours(layers, distinct))));
    }
    let package = Package::write("ours", &dependencies, programs)?;
    let edited = package.compile("incremental", &["check"], true, ROUNDS)?;
    let whole = package.compile("whole", &["check"], false, ROUNDS)?;
    let release = package.compile("whole", &["build", "--release"], false, 2)?;
    let size =
        |program: &str| fs::metadata(package.target("whole").join("release").join(program)).map(|file| file.len());

    let mut table = "Seconds; in brackets those of the processors.\n\n| program | check after an edit | check without incremental compilation | release build | stripped, kB |\n|---|---|---|---|---|\n".to_string();
    let rows = edited.iter().zip(&whole).zip(&release);
    for ((program, _), ((edited, whole), release)) in package.programs.iter().zip(rows) {
        let kilobytes = size(program)? as f64 / 1e3;
        writeln!(table, "| {} | {edited} | {whole} | {release} | {kilobytes:.0} |", program.replace('_', ", "))?;
    }
    table += "\n| two-layer net | clean release build | check after an edit |\n|---|---|---|\n";
    let two = package.programs.iter().position(|(name, _)| name == TWO_LAYERS).ok_or("no net of two layers")?;
    writeln!(table, "| shapeful | {} | {} |", package.clean_build(TWO_LAYERS)?, edited[two])?;
    for (name, (dependencies, text)) in [("dfdx", DFDX), ("burn", BURN)].into_iter().filter(|_| peers) {
        let peer = Package::write(name, dependencies, vec![("net".into(), text.into())])?;
        let clean = peer.clean_build("net")?;
        writeln!(table, "| {name} | {clean} | {} |", peer.compile("incremental", &["check"], true, ROUNDS)?[0])?;
    }

    let curve = |name: &str, first: usize, values: &dyn Fn(usize) -> f64| Curve {
        name: name.into(),
        points: LAYERS.iter().enumerate().map(|(at, &layers)| (layers as f64, values(first + at))).collect(),
    };
    let both = |title: &str, y, values: &dyn Fn(usize) -> f64| Panel {
        title: title.into(),
        x: "layers",
        y,
        curves: vec![curve("one size", 1, values), curve("distinct sizes", 1 + LAYERS.len(), values)],
    };
    let sizes: Vec<f64> =
        package.programs.iter().map(|(name, _)| Ok(size(name)? as f64 / 1e3)).collect::<Answer<_>>()?;
    let panels = vec![
        both("cargo check after an edit", "CPU s", &|at| edited[at].cpu),
        both("cargo check of the whole program", "CPU s", &|at| whole[at].cpu),
        both("cargo build --release", "CPU s", &|at| release[at].cpu),
        both("the program, stripped", "kB", &|at| sizes[at]),
    ];
    Ok((table, panels))
}
