//! The course as a folder: laid out once, and from then on the student's own.
use super::table::{EXERCISES, Exercise};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The line of Cargo.toml by which a course is known.
const MARK: &str = "name = \"shapeful-course\"";

/// A folder that holds a course.
#[derive(Debug)]
pub struct Course {
    /// As the user wrote it, for messages.
    pub dir: PathBuf,
    /// The same, absolute.
    pub root: PathBuf,
}
impl Course {
    /// The course in `dir`; the flag says whether it has been laid out just now.
    pub fn open(dir: &Path, shapeful: Option<&Path>) -> Result<(Course, bool), String> {
        let failed = |error: io::Error| format!("{}: {error}", dir.display());
        let course = Course { dir: dir.to_path_buf(), root: std::path::absolute(dir).map_err(failed)? };
        let manifest = fs::read(dir.join("Cargo.toml"));
        let is_course =
            manifest.is_ok_and(|text| String::from_utf8_lossy(&text).lines().any(|line| line.trim() == MARK));
        if is_course {
            if let Some(path) = shapeful {
                course.depend_on(&dependency(Some(path))?)?;
            }
            return Ok((course, false));
        }
        let is_free = match fs::read_dir(dir) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => true,
            Err(error) => return Err(failed(error)),
        };
        if !is_free {
            return Err(format!(
                "{} is not empty, and is not a course: it has no Cargo.toml of one. Nothing was changed; name another folder",
                dir.display()
            ));
        }
        course.lay_out(&dependency(shapeful)?)?;
        Ok((course, true))
    }
    fn lay_out(&self, dependency: &str) -> Result<(), String> {
        fs::create_dir_all(self.dir.join("exercises")).map_err(|error| format!("{}: {error}", self.dir.display()))?;
        for exercise in EXERCISES {
            self.write(&file(exercise), exercise.program)?;
        }
        let count = EXERCISES.len().to_string();
        self.write("README.md", &include_str!("README.course.md").replace("@COUNT@", &count))?;
        self.write(".gitignore", "/target\n")?;
        // The last: a folder in which only a part could be written is not taken for a course.
        self.write("Cargo.toml", &manifest(dependency))
    }
    /// Gives an exercise back the text it had at first.
    pub fn reset(&self, exercise: &Exercise) -> Result<(), String> {
        fs::create_dir_all(self.dir.join("exercises")).map_err(|error| format!("{}: {error}", self.dir.display()))?;
        self.write(&file(exercise), exercise.program)
    }
    fn write(&self, name: &str, text: &str) -> Result<(), String> {
        let path = self.dir.join(name);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    }
    /// The student's file, as the user would name it.
    pub fn path(&self, exercise: &Exercise) -> PathBuf {
        self.dir.join(file(exercise))
    }
    pub fn absolute_path(&self, exercise: &Exercise) -> PathBuf {
        self.root.join(file(exercise))
    }
    /// What the student wrote.
    pub fn read(&self, exercise: &Exercise) -> Result<String, String> {
        let path = self.path(exercise);
        let bytes = fs::read(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                format!(
                    "{} is gone. `cargo shapeful learn {} --reset {}` lays it out anew",
                    path.display(),
                    self.dir.display(),
                    exercise.name
                )
            }
            _ => format!("{} cannot be read: {error}", path.display()),
        })?;
        String::from_utf8(bytes).map_err(|error| {
            let line =
                1 + error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
            format!("{} is not UTF-8, from line {line} on: save it as UTF-8 text", path.display())
        })
    }
    /// The lines under `[dependencies]` in the course's Cargo.toml, to which the student may add.
    pub fn dependencies(&self) -> Result<String, String> {
        let path = self.dir.join("Cargo.toml");
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let lines = text.lines().skip_while(|line| line.trim() != "[dependencies]").skip(1);
        let lines: Vec<&str> = lines.take_while(|line| !line.trim_start().starts_with('[')).collect();
        if lines.iter().any(|line| line.starts_with("shapeful ")) {
            Ok(lines.join("\n"))
        } else {
            Err(format!(
                "{} has no line `shapeful = …` under [dependencies]; it had `{}`",
                path.display(),
                dependency(None)?
            ))
        }
    }
    /// Takes shapeful from another place.
    fn depend_on(&self, dependency: &str) -> Result<(), String> {
        let path = self.dir.join("Cargo.toml");
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let lines = text.lines().map(|line| if line.starts_with("shapeful ") { dependency } else { line });
        let text: String = lines.flat_map(|line| [line, "\n"]).collect();
        self.write("Cargo.toml", &text)
    }
}

fn file(exercise: &Exercise) -> String {
    format!("exercises/{}.rs", exercise.name)
}

