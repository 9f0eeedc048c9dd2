//! `cargo shapeful check`: cargo's check, with each shape error drawn as a lesson.
use super::mistake::{Mistake, Problem};
use super::source::Sources;
use super::style::Styles;
use super::{advise, diagnostic, draw, json, page};
use cargo_metadata::{CompilerMessage, Message, MetadataCommand};
use serde_json::Value;
use shapeful::lessons::lesson;
use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// The options of `cargo shapeful check`.
#[derive(clap::Args, Debug)]
pub struct Check {
    /// Also writes the lessons as a page for a browser
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Writes a line of JSON for each shape error to the standard output, and draws nothing
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    styles: Styles,
    /// What `cargo check` takes: --workspace, --manifest-path PATH, --release, …
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "CARGO'S OPTIONS")]
    cargo: Vec<String>,
}

/// Puts our own options before cargo's: clap takes everything from cargo's first option on as cargo's.
pub fn ours_first(arguments: &[String]) -> Vec<String> {
    let end = arguments.iter().position(|argument| argument == "--").unwrap_or(arguments.len());
    let (mut ours, mut cargos) = (Vec::new(), Vec::new());
    let mut value_of_ours = false;
    for argument in &arguments[..end] {
        let name = argument.split('=').next().unwrap_or_default();
        let with_value = ["--html", "--width", "--color"].contains(&name);
        let is_ours = value_of_ours || with_value || ["--json", "--ascii", "--help", "-h"].contains(&name);
        value_of_ours = !value_of_ours && with_value && !argument.contains('=');
        if is_ours { &mut ours } else { &mut cargos }.push(argument.clone());
    }
    ours.extend(cargos);
    ours.extend_from_slice(&arguments[end..]);
    ours
}

/// Runs cargo, and ends as it ends.
pub fn run(check: &Check) -> ExitCode {
    if let Some(format) = check.cargo.iter().find(|argument| argument.starts_with("--message-format")) {
        eprintln!("error: `cargo shapeful check` reads the compiler's messages itself, and cannot take `{format}`");
        return ExitCode::from(101);
    }
    match drawn(check) {
        Ok(code) => code,
        Err(error) => {
            // Nobody may be there to read it any more.
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(101)
        }
    }
}

fn drawn(check: &Check) -> io::Result<ExitCode> {
    let style = check.styles.for_errors();
    let mut reader = Reader::new(&check.cargo);
    let mut told = HashSet::new();
    let mut mistakes = Vec::new();
    // Cargo writes its progress where this goes, and in pieces: so it waits until cargo has ended.
    let mut said = Vec::new();
    let format = if style.color { "json-diagnostic-rendered-ansi" } else { "json" };
    let color = if style.color { "always" } else { "never" };
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(cargo)
        .args(["check", "--message-format", format, "--color", color])
        .args(&check.cargo)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| io::Error::new(error.kind(), format!("cargo cannot be run: {error}")))?;
    let output = cargo.stdout.take().ok_or_else(|| io::Error::other("cargo has no output"))?;
    let (mut output, mut line) = (BufReader::new(output), Vec::new());
    while output.read_until(b'\n', &mut line)? > 0 {
        match Message::parse_stream(&line[..]).next() {
            Some(Ok(Message::CompilerMessage(message))) => {
                let rendered =
                    message.message.rendered.clone().unwrap_or_else(|| format!("{}\n", message.message.message));
                // A library is checked twice with `--all-targets`: by itself and for its tests.
                if told.insert(rendered.clone()) {
                    match reader.read(&message) {
                        Some(mistake) => {
                            if !check.json {
                                let title = lesson(mistake.lesson).map_or("", |lesson| lesson.title);
                                let drawn = draw::terminal::terminal(&mistake, title, &style);
                                said.extend_from_slice(drawn.trim_end().as_bytes());
                                said.extend_from_slice(b"\n\n");
                            }
                            mistakes.push(mistake);
                        }
                        None => said.extend_from_slice(rendered.as_bytes()),
                    }
                }
            }
            Some(Ok(Message::CompilerArtifact(_) | Message::BuildScriptExecuted(_) | Message::BuildFinished(_))) => {}
            _ => said.extend_from_slice(&unread(&line)),
        }
        line.clear();
    }
    let status = cargo.wait()?;
    io::stderr().write_all(&said)?;
    if check.json {
        mistakes.iter().try_for_each(|mistake| writeln!(io::stdout(), "{}", json::line(mistake)))?;
    } else if !mistakes.is_empty() {
        writeln!(io::stderr(), "{}", summary(&mistakes))?;
    }
    if let Some(file) = &check.html {
        fs::write(file, page::page(&mistakes, &reader.program, lesson))
            .map_err(|error| io::Error::new(error.kind(), format!("{} cannot be written: {error}", file.display())))?;
        writeln!(io::stderr(), "the lessons are in {}", file.display())?;
    }
    // A cargo that was killed has no code.
    Ok(status.code().map_or(ExitCode::FAILURE, |code| ExitCode::from(u8::try_from(code).unwrap_or(1))))
}

