//! Compilers that word errors differently: only whether a program compiles is looked at, in a package made for it.
//!
//! The package depends on the crate under test and on what its tests depend on, as `cargo metadata` tells it.
use super::case::Case;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::prelude::v1::*;
use std::process::{Command, Output};
use std::{env, format, fs};

/// What is wrong, and how many mistakes say the sentence of their first line.
pub(super) fn faults(root: &Path, folder: &Path, cases: &[Case]) -> Result<(Vec<String>, usize), String> {
    let metadata = run(cargo(root).args(["metadata", "--no-deps", "--format-version=1"]))?;
    let metadata: Value = serde_json::from_slice(&metadata.stdout)
        .map_err(|_| format!("`cargo metadata` failed: {}", String::from_utf8_lossy(&metadata.stderr)))?;
    let (workspace, target) =
        (Path::new(text(&metadata, "workspace_root")), Path::new(text(&metadata, "target_directory")));
    let home = target.join("tests").join("shapeful-ui");
    let manifest = manifest(root, workspace, &metadata, cases)?;
    // Suites that run at the same time have a package each.
    let name =
        format!("{}-{}", text(&manifest["package"], "name"), folder.display()).replace(['/', '\\', ':', '.'], "-");
    let package = home.join(name);
    let write = |file: &str, contents: &str| {
        fs::write(package.join(file), contents)
            .map_err(|error| format!("{} cannot be written: {error}", package.display()))
    };
    fs::create_dir_all(&package).map_err(|error| format!("{} cannot be made: {error}", package.display()))?;
    write(
        "Cargo.toml",
        &toml::to_string(&manifest).map_err(|error| format!("no manifest for the programs: {error}"))?,
    )?;
    write("main.rs", "fn main() {}\n")?;
    if let Ok(lock) = fs::read_to_string(workspace.join("Cargo.lock")) {
        write("Cargo.lock", &lock)?;
    }

    let check = run(cargo(&package)
        .args(["check", "--offline", "--keep-going", "--message-format=json"])
        .env("CARGO_TARGET_DIR", home.join("target"))
        .env_remove("RUSTFLAGS"))?;
    let messages: Vec<Value> =
        String::from_utf8_lossy(&check.stdout).lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let of = |program: &str, reason: &str| {
        let (program, reason) = (program.to_string(), reason.to_string());
        messages.iter().filter(move |message| {
            message["reason"] == reason
                && message["target"]["name"] == program
                && message["target"]["kind"] == json!(["bin"])
        })
    };
    if of("nothing", "compiler-artifact").next().is_none() {
        let log = String::from_utf8_lossy(&check.stderr);
        return Err(format!("what the programs depend on does not compile:\n{log}"));
    }
    let (mut faults, mut heard, mut mistakes, mut other) = (Vec::new(), 0, 0, None);
    for (nth, case) in cases.iter().enumerate() {
        let program = program(nth);
        let errors = of(&program, "compiler-message").filter(|message| message["message"]["level"] == "error");
        let errors: String = errors.map(|message| text(&message["message"], "rendered")).collect();
        if !case.is_error {
            if of(&program, "compiler-artifact").next().is_none() {
                faults.push(format!("{}: does not compile, and should:\n{errors}", case.name));
            }
            continue;
        }
        mistakes += 1;
        if errors.is_empty() {
            faults.push(format!("{}: compiles, and should not: {}", case.name, case.sentence));
        } else if case.is_said_in(&errors) {
            heard += 1;
        } else {
            other.get_or_insert(errors);
        }
    }
    if let (Some(errors), 0) = (other, heard) {
        faults.push(format!(
            "of {mistakes} mistakes not one says its sentence, so they seem to fail for another reason:\n{errors}"
        ));
    }
    Ok((faults, heard))
}

fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(folder);
    cargo
}
fn run(command: &mut Command) -> Result<Output, String> {
    command.output().map_err(|error| format!("cargo cannot be run: {error}"))
}
fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}
/// The name of a program in the package. That of its file need not be a name that cargo takes.
fn program(nth: usize) -> String {
    format!("program{nth}")
}