/// The line of Cargo.toml: the path asked for; else the folder this command was built from, if that is a checkout that is still
/// there; else this command's own version, from crates.io.
fn dependency(asked: Option<&Path>) -> Result<String, String> {
    let built_from = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = match asked {
        Some(path) if is_shapeful(path) => Some(path),
        Some(path) => {
            return Err(format!("{} is not the folder of shapeful: it has no Cargo.toml of that name", path.display()));
        }
        None => Some(built_from).filter(|path| is_shapeful(path) && !is_from_registry(path)),
    };
    match path {
        Some(path) => {
            let path = std::path::absolute(path).map_err(|error| format!("{}: {error}", path.display()))?;
            let path =
                path.to_str().ok_or_else(|| format!("{}: a path in Cargo.toml has to be UTF-8", path.display()))?;
            Ok(format!("shapeful = {{ path = {path:?} }}"))
        }
        None => Ok(concat!("shapeful = \"=", env!("CARGO_PKG_VERSION"), "\"").to_string()),
    }
}
fn is_shapeful(folder: &Path) -> bool {
    fs::read_to_string(folder.join("Cargo.toml"))
        .is_ok_and(|text| text.lines().any(|line| line.trim() == "name = \"shapeful\""))
}
/// Whether cargo unpacked it there from a registry.
fn is_from_registry(folder: &Path) -> bool {
    [".cargo-ok", ".cargo_vcs_info.json"].iter().any(|file| folder.join(file).exists())
}

fn manifest(dependency: &str) -> String {
    let mut text = format!(
        "# Each exercise is a program: `cargo run --bin 01_axes` runs its `main`.
[package]
{MARK}
version = \"0.1.0\"
edition = \"2024\"
publish = false
autobins = false

[dependencies]
{dependency}

{PROFILE}
# It belongs to no workspace around it.
[workspace]
"
    );
    for exercise in EXERCISES {
        text += &format!("\n[[bin]]\nname = {:?}\npath = {:?}\n", exercise.name, file(exercise));
    }
    text
}
/// Quick to compile, and quick where it counts. The checks have the same, so that both share what is compiled.
pub const PROFILE: &str = "[profile.dev]
debug = false

[profile.dev.package.\"*\"]
opt-level = 3
";

#[cfg(test)]
mod tests {
    use super::*;

    fn course() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("course");
        (folder, dir)
    }
    #[test]
    fn laid_out_once() {
        let (_folder, dir) = course();
        let (course, new) = Course::open(&dir, None).unwrap();
        assert!(new && EXERCISES.iter().all(|exercise| course.path(exercise).exists()));
        let first = course.path(&EXERCISES[0]);
        fs::write(&first, "mine").unwrap();
        let (course, new) = Course::open(&dir, None).unwrap();
        assert!(!new);
        assert_eq!(course.read(&EXERCISES[0]).unwrap(), "mine");
        course.reset(&EXERCISES[0]).unwrap();
        assert_eq!(course.read(&EXERCISES[0]).unwrap(), EXERCISES[0].program);
    }
    #[test]
    fn other_folders_are_left_alone() {
        let (_folder, dir) = course();
        fs::create_dir(&dir).unwrap();
        fs::write(dir.join("Cargo.toml"), "[package]\nname = \"mine\"\n").unwrap();
        assert!(Course::open(&dir, None).unwrap_err().contains("is not a course"));
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
        let file = dir.join("Cargo.toml");
        assert!(Course::open(&file, None).is_err());
    }
    #[test]
    fn unreadable_files_are_told() {
        let (_folder, dir) = course();
        let (course, _) = Course::open(&dir, None).unwrap();
        fs::write(course.path(&EXERCISES[1]), b"fine\nnot \xff fine").unwrap();
        assert!(course.read(&EXERCISES[1]).unwrap_err().contains("from line 2 on"));
        fs::remove_file(course.path(&EXERCISES[1])).unwrap();
        assert!(course.read(&EXERCISES[1]).unwrap_err().contains("--reset 02_product"));
    }
    #[test]
    fn the_dependency_can_be_moved() {
        let (_folder, dir) = course();
        let (course, _) = Course::open(&dir, None).unwrap();
        let here = format!("shapeful = {{ path = {:?} }}", env!("CARGO_MANIFEST_DIR"));
        course.depend_on("shapeful = \"=9.9.9\"").unwrap();
        assert_eq!(course.dependencies().unwrap().trim(), "shapeful = \"=9.9.9\"");
        Course::open(&dir, Some(Path::new(env!("CARGO_MANIFEST_DIR")))).unwrap();
        assert_eq!(course.dependencies().unwrap().trim(), here);
        assert!(Course::open(&dir, Some(&dir)).unwrap_err().contains("is not the folder of shapeful"));
        fs::write(dir.join("Cargo.toml"), format!("{MARK}\n")).unwrap();
        assert!(course.dependencies().unwrap_err().contains("no line `shapeful"));
    }
}