/// What to show of a line that is no message as we know them: what the compiler says in it, or the line as it came.
fn unread(line: &[u8]) -> Vec<u8> {
    let message: Option<Value> = serde_json::from_slice(line).ok();
    let said = message.as_ref().and_then(|message| message["message"]["rendered"].as_str());
    let text = said.map_or(line, str::as_bytes);
    [text.strip_suffix(b"\n").unwrap_or(text), b"\n"].concat()
}

fn summary(mistakes: &[Mistake]) -> String {
    let lessons: BTreeSet<u16> = mistakes.iter().map(|mistake| mistake.lesson).collect();
    let numbers: Vec<String> = lessons.iter().map(|number| format!("S{number:02}")).collect();
    let errors =
        if mistakes.len() == 1 { "1 shape error".to_string() } else { format!("{} shape errors", mistakes.len()) };
    let first = numbers.first().map_or("", String::as_str);
    format!("{errors}: {}. To read a lesson: cargo shapeful lesson {first}", numbers.join(", "))
}

/// Reads messages as mistakes, with what the sources add.
struct Reader {
    sources: Sources,
    /// Paths in messages are relative to this.
    workspace: PathBuf,
    /// The name of the package, or of the workspace's folder.
    program: String,
}
impl Reader {
    fn new(arguments: &[String]) -> Reader {
        let mut metadata = MetadataCommand::new();
        metadata.no_deps();
        if let Some(manifest) = manifest_path(arguments) {
            metadata.manifest_path(manifest);
        }
        // Where cargo finds no workspace it says so itself, when it is run.
        let metadata = metadata.exec().ok();
        let workspace = metadata.as_ref().map_or(PathBuf::from("."), |metadata| metadata.workspace_root.clone().into());
        let package = metadata.as_ref().and_then(|metadata| Some(metadata.root_package()?.name.to_string()));
        let folder = || workspace.file_name().map(|name| name.to_string_lossy().into_owned());
        Reader { program: package.or_else(folder).unwrap_or_default(), sources: Sources::default(), workspace }
    }

    fn read(&mut self, message: &CompilerMessage) -> Option<Mistake> {
        let mut mistake = diagnostic::read(&message.message)?;
        let package = package_of(message.target.src_path.as_std_path()).unwrap_or_else(|| self.workspace.clone());
        let file = [&self.workspace, &package].map(|folder| folder.join(&mistake.place.file));
        let file = file.iter().find(|file| file.exists()).unwrap_or(&file[0]);
        let whole = matches!(mistake.problem, Problem::Expected { .. });
        let context = diagnostic::extent(&message.message).and_then(|extent| self.sources.context(file, extent, whole));
        advise::complete(&mut mistake, context.unwrap_or_default(), &self.sources.sizes(&package, file));
        Some(mistake)
    }
}

/// The folder of the package that a source file belongs to.
fn package_of(source: &Path) -> Option<PathBuf> {
    source.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").exists()).map(Path::to_path_buf)
}

/// The manifest among cargo's options.
fn manifest_path(arguments: &[String]) -> Option<&str> {
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        if argument == "--manifest-path" {
            return arguments.next().map(String::as_str);
        }
        if let Some(path) = argument.strip_prefix("--manifest-path=") {
            return Some(path);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(arguments: &str) -> String {
        let arguments: Vec<String> = arguments.split_whitespace().map(str::to_string).collect();
        ours_first(&arguments).join(" ")
    }

    #[test]
    fn our_options_stand_anywhere() {
        assert_eq!(split("--workspace --html x.html -p net"), "--html x.html --workspace -p net");
        assert_eq!(split("--release --html=x.html --json"), "--html=x.html --json --release");
        assert_eq!(split("-p net -- --html x"), "-p net -- --html x");
        assert_eq!(split("--html"), "--html");
    }

    #[test]
    fn manifests_are_found_among_options() {
        let arguments = ["--release", "--manifest-path", "a/Cargo.toml"].map(String::from);
        assert_eq!(manifest_path(&arguments), Some("a/Cargo.toml"));
        assert_eq!(manifest_path(&["--manifest-path=b".to_string()]), Some("b"));
        assert_eq!(manifest_path(&["--manifest-path".to_string()]), None);
    }
}
