//! `cargo shapeful check`: cargo's check, with each shape error drawn as a lesson.
use super::cargo::Cargo;
use super::draw::terminal::Style;
use super::mistake::Mistake;
use super::source::Sources;
use super::style::Styles;
use super::{advise, draw, json, page};
use cargo_metadata::diagnostic::DiagnosticLevel;
use cargo_metadata::{CompilerMessage, Message, MetadataCommand};
use serde_json::Value;
use shapeful::lessons::lesson;
use std::collections::HashSet;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

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
    let (format, color) = if style.color { ("json-diagnostic-rendered-ansi", "always") } else { ("json", "never") };
    let ours = ["check", "--message-format", format, "--color", color];
    let mut cargo = Cargo::start(ours.into_iter().chain(check.cargo.iter().map(String::as_str)))?;
    let mut teller = Teller { json: check.json, style, told: HashSet::new(), mistakes: Vec::new(), undrawn: false };
    let mut reader = Reader::new(&check.cargo);
    let mut line = Vec::new();
    while cargo.next(&mut line)? {
        match Message::parse_stream(&line[..]).next() {
            Some(Ok(Message::CompilerMessage(message))) => teller.tell(&message, &mut reader)?,
            Some(Ok(Message::CompilerArtifact(_) | Message::BuildScriptExecuted(_) | Message::BuildFinished(_))) => {}
            _ => say(unread(&line))?,
        }
    }
    let status = cargo.end()?;
    let mistakes = teller.mistakes;
    if check.json {
        mistakes.iter().try_for_each(|mistake| writeln!(io::stdout(), "{}", json::line(mistake)))?;
    } else if !mistakes.is_empty() {
        say(summary(&mistakes))?;
    }
    if let Some(file) = &check.html {
        fs::write(file, page::page(&mistakes, &reader.program, lesson))
            .map_err(|error| io::Error::new(error.kind(), format!("{} cannot be written: {error}", file.display())))?;
        say(format!("the lessons are in {}", file.display()))?;
    }
    // A cargo that was killed has no code.
    Ok(status.code().map_or(ExitCode::FAILURE, |code| ExitCode::from(u8::try_from(code).unwrap_or(1))))
}

/// Tells of each message once.
struct Teller {
    json: bool,
    style: Style,
    told: HashSet<String>,
    mistakes: Vec<Mistake>,
    /// Whether an error came through in the compiler's words.
    undrawn: bool,
}
impl Teller {
    fn tell(&mut self, message: &CompilerMessage, reader: &mut Reader) -> io::Result<()> {
        let said = &message.message;
        let rendered = said.rendered.clone().unwrap_or_else(|| format!("{}\n", said.message));
        // A library is checked twice with `--all-targets`: by itself and for its tests.
        if !self.told.insert(rendered.clone()) {
            return Ok(());
        }
        let Some(mistake) = reader.read(message) else {
            self.undrawn |= matches!(said.level, DiagnosticLevel::Error | DiagnosticLevel::Ice);
            // "For more information about this error": the lessons have more.
            let about_drawn =
                matches!(said.level, DiagnosticLevel::FailureNote) && !self.undrawn && !self.mistakes.is_empty();
            return if about_drawn { Ok(()) } else { say(rendered) };
        };
        let title = lesson(mistake.lesson).map_or("", |lesson| lesson.title);
        let drawn = match self.mistakes.iter().find(|earlier| mistake.repeats(earlier)) {
            Some(earlier) => draw::terminal::again(&mistake, &earlier.place, title, &self.style),
            None => draw::terminal::terminal(&mistake, title, &self.style),
        };
        if !self.json {
            say(format!("{}\n\n", drawn.trim_end()))?;
        }
        self.mistakes.push(mistake);
        Ok(())
    }
}

/// What to show of a line that is no message as we know them: what the compiler says in it, or the line as it came.
fn unread(line: &[u8]) -> Vec<u8> {
    let message: Option<Value> = serde_json::from_slice(line).ok();
    let said = message.as_ref().and_then(|message| message["message"]["rendered"].as_str());
    said.map_or(line, str::as_bytes).to_vec()
}

/// Writes to the standard error, on lines of its own: cargo draws its progress there.
fn say(text: impl AsRef<[u8]>) -> io::Result<()> {
    let (text, mut errors) = (text.as_ref(), io::stderr().lock());
    if errors.is_terminal() {
        write!(errors, "\r\x1b[K")?;
    }
    errors.write_all(text.strip_suffix(b"\n").unwrap_or(text))?;
    errors.write_all(b"\n")
}

fn summary(mistakes: &[Mistake]) -> String {
    let mut numbers: Vec<String> = Vec::new();
    for number in mistakes.iter().map(|mistake| format!("S{:02}", mistake.lesson)) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
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
        let package = package_of(message.target.src_path.as_std_path()).unwrap_or_else(|| self.workspace.clone());
        advise::mistake(&message.message, &mut self.sources, &[&self.workspace, &package])
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