/// The manifest of the package.
fn manifest(root: &Path, workspace: &Path, metadata: &Value, cases: &[Case]) -> Result<Value, String> {
    let own = root.join("Cargo.toml");
    let package = metadata["packages"].as_array().into_iter().flatten();
    let package = package.into_iter().find(|package| Path::new(text(package, "manifest_path")) == own);
    let package = package.ok_or_else(|| format!("`cargo metadata` does not know {}", own.display()))?;

    let mut itself = json!({ "path": root.to_string_lossy() });
    // By the platforms they are for, `None` for all.
    let mut tables = BTreeMap::<Option<&str>, Map<String, Value>>::new();
    for dependency in package["dependencies"].as_array().into_iter().flatten() {
        if dependency["kind"] == "build" || dependency["optional"] == true {
            continue;
        }
        if dependency["name"] == package["name"] && dependency["path"].is_string() {
            itself["features"] = dependency["features"].clone();
            continue;
        }
        let name = dependency["rename"].as_str().unwrap_or(text(dependency, "name"));
        // Those of tests come after those of the library, and win; cargo adds up the features.
        tables.entry(dependency["target"].as_str()).or_default().insert(name.to_string(), requirement(dependency));
    }
    let mut dependencies = tables.remove(&None).unwrap_or_default();
    // Nothing can depend on a package of programs alone.
    let is_library = |target: &Value| {
        !["bin", "example", "test", "bench", "custom-build"].map(|kind| json!([kind])).contains(&target["kind"])
    };
    if package["targets"].as_array().into_iter().flatten().any(is_library) {
        dependencies.insert(text(package, "name").to_string(), itself);
    }
    let targets: Map<String, Value> = tables
        .into_iter()
        .filter_map(|(target, dependencies)| Some((target?.to_string(), json!({ "dependencies": dependencies }))))
        .collect();

    let mut bins = Vec::from([json!({ "name": "nothing", "path": "main.rs" })]);
    bins.extend(
        cases
            .iter()
            .enumerate()
            .map(|(nth, case)| json!({ "name": program(nth), "path": case.path.to_string_lossy() })),
    );
    let mut manifest = json!({
        "package": { "name": format!("{}-ui", text(package, "name")), "edition": package["edition"], "autobins": false },
        "workspace": {},
        "dependencies": dependencies,
        "target": targets,
        "bin": bins,
    });
    if let Some(patch) = patch(workspace)? {
        manifest["patch"] = patch;
    }
    Ok(manifest)
}

/// A dependency as a manifest has it, from what `cargo metadata` says of it.
fn requirement(dependency: &Value) -> Value {
    let mut requirement = json!({
        "features": dependency["features"],
        "default-features": dependency["uses_default_features"],
    });
    if dependency["rename"].is_string() {
        requirement["package"] = dependency["name"].clone();
    }
    if dependency["path"].is_string() {
        requirement["path"] = dependency["path"].clone();
        return requirement;
    }
    if let Some(git) = text(dependency, "source").strip_prefix("git+") {
        let git = git.split('#').next().unwrap_or(git);
        let (url, which) = git.split_once('?').unwrap_or((git, ""));
        requirement["git"] = url.into();
        for (key, value) in which.split('&').filter_map(|pair| pair.split_once('=')) {
            requirement[key] = value.into();
        }
        return requirement;
    }
    requirement["version"] = dependency["req"].clone();
    if dependency["registry"].is_string() {
        requirement["registry-index"] = dependency["registry"].clone();
    }
    requirement
}

/// `[patch]` of the workspace, which holds for its members alone.
fn patch(workspace: &Path) -> Result<Option<Value>, String> {
    let file = workspace.join("Cargo.toml");
    let manifest = fs::read_to_string(&file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let mut manifest: Value = toml::from_str(&manifest).map_err(|error| format!("{}: {error}", file.display()))?;
    let Some(patch) = manifest.get_mut("patch") else { return Ok(None) };
    let crates = patch.as_object_mut().into_iter().flat_map(|patch| patch.values_mut());
    for dependency in crates.filter_map(Value::as_object_mut).flat_map(|crates| crates.values_mut()) {
        if let Some(path) = dependency["path"].as_str().map(|path| workspace.join(path)) {
            dependency["path"] = path.to_string_lossy().into();
        }
    }
    Ok(Some(patch.take()))
}
